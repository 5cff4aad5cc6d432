import type { Rule } from "../rule.js";
import { redundancyOf } from "../spf/redundancy.js";
import { domainOf, isReadable, macrosOf } from "../spf/terms.js";

export const rule: Rule = {
  id: "macro-local-part",
  severity: "warning",
  summary: "an SPF record depends on the local part of the sender",
  section: "RFC 7208 7.2, RFC 8616 4",
  docs: {
    why: "With `%{l}` or `%{s}` every sender needs a question of its own, so that no cache helps, and anyone can make receivers ask for names of their choice. A local part outside ASCII never matches, and bounces are checked as `postmaster`.",
    bad: `$TTL 1h
@ TXT "v=spf1 mx exists:«%{l}»._spf.example.net -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 mx include:_spf.example.net -all"
`,
    fix: "Let the record say which hosts send for the domain, and leave it to these whom they let send.",
  },
  checkRecord(spf, context) {
    if (!spf.text.includes("%{") || !isReadable(spf)) return;
    const { redirect } = spf.parsed.record;
    const { standing, all } = redundancyOf(spf);
    for (const term of redirect === undefined || all !== undefined ? standing : [...standing, redirect]) {
      const domain = domainOf(term);
      const macro = domain && macrosOf(domain).find(({ letter }) => letter === "l" || letter === "s");
      if (macro === undefined) continue;
      const message = `with %{${macro.letter}} every sender needs a question of its own, and one outside ASCII never matches: name the hosts that send`;
      context.report({ span: macro.span, message });
    }
  },
};
