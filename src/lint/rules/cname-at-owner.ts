import { DomainName, isName } from "../../base/name.js";
import type { Answer } from "../../base/question.js";
import { spfRecords } from "../mail/texts.js";
import { type Rule, placeOf } from "../rule.js";
import { placeInText } from "../text-place.js";

export const rule: Rule = {
  id: "cname-at-owner",
  severity: "warning",
  summary: "a name that sends mail is an alias, and has the SPF record of another one",
  section: "RFC 1034 3.6.2",
  docs: {
    why: "An alias has no records of its own: the SPF record, and the MX records, are those of the name that it leads to. Whoever has that name says who may send from this one, and changes it without a word.",
    bad: `$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   192.0.2.53
news        «CNAME» mail.example.net.
_dmarc.news TXT   "v=DMARC1; p=reject"
`,
    good: `$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   192.0.2.53
news        TXT   "v=spf1 include:_spf.example.net -all"
            MX    10 mail.example.net.
_dmarc.news TXT   "v=DMARC1; p=reject"
`,
    fix: "Write the records of the name itself in place of the CNAME, with an include of the vendor's record.",
  },
  types: ["CNAME"],
  checkNode(node, zone, context) {
    const [record] = node.rrset("CNAME");
    // A policy for its mail says that it sends: without one an alias is mostly a web server.
    const policy = DomainName.fromLabels(["_dmarc", ...node.owner.labels]);
    if (record?.data.type !== "CNAME" || !isName(policy) || zone.node(policy)?.types.includes("TXT") !== true) return;
    const message = `${node.owner.text} has a DMARC policy and is an alias, so that its SPF record is that of ${record.data.target.text}`;
    context.report({ ...placeOf(record, "type"), message });
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
