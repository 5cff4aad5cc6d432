import type { Rule } from "../rule.js";

/** RFC 7208 section 3.4: about 450 octets leave room in an answer of 512 for the name and for the message itself. */
const MAX_OCTETS = 450;

export const rule: Rule = {
  id: "record-over-450",
  severity: "warning",
  summary: "an SPF record is too long for a small answer",
  section: "RFC 7208 3.4",
  docs: {
    why: "Every DNS server and every firewall lets an answer of 512 octets pass. A longer one may be cut and asked for again over TCP, which takes time and is blocked here and there: then the check is a temporary error. Other TXT records of the same name are in the same answer.",
    bad: `$TTL 1h
@ TXT (
    "«v=spf1 ip4:192.0.2.0 ip4:192.0.2.2 ip4:192.0.2.4 ip4:192.0.2.6 ip4:192.0.2.8 ip4:192.0.2.10 ip4:192.0.2.12 "
    "ip4:192.0.2.14 ip4:192.0.2.16 ip4:192.0.2.18 ip4:192.0.2.20 ip4:192.0.2.22 ip4:192.0.2.24 ip4:192.0.2.26 "
    "ip4:192.0.2.28 ip4:192.0.2.30 ip4:192.0.2.32 ip4:192.0.2.34 ip4:192.0.2.36 ip4:192.0.2.38 ip4:192.0.2.40 "
    "ip4:192.0.2.42 ip4:192.0.2.44 ip4:192.0.2.46 ip4:192.0.2.48 ip4:192.0.2.50 ip4:192.0.2.52 ip4:192.0.2.54 "
    "ip4:192.0.2.56 ip4:192.0.2.58 ip4:192.0.2.60 ip4:192.0.2.62 ip4:192.0.2.64 -all»" )
`,
    good: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.0/25 -all"
`,
    fix: "Remove what nobody sends from any more, write networks in place of hosts, or move a part into a record of its own and include that.",
  },
  checkRecord({ text }, context) {
    if (text.length <= MAX_OCTETS) return;
    const message = `the record has ${text.length} octets, and no more than ${MAX_OCTETS} are sure to fit into an answer: shorten it, or include a part of it`;
    context.report({ span: { start: 0, end: text.length }, message });
  },
};
