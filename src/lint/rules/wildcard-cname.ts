import { quoted } from "../../zone/problems.js";
import { type Rule, placeOf } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { isWildcard } from "../structure/names.js";

export const rule: Rule = {
  id: "wildcard-cname",
  severity: "info",
  summary: "a wildcard is an alias",
  section: "RFC 4592 4.5",
  docs: {
    why: "Every name that does not exist becomes an alias, for all types: _dmarc and _domainkey of a misspelt name lead to the target as well, and its SPF record and mail exchanges become theirs.",
    bad: `$TTL 1h
*    IN «CNAME» www
www  IN A     192.0.2.80
`,
    good: `$TTL 1h
*    IN A     192.0.2.80
www  IN A     192.0.2.80
`,
    fix: "Write A and AAAA records for the wildcard, so that it stands for hosts and for nothing else.",
  },
  types: ["CNAME"],
  signs: Sign.Wildcard,
  checkNode(node, _zone, context) {
    if (!isWildcard(node.owner)) return;
    const [record] = node.rrset("CNAME");
    if (record === undefined) return;
    const message = `every name below ${quoted(node.owner.parent.text)} that does not exist becomes an alias, for mail and SPF too`;
    context.report({ ...placeOf(record, "type"), message });
  },
};
