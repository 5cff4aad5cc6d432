import type { Rule } from "../rule.js";
import { unknownModifiers } from "../spf/unknown-modifiers.js";
import { andMore } from "../structure/state.js";

export const rule: Rule = {
  id: "rfc6652-modifier",
  severity: "info",
  summary: "an SPF record asks for reports about failures",
  section: "RFC 6652 3",
  docs: {
    why: "`ra=`, `rp=` and `rr=` ask receivers to mail a report about each failure. They do no harm, but hardly any receiver sends such reports; DMARC does.",
    bad: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 -all «ra=postmaster»"
`,
    good: `$TTL 1h
@      TXT "v=spf1 ip4:192.0.2.25 ~all"
_dmarc TXT "v=DMARC1; p=none; rua=mailto:postmaster@example.org"
`,
    fix: "Leave it where you do get reports. Otherwise publish a DMARC record with `rua=`.",
  },
  checkRecord(spf, context) {
    const [first, ...others] = unknownModifiers(spf, "reporting");
    if (first === undefined) return;
    const message = `${first.label.toLowerCase()}= asks for reports about failures, which hardly any receiver sends: DMARC has rua= for them${andMore(others.length, "such modifier")}`;
    context.report({ span: first.span, message });
  },
};
