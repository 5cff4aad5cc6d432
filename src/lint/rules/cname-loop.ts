import { quoted } from "../../zone/problems.js";
import { type Rule, placeOf } from "../rule.js";
import { isBefore } from "../structure/order.js";
import { Sign } from "../signs/sign.js";
import { relatedRecord } from "../structure/state.js";
import { followAliases } from "../structure/targets.js";

export const rule: Rule = {
  id: "cname-loop",
  severity: "error",
  summary: "aliases lead around in a circle",
  section: "RFC 1034 3.6.2",
  docs: {
    why: "There is no end to follow the aliases to: resolvers give up, and every question for one of the names fails. An SPF check that asks for it ends in a temporary error.",
    bad: `$TTL 1h
www  IN CNAME «web»
web  IN CNAME www
`,
    good: `$TTL 1h
www  IN CNAME web
web  IN A     192.0.2.80
`,
    fix: "Let one of the names have addresses, or lead it to a name that has some.",
  },
  types: ["CNAME"],
  signs: Sign.UnsettledAlias,
  checkNode(node, _zone, context) {
    const [first] = node.rrset("CNAME");
    if (first === undefined) return;
    const { records, isLoop } = followAliases(context.estate, first);
    // All aliases of a loop see it: the one that stands first reports it.
    if (!isLoop || records.some((other) => isBefore(other, first))) return;
    const names = [...records, first].map(({ owner }) => quoted(owner.text));
    const shown = names.length > 5 ? [...names.slice(0, 3), "...", names.at(-1)] : names;
    const message = `${shown.join(" leads to ")}: no name of this circle has anything but an alias`;
    const related = records.slice(1, 5).map((record) => relatedRecord(record, "the next alias"));
    context.report({
      ...placeOf(first, 0),
      message: records.length === 1 ? `${names[0]} is an alias of itself` : message,
      related,
    });
  },
};
