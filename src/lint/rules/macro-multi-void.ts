import type { Directive } from "../../spf/record.js";
import type { Rule } from "../rule.js";
import { redundancyOf } from "../spf/redundancy.js";
import { domainOf, isReadable, macrosOf } from "../spf/terms.js";

/** What differs from one mail to the next of the same domain. */
const SENDER_LETTERS = new Set<string>(["s", "l", "i", "p", "h"]);

export const rule: Rule = {
  id: "macro-multi-void",
  severity: "warning",
  summary: "three terms of an SPF record ask for names that strangers do not have",
  section: "RFC 7208 4.6.4",
  docs: {
    why: "A name that is made from the client or the sender mostly does not exist for those who may not send. Two answers of nothing are allowed in a check; the third one ends it as a permanent error, so that `-all` is never reached and strangers do not fail.",
    bad: `$TTL 1h
@ TXT "v=spf1 exists:%{ir}.a.example.net exists:%{ir}.b.example.net «exists:%{ir}.c.example.net» -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 exists:%{ir}.all.example.net -all"
`,
    fix: "Put the names into one domain, so that one term asks for them.",
  },
  checkRecord(spf, context) {
    if (!spf.text.includes("%{") || !isReadable(spf)) return;
    const [first, second, third] = redundancyOf(spf).standing.filter(dependsOnSender);
    if (first === undefined || second === undefined || third === undefined) return;
    const message =
      "this is the third term whose name depends on the client or the sender: three that do not exist are a permanent error, so ask for one";
    const related = [first, second].map(({ span }) => ({ span, message: "this one does too" }));
    context.report({ span: third.span, message, related });
  },
};

// An include of nothing is an error by itself, and ptr asks for the client's names.
function dependsOnSender(directive: Directive): boolean {
  const { name } = directive.mechanism;
  if (name !== "a" && name !== "mx" && name !== "exists") return false;
  const domain = domainOf(directive);
  return domain !== undefined && macrosOf(domain).some(({ letter }) => SENDER_LETTERS.has(letter));
}
