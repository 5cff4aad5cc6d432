/** The hosts of the MX records of a zone. */
import type { DomainName } from "../../base/name.js";
import { NO_DETAIL } from "../../zone/zone-table.js";
import type { ZoneRecord } from "../../zone/record.js";
import type { ZoneView } from "../../zone/view.js";
import { TYPE_MX } from "../signs/types.js";

/** The names that the MX records of a zone point to, some of them several times; the root among them. */
export function* exchangeNames(zone: ZoneView): Iterable<DomainName> {
  const { columns } = zone;
  if (columns === undefined) {
    for (const node of zone.nodes()) for (const record of node.rrset("MX")) yield* exchangeOf(record);
    return;
  }
  const { table } = columns;
  const seen = new Set<number>();
  for (let index = 0; index < table.count; index++) {
    if (table.types[index] !== TYPE_MX || table.isOmitted(index)) continue;
    const target = table.details[index] ?? NO_DETAIL;
    if (target === NO_DETAIL) yield* exchangeOf(table.record(index));
    else if (seen.size < seen.add(target).size) yield table.names.name(target);
  }
}

function* exchangeOf({ data }: ZoneRecord): Iterable<DomainName> {
  if (data.type === "MX") yield data.exchange;
}
