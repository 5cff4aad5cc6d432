import { quoted } from "../../zone/problems.js";
import { type Rule, placeOf } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { followAliases } from "../structure/targets.js";

/** So many aliases in a row are not remarked upon. */
const MOST = 3;
/** From here on some resolvers give up, for they follow 8 to 16. */
const RISKY = 8;

export const rule: Rule = {
  id: "cname-chain-long",
  severity: "info",
  summary: "a name leads through more than three aliases",
  section: "RFC 1034 3.6.2",
  docs: {
    why: "Each alias can cost one more question, and every one that fails takes all names before it along. Resolvers follow 8 to 16 aliases and then give up.",
    bad: `$TTL 1h
www  IN CNAME «web»
web  IN CNAME web1
web1 IN CNAME rack2
rack2 IN CNAME unit7
unit7 IN A    192.0.2.80
`,
    good: `$TTL 1h
www  IN CNAME unit7
web  IN CNAME unit7
unit7 IN A    192.0.2.80
`,
    fix: "Let the alias lead to the last name directly.",
  },
  types: ["CNAME"],
  signs: Sign.UnsettledAlias,
  checkNode(node, _zone, context) {
    const [record] = node.rrset("CNAME");
    if (record === undefined) return;
    const { records, isLoop } = followAliases(context.estate, record);
    // A longer chain goes through one of just this length, which speaks for all names before it.
    const isRisky = records.length === RISKY + 1;
    if (isLoop || (records.length !== MOST + 1 && !isRisky)) return;
    const message = `${quoted(node.owner.text)} leads through ${records.length} aliases before anything is found`;
    context.report({ ...placeOf(record, 0), message, ...(isRisky ? { severity: "warning" } : {}) });
  },
};
