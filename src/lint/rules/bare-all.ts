import type { Rule } from "../rule.js";
import { isFaulty } from "../spf/faults/classify.js";

export const rule: Rule = {
  id: "bare-all",
  severity: "error",
  summary: "an SPF record lets everyone send, by an all without a sign",
  section: "RFC 7208 5.1",
  docs: {
    why: "A mechanism without a sign means `+`: `all` says that every host of the world may send mail from the domain. Mail of strangers passes SPF, and with it DMARC.",
    bad: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 «all»"
`,
    good: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 -all"
`,
    fix: "Write `-all`, or `~all` while you find out who sends.",
  },
  checkRecord(spf, context) {
    const { text, parsed } = spf;
    const all = parsed.record.directives.find(({ mechanism }) => mechanism.name === "all");
    if (all?.qualifier !== "+" || text.startsWith("+", all.span.start) || isFaulty(spf, all.span)) return;
    const message = "all without a sign means +all, which lets every host of the world send: write -all or ~all";
    context.report({ span: all.span, message });
  },
};
