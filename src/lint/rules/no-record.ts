import { mailNode, mailTexts } from "../mail/texts.js";
import { type Rule, placeOf } from "../rule.js";
import { Sign } from "../signs/sign.js";

export const rule: Rule = {
  id: "no-record",
  severity: "warning",
  summary: "a domain that receives mail has no SPF record",
  section: "RFC 7208 3",
  docs: {
    why: "Anyone can send mail from a domain without SPF, and receivers trust its own mail less. Who receives mail at a domain mostly sends from it too.",
    bad: `$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   192.0.2.53
@    «MX»  10 mail
mail A   192.0.2.25
`,
    good: `$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   192.0.2.53
@    MX  10 mail
     TXT "v=spf1 mx -all"
mail A   192.0.2.25
`,
    fix: "Publish who sends, such as `v=spf1 mx -all` when only the mail exchanges do.",
  },
  needsWholeZone: true,
  types: ["MX"],
  signs: Sign.ExchangeWithoutSpf,
  checkNode(node, zone, context) {
    // A record of type SPF is one that is written in the wrong way, which rrtype-99 says.
    if (node.types.includes("SPF") || mailTexts(node, zone, "spf").length > 0) return;
    const record = mailNode(node, zone).exchanges.find(({ data }) => data.type === "MX" && data.exchange.labels.length > 0);
    if (record === undefined) return;
    if (node.owner.labels.at(-1)?.toLowerCase() === "arpa") return;
    const message = `the name ${node.owner.text} receives mail and has no SPF record: anyone can send from it`;
    context.report({ ...placeOf(record, "type"), message });
  },
};
