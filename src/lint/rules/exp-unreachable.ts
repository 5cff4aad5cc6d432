import type { Rule } from "../rule.js";
import { redundancyOf } from "../spf/redundancy.js";
import { isReadable } from "../spf/terms.js";

export const rule: Rule = {
  id: "exp-unreachable",
  severity: "info",
  summary: "an SPF record explains a failure that it never gives",
  section: "RFC 7208 6.2",
  docs: {
    why: "The explanation is looked up for fail alone, which takes a term with `-`. A fail within an include does not count, and where a redirect decides, the explanation of its target is taken.",
    bad: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 ~all «exp=why.example.net»"
`,
    good: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 -all exp=why.example.net"
`,
    fix: "Write `-all`, if strangers are to fail, or remove `exp=`.",
  },
  checkRecord(spf, context) {
    const { exp } = spf.parsed.record;
    if (exp === undefined || !isReadable(spf)) return;
    if (redundancyOf(spf).standing.some(({ qualifier }) => qualifier === "-")) return;
    const message = "no term of the record gives fail, so that nobody sees this explanation: write -all or remove it";
    context.report({ span: exp.span, message });
  },
};
