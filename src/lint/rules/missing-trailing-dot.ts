import type { QueryType } from "../../base/question.js";
import { quoted } from "../../zone/problems.js";
import type { ZoneRecord } from "../../zone/record.js";
import type { NodeView, ZoneView } from "../../zone/view.js";
import { targetNames } from "../../zone/rdata/access.js";
import { type Rule, type RuleContext, placeOf } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { isInZone, isReverseZone, repeatsZoneName } from "../structure/names.js";
import { SERVICE_FIELDS } from "../structure/services.js";
import { findTarget, writtenAddress } from "../structure/targets.js";
import { TYPE_DNAME } from "../structure/types.js";

/** Each type with the fields of its data that hold names, all of them. */
const NAME_FIELDS: ReadonlyMap<QueryType, readonly number[]> = new Map<QueryType, readonly number[]>([
  ["NS", [0]],
  ["MX", [1]],
  ["CNAME", [0]],
  ["PTR", [0]],
  ["SRV", [3]],
  ["SOA", [0, 1]],
  [TYPE_DNAME, [0]],
  ...[...SERVICE_FIELDS].map(([type, field]) => [type, [field]] as const),
]);

export const rule: Rule = {
  id: "missing-trailing-dot",
  severity: "error",
  summary: "a record points to a name that has the zone's name twice, because its final dot is missing",
  section: "RFC 1035 5.1",
  docs: {
    why: "A name without a dot at its end is completed with the zone's name. `mail.example.org` in the zone example.org becomes `mail.example.org.example.org`, which nobody has: mail is not delivered, a name server is not found.",
    bad: `$TTL 1h
@    IN MX 10 «mail.example.org»
mail IN A  192.0.2.25
`,
    good: `$TTL 1h
@    IN MX 10 mail.example.org.
mail IN A  192.0.2.25
`,
    fix: "End the name with a dot, or leave the zone's name out.",
  },
  signs: Sign.RepeatedName | Sign.PtrWithin,
  checkNode(node, zone, context) {
    const { types } = node;
    for (let index = 0; index < types.length; index++) {
      const type = types[index];
      const fields = type === undefined ? undefined : NAME_FIELDS.get(type);
      if (type !== undefined && fields !== undefined) checkTargets(node, type, fields, zone, context);
    }
  },
};

function checkTargets(node: NodeView, type: QueryType, fields: readonly number[], zone: ZoneView, context: RuleContext): void {
  for (const record of node.rrset(type)) {
    const names = targetNames(record.data);
    for (let index = 0; index < names.length; index++) {
      const name = names[index];
      const field = fields[index];
      if (name === undefined || field === undefined) continue;
      if (repeatsZoneName(name, zone.apex)) {
        const message = `${quoted(name.text)} has the name of the zone twice: is the dot at its end missing`;
        // Where such a name exists after all, the record works.
        const isFound = findTarget(context.estate, name).kind === "found";
        context.report({
          ...placeOf(record, field),
          message,
          ...(isFound ? { severity: "warning" } : {}),
        });
      } else if (type === "PTR" && isReverseZone(zone.apex) && isInZone(name, zone.apex) && !isAbsolute(record)) {
        // What is no name at all is said to be an address (target-address-literal).
        if (writtenAddress(record, field) !== undefined) continue;
        const message = `the address gets the name ${quoted(name.text)}, which is in the zone of addresses: is the dot at its end missing`;
        context.report({ ...placeOf(record, field), message });
      }
    }
  }
}

function isAbsolute({ source, dataSpans }: ZoneRecord): boolean {
  const end = dataSpans[0]?.end ?? 0;
  return source.slice(end - 1, end) === ".";
}
