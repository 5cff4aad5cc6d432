import type { DomainName } from "../../base/name.js";
import { quoted } from "../../zone/problems.js";
import type { ZoneRecord } from "../../zone/record.js";
import { type Rule, placeOf } from "../rule.js";
import { andMore, perZone, relatedRecord } from "../structure/state.js";
import { TYPE_DNAME, TYPE_NSEC3 } from "../structure/types.js";

export const rule: Rule = {
  id: "below-dname",
  severity: "error",
  summary: "records stand below a name with a DNAME record",
  section: "RFC 6672 2.4",
  docs: {
    why: "A DNAME record leads everything below its name to another place, so nothing may stand there. BIND refuses to load such a zone; other servers never give these records.",
    bad: `$TTL 1h
old      IN DNAME example.net.
«www.old» IN A    192.0.2.80
`,
    good: `$TTL 1h
old      IN DNAME example.net.
www      IN A     192.0.2.80
`,
    fix: "Remove the records below, or write aliases for the single names in place of the DNAME record.",
  },
  types: [TYPE_DNAME],
  checkNode(node, zone, context) {
    const group = hiddenBelow(zone).get(node.owner.key);
    if (group === undefined) return;
    const related = node.rrset(TYPE_DNAME).map((record) => relatedRecord(record, "the DNAME record"));
    const { first, names } = group;
    const message = `${quoted(first.owner.text)}${andMore(names - 1, "name")} is below the DNAME record of ${quoted(node.owner.text)}: nothing may stand there`;
    context.report({ ...placeOf(first, "owner"), message, related });
  },
};

interface HiddenNames {
  readonly first: ZoneRecord;
  names: number;
}

// By the name with the DNAME record that is nearest to the apex.
const hiddenBelow = perZone((zone) => {
  const dnames = new Set<string>();
  for (const node of zone.nodes()) if (node.types.includes(TYPE_DNAME)) dnames.add(node.owner.key);
  const hidden = new Map<string, HiddenNames>();
  for (const node of zone.nodes()) {
    const dname = dnameAbove(node.owner, zone.apex, dnames);
    const [first] = node.rrset(node.types[0] ?? "A");
    // The names of NSEC3 records are hashes, and below the zone's own name.
    if (dname === undefined || first === undefined || node.types.includes(TYPE_NSEC3)) continue;
    const group = hidden.get(dname.key);
    if (group === undefined) hidden.set(dname.key, { first, names: 1 });
    else group.names++;
  }
  return hidden;
});

function dnameAbove(name: DomainName, apex: DomainName, dnames: ReadonlySet<string>): DomainName | undefined {
  let found: DomainName | undefined;
  for (let at = name; at.labels.length > apex.labels.length;) {
    at = at.parent;
    if (dnames.has(at.key)) found = at;
  }
  return found;
}
