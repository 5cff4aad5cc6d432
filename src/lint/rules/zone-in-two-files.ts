import { quoted } from "../../zone/problems.js";
import { type Rule, placeOf } from "../rule.js";
import { relatedRecord } from "../structure/state.js";

export const rule: Rule = {
  id: "zone-in-two-files",
  severity: "error",
  summary: "two files have a SOA record for the same zone",
  section: "RFC 1035 5.2",
  docs: {
    why: "A name server loads one of the files. Whoever changes the other one wonders why nothing happens, and what is checked here is a mixture of both that nobody publishes.",
    bad: `; file example.net.zone
$ORIGIN example.net.
$TTL 1h
@    IN SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     IN NS  ns1
     IN NS  ns2.example.org.
ns1  IN A   192.0.2.53
; file db.example.net
$ORIGIN example.net.
$TTL 1h
@    IN «SOA» ns1 hostmaster 2026010102 4h 1h 2w 15m
     IN NS  ns1
     IN NS  ns2.example.org.
ns1  IN A   192.0.2.53
`,
    good: `; file example.net.zone
$ORIGIN example.net.
$TTL 1h
@    IN SOA ns1 hostmaster 2026010102 4h 1h 2w 15m
     IN NS  ns1
     IN NS  ns2.example.org.
ns1  IN A   192.0.2.53
; file db.example.net
www.example.net. 3600 IN A 192.0.2.80
`,
    fix: "Keep one of the files. Copies of old versions do not belong into the folder that is checked. Where servers give different answers inside and outside, check the files of each side by themselves.",
  },
  checkZone({ apex, soas }, context) {
    const [first, ...others] = soas;
    if (first === undefined) return;
    for (const { file, record } of others) {
      // The same file, named twice.
      if (file === first.file) continue;
      const message = `${quoted(first.file)} has a SOA record of ${quoted(apex.text)} too: a zone is in one file`;
      context.report({ ...placeOf(record, "type"), message, related: [relatedRecord(first.record, "the SOA record there")] });
    }
  },
};
