import type { DomainName } from "../../base/name.js";
import type { QueryType } from "../../base/question.js";
import { quoted } from "../../zone/problems.js";
import type { ZoneRecord } from "../../zone/record.js";
import type { NodeView, ZoneView } from "../../zone/view.js";
import { targetNames } from "../../zone/rdata/access.js";
import { type Rule, type RuleContext, placeOf } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { isInZone, isReverseZone, repeatsZoneName } from "../structure/names.js";
import { SERVICE_FIELDS } from "../structure/services.js";
import { findTarget } from "../structure/targets.js";
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
  summary: "a name has the zone's name twice, because the dot at its end is missing",
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
    if (repeatsZoneName(node.owner, zone.apex)) reportOwner(node, zone, context);
    const { types } = node;
    for (let index = 0; index < types.length; index++) {
      const type = types[index];
      const fields = type === undefined ? undefined : NAME_FIELDS.get(type);
      if (type !== undefined && fields !== undefined) checkTargets(node, type, fields, zone, context);
    }
  },
};

function reportOwner(node: NodeView, zone: ZoneView, context: RuleContext): void {
  const [record] = node.rrset(node.types[0] ?? "A");
  // What a $ORIGIN without its dot spoils is reported there (origin-without-dot).
  if (record?.ownerSpan === undefined || !writtenHas(record, record.ownerSpan, zone.apex)) return;
  const message = `${quoted(node.owner.text)} has the name of the zone twice: is the dot at its end missing`;
  // What was meant is missing, but nothing points to the wrong name.
  context.report({ ...placeOf(record, "owner"), message, severity: "warning" });
}

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

function writtenHas({ source }: ZoneRecord, span: { start: number; end: number }, apex: DomainName): boolean {
  return source
    .slice(span.start, Math.min(span.end, span.start + 1024))
    .toLowerCase()
    .includes(apex.key);
}
