/** Records that point to the host of a service, beside MX, NS and SRV, or to records that lead there. */
import type { DomainName } from "../../base/name.js";
import type { QueryType } from "../../base/question.js";
import { rdataFields, rdataValue } from "../../zone/rdata/access.js";
import type { ZoneRecord } from "../../zone/record.js";
import { uint16At } from "./octets.js";

const TYPE_AFSDB: QueryType = "TYPE18";
const TYPE_NAPTR: QueryType = "TYPE35";
const TYPE_KX: QueryType = "TYPE36";
export const TYPE_SVCB: QueryType = "TYPE64";
export const TYPE_HTTPS: QueryType = "TYPE65";

/** The types whose records `serviceTarget` knows. */
export const SERVICE_TYPES: readonly QueryType[] = [TYPE_SVCB, TYPE_HTTPS, TYPE_NAPTR, TYPE_KX, TYPE_AFSDB];

/** Each type with the field of its data that is a name. */
export const SERVICE_FIELDS: ReadonlyMap<QueryType, number> = new Map([
  [TYPE_SVCB, 1],
  [TYPE_HTTPS, 1],
  [TYPE_NAPTR, 5],
  [TYPE_KX, 1],
  [TYPE_AFSDB, 1],
]);

/** The name that a record points to. */
export interface ServiceTarget {
  /** As it is written; the root, which each type gives a meaning of its own, too. */
  readonly name: DomainName;
  /** The index of its field. */
  readonly field: number;
  /** What the name has to have, one of these types at least; none where that depends on more than DNS. */
  readonly wants: readonly QueryType[];
}

const ADDRESSES: readonly QueryType[] = ["A", "AAAA"];

/** Where a record of one of the types leads; undefined for any other, and for data that could not be read. */
export function serviceTarget(record: ZoneRecord): ServiceTarget | undefined {
  const field = SERVICE_FIELDS.get(record.type);
  const fields = field === undefined ? undefined : rdataFields(record.data);
  if (field === undefined || fields === undefined) return undefined;
  const named = fields[field];
  if (named?.kind !== "name") return undefined;
  const flags = rdataValue(fields, "flags", "string") ?? "";
  return { name: named.value, field, wants: wantedBy(record, flags) };
}

/** Whether an SVCB or HTTPS record is an alias, not a service: its priority is 0 (RFC 9460 section 2.4.1). */
export function isAliasMode({ data, isRead }: ZoneRecord): boolean {
  return isRead && data.type === "UNKNOWN" && data.octets.length > 2 && uint16At(data.octets, 0) === 0;
}

// --------------------------------------------------------------------------------------------------------------------------

function wantedBy(record: ZoneRecord, flags: string): readonly QueryType[] {
  const { type } = record;
  // RFC 9460 section 2.4.2: an alias leads to further records of its type, or to addresses.
  if (type === TYPE_SVCB || type === TYPE_HTTPS) return isAliasMode(record) ? [...ADDRESSES, type] : ADDRESSES;
  if (type !== TYPE_NAPTR) return ADDRESSES;
  // RFC 3404 section 4.3 and RFC 3958 section 2.2.3.
  switch (flags.toLowerCase()) {
    case "s":
      return ["SRV"];
    case "a":
      return ADDRESSES;
    case "":
      return [TYPE_NAPTR];
    default:
      return [];
  }
}
