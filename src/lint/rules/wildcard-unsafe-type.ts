import type { QueryType } from "../../base/question.js";
import { quoted } from "../../zone/problems.js";
import { type Rule, placeOf } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { isWildcard } from "../structure/names.js";
import { TYPE_DNAME, TYPE_DS, mnemonic } from "../structure/types.js";

const TYPES: readonly QueryType[] = ["NS", "SOA", TYPE_DNAME, TYPE_DS];

export const rule: Rule = {
  id: "wildcard-unsafe-type",
  severity: "warning",
  summary: "a wildcard has an NS, SOA, DNAME or DS record",
  section: "RFC 4592 4",
  docs: {
    why: "What a wildcard means for delegations is left open: every name server answers in its own way, and DNSSEC cannot sign the answers. Only the name with the asterisk itself is delegated for sure.",
    bad: `$TTL 1h
*    IN «NS» ns1.example.net.
     IN NS ns2.example.net.
`,
    good: `$TTL 1h
dept IN NS ns1.example.net.
     IN NS ns2.example.net.
`,
    fix: "Write the records for each name that they are meant for.",
  },
  types: TYPES,
  signs: Sign.Wildcard,
  checkNode(node, _zone, context) {
    if (!isWildcard(node.owner)) return;
    const type = TYPES.find((unsafe) => node.types.includes(unsafe));
    const [record] = type === undefined ? [] : node.rrset(type);
    if (type === undefined || record === undefined) return;
    const message = `the wildcard ${quoted(node.owner.text)} has a record of type ${mnemonic(type)}: servers differ in what that means`;
    context.report({ ...placeOf(record, "type"), message });
  },
};
