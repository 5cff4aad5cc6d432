import type { QueryType } from "../../base/question.js";
import { quoted } from "../../zone/problems.js";
import { type Rule, placeOf } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { isServerOf } from "../structure/delegations.js";
import { relatedRecord } from "../structure/state.js";
import { isDelegation } from "../structure/targets.js";
import { mnemonic } from "../structure/types.js";

/** What the zone above has at a delegation: NS, DS, the proof of what else is there, and signatures of these. */
const ALLOWED: ReadonlySet<QueryType> = new Set<QueryType>(["NS", "TYPE43", "TYPE47", "TYPE46", "CNAME"]);

export const rule: Rule = {
  id: "records-at-delegation",
  severity: "warning",
  summary: "a delegated name has records beside its delegation",
  section: "RFC 1034 4.2.1",
  docs: {
    why: "A delegated name belongs to the zone below. Questions for it are answered with a referral there, so records beside NS and DS, an MX or SPF record for example, are never seen.",
    bad: `$TTL 1h
dept IN NS  ns1.example.net.
     IN NS  ns2.example.net.
     IN «TXT» "v=spf1 -all"
`,
    good: `$TTL 1h
dept IN NS  ns1.example.net.
     IN NS  ns2.example.net.
`,
    fix: "Move the records to the zone that is delegated, or remove the NS records.",
  },
  types: ["NS"],
  signs: Sign.BesideDelegation,
  checkNode(node, zone, context) {
    if (node.types.length === 1 || !isDelegation(node.owner, zone)) return;
    for (const type of node.types) {
      // With an alias every other record is wrong, which the parser says.
      if (ALLOWED.has(type)) continue;
      // The name itself may be one of its servers.
      if ((type === "A" || type === "AAAA") && isServerOf(node, node.owner)) continue;
      const [record] = node.rrset(type);
      const [server] = node.rrset("NS");
      if (record === undefined || server === undefined) continue;
      const message = `${quoted(node.owner.text)} is delegated, so nobody gets its ${mnemonic(type)} record from this zone`;
      context.report({
        ...placeOf(record, "type"),
        message,
        related: [relatedRecord(server, "the delegation")],
      });
      return;
    }
  },
};
