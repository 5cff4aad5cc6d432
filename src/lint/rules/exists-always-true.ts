import { DomainName } from "../../base/name.js";
import type { Answer } from "../../base/question.js";
import type { MacroString } from "../../spf/record.js";
import type { Rule } from "../rule.js";
import { placedTerms, shownPlaced, through } from "../spf/policy-terms.js";
import { madeUpName } from "../spf/registrable.js";

export const rule: Rule = {
  id: "exists-always-true",
  severity: "error",
  summary: "an exists of an SPF record matches everyone",
  section: "RFC 7208 5.7",
  docs: {
    why: "The mechanism matches where the name that is made from the client or the sender has an address. A wildcard record gives one to every name, so everyone matches: with `+` everyone passes.",
    bad: `$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   192.0.2.53
@    TXT "v=spf1 ip4:192.0.2.25 «exists:%{ir}._spf.example.net» -all"
; DNS example.net.zone
$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   203.0.113.53
*._spf A 127.0.0.2
`,
    good: `$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   192.0.2.53
@    TXT "v=spf1 ip4:192.0.2.25 exists:%{ir}._spf.example.net -all"
; DNS example.net.zone
$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   203.0.113.53
25.2.0.192._spf A 127.0.0.2
`,
    fix: "Remove the wildcard, or remove the term as long as its owner has it.",
  },
  *askPolicy(policy, context) {
    for (const placed of placedTerms(policy)) {
      const { term, target, answer } = placed.term;
      if (term.kind === "modifier" || term.mechanism.name !== "exists" || target === undefined) continue;
      const end = target.kind === "dynamic" ? fixedEndName(term.mechanism.domain, target.form) : undefined;
      const madeUp = end === undefined ? undefined : madeUpName(end);
      const found: Answer | undefined = target.kind === "name" ? answer : madeUp && (yield { name: madeUp, type: "A" });
      if (found?.status !== "noerror" || !found.records.some(({ type }) => type === "A")) continue;
      const why =
        target.kind === "name"
          ? `${target.name.text} has an address, whoever asks`
          : `every name below ${end?.text ?? ""} has an address`;
      const isPass = term.qualifier === "+" && placed.isPassing;
      const message = `${shownPlaced(policy, placed)}: ${why}, so that everyone ${isPass ? "passes" : "matches"}${through(placed)}`;
      context.report({ span: placed.rootTerm.term.span, message, ...(isPass ? {} : { severity: "warning" }) });
    }
  },
};

/** What all names of a domain-spec end in, where that is at least two labels: `form` has the macros that are known put in. */
function fixedEndName({ parts }: MacroString, form: string): DomainName | undefined {
  // Escapes are not undone in the form, and a name with them is not meant to be asked for.
  if (parts.some(({ kind }) => kind === "escape")) return undefined;
  const behind = form.split("@")[0]?.replace(/^.*\}/s, "") ?? "";
  const dot = behind.indexOf(".");
  const name = dot < 0 ? "empty" : DomainName.fromText(behind.slice(dot + 1));
  return typeof name === "string" || name.labels.length < 2 ? undefined : name;
}
