import type { Rule } from "../rule.js";
import { redundancyOf } from "../spf/redundancy.js";
import { domainOf, isReadable, macrosOf } from "../spf/terms.js";

export const rule: Rule = {
  id: "macro-p",
  severity: "warning",
  summary: "an SPF record has the macro p",
  section: "RFC 7208 7.2",
  docs: {
    why: "The macro stands for a name of the client, which receivers have to find and verify by asking its name servers. That is slow, counts as a lookup, fails when those servers do, and gives `unknown` then. It should not be used.",
    bad: `$TTL 1h
@ TXT "v=spf1 exists:«%{p}»._spf.example.net -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 exists:%{ir}._spf.example.net -all"
`,
    fix: "Use the address of the client, `%{i}`, or write the hosts with a, ip4 and ip6.",
  },
  checkRecord(spf, context) {
    if (!spf.text.includes("%{") || !isReadable(spf)) return;
    const modifiers = spf.parsed.record.terms.filter(({ kind }) => kind === "modifier");
    for (const term of [...redundancyOf(spf).standing, ...modifiers]) {
      const domain = domainOf(term);
      const macro = domain && macrosOf(domain).find(({ letter }) => letter === "p");
      if (macro === undefined) continue;
      const message = "the macro p is slow and unreliable, and should not be used: use %{i}, the address of the client";
      context.report({ span: macro.span, message });
    }
  },
};
