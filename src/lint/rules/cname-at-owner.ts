import type { Answer } from "../../base/question.js";
import { spfRecords } from "../mail/texts.js";
import type { Rule } from "../rule.js";
import { placeInText } from "../text-place.js";

export const rule: Rule = {
  id: "cname-at-owner",
  severity: "warning",
  summary: "a name that sends mail is an alias, and has the SPF record of another one",
  section: "RFC 1034 3.6.2",
  docs: {
    why: "An alias has no records of its own: the SPF record, and the MX records, are those of the name that it leads to. Whoever has that name says who may send from this one, and changes it without a word.",
    bad: `; domain news.example.org
news.example.org. 3600 IN TXT "«v=spf1 ip4:203.0.113.25 -all»"
; DNS example.org.zone
$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   192.0.2.53
news CNAME mail.example.net.
; DNS example.net.zone
$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   203.0.113.53
mail TXT "v=spf1 ip4:203.0.113.25 -all"
`,
    good: `; domain news.example.org
news.example.org. 3600 IN TXT "v=spf1 include:mail.example.net -all"
; DNS example.org.zone
$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   192.0.2.53
news TXT "v=spf1 include:mail.example.net -all"
; DNS example.net.zone
$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   203.0.113.53
mail TXT "v=spf1 ip4:203.0.113.25 -all"
`,
    fix: "Write the records of the name itself in place of the CNAME, with an include of the vendor's record.",
  },
  *askDomain(node, zone, context) {
    const [own] = spfRecords(node, zone);
    if (own === undefined) return;
    const answer: Answer = yield { name: node.owner, type: "TXT" };
    const target = answer.aliases?.at(-1);
    if (target === undefined) return;
    const message = `${node.owner.text} is an alias, and this is the record of ${target.text}`;
    context.report({ ...placeInText(own.text.record, 0, own.text.text.length), message });
  },
};
