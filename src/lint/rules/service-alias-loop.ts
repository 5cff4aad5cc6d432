import { type QueryType, targetOf } from "../../base/question.js";
import { quoted } from "../../zone/problems.js";
import type { ZoneRecord } from "../../zone/record.js";
import type { NodeView } from "../../zone/view.js";
import { type Estate, type Rule, placeOf } from "../rule.js";
import { isBefore } from "../structure/order.js";
import { TYPE_HTTPS, TYPE_SVCB, isAliasMode, serviceTarget } from "../structure/services.js";
import { relatedRecord } from "../structure/state.js";
import { findTarget } from "../structure/targets.js";
import { mnemonic } from "../structure/types.js";

export const rule: Rule = {
  id: "service-alias-loop",
  severity: "error",
  summary: "SVCB or HTTPS records of priority 0 lead in a circle",
  section: "RFC 9460 2.4.2",
  docs: {
    why: "A record of priority 0 is an alias for one service. When it leads back to itself, programs follow it for a while and give up: the service cannot be reached, or browsers try without the record after lost time.",
    bad: `$TTL 1h
@    IN HTTPS 0 «example.org.»
     IN A     192.0.2.80
`,
    good: `$TTL 1h
@    IN HTTPS 1 . alpn=h2,h3
     IN A     192.0.2.80
`,
    fix: "Let the alias lead to the host that has the service. Where that is the owner of the record, write a priority from 1 on and `.` as the target.",
  },
  types: [TYPE_SVCB, TYPE_HTTPS],
  checkNode(node, _zone, context) {
    for (const type of [TYPE_SVCB, TYPE_HTTPS]) {
      if (!node.types.includes(type)) continue;
      const circle = circleOf(node, type, context.estate);
      const [first, second] = circle;
      // All aliases of a circle see it: the one that stands first reports it.
      if (first === undefined || circle.some((other) => other.type === type && isBefore(other, first))) continue;
      const names = [...circle, first].map(({ owner }) => quoted(owner.text)).join(" leads to ");
      context.report({
        ...placeOf(first, 1),
        message: `${names}: the ${mnemonic(type)} records lead in a circle`,
        related: second === undefined ? [] : [relatedRecord(second, "the next alias")],
      });
    }
  },
};

/** More aliases than any program follows. */
const MAX_ALIASES = 16;

/** The aliases from a name back to itself, CNAME records among them; none where they lead elsewhere. */
function circleOf(node: NodeView, type: QueryType, estate: Estate): readonly ZoneRecord[] {
  const records: ZoneRecord[] = [];
  for (let at: NodeView | undefined = node; at !== undefined && records.length < MAX_ALIASES;) {
    const alias: ZoneRecord | undefined = at.rrset("CNAME")[0] ?? at.rrset(type).find(isAliasMode);
    const next = alias === undefined ? undefined : (targetOf(alias.data) ?? serviceTarget(alias)?.name);
    // The root as a target says that there is no such service.
    if (alias === undefined || next === undefined || next.labels.length === 0) return [];
    records.push(alias);
    if (next.equals(node.owner)) return records;
    const target = findTarget(estate, next);
    at = target.kind === "found" ? target.node : undefined;
  }
  return [];
}
