import type { Answer, Question } from "../../base/question.js";
import { MAX_EXPLANATION } from "../../spf/explanation.js";
import { parseMacroString } from "../../spf/macro.js";
import { policyTarget } from "../../spf/policy/target.js";
import type { SpfRecord } from "../../spf/record.js";
import { quoted } from "../../zone/problems.js";
import { missingTargets } from "../mail/missing-targets.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "exp-target-bad",
  severity: "warning",
  summary: "the explanation of an SPF record cannot be used",
  section: "RFC 7208 6.2",
  docs: {
    why: "The text that exp names is for the sender of rejected mail. It is left out where there is none, where there are several, where it is not ASCII or where a macro in it is wrong: nobody hears of it.",
    bad: `$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   192.0.2.53
@    TXT "v=spf1 ip4:192.0.2.25 -all «exp=why.example.org»"
why  TXT "100% of mail from %{i} is refused"
`,
    good: `$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   192.0.2.53
@    TXT "v=spf1 ip4:192.0.2.25 -all exp=why.example.org"
why  TXT "100%% of mail from %{i} is refused"
`,
    fix: "Publish one TXT record with plain text there, and write %% for a percent sign; or remove exp.",
  },
  ...missingTargets("exp"),
  *askPolicy(view, context) {
    const { policy, text } = view;
    const record = policy.root.parsed?.record;
    const exp = record?.exp;
    if (record === undefined || exp === undefined || !canFail(record)) return;
    // Its target is made as that of a redirect is.
    const target = policyTarget({ ...exp, name: "redirect" }, policy.domain, policy.domain);
    if (target?.kind !== "name") return;
    const question: Question = { name: target.name, type: "TXT" };
    const answer: Answer = yield question;
    if (answer.isUnknown === true) return;
    // A name in the checked zones that has no text is found once for all records that refer to it.
    if (answer.status !== "noerror" && view.isAnsweredHere(question)) return;
    const what = faultOf(answer);
    if (what === undefined) return;
    const shown = quoted(text.slice(exp.span.start, exp.span.end));
    context.report({ span: exp.span, message: `${shown}: ${target.name.text} ${what}, so rejected mail has no explanation` });
  },
};

/** Of a record that fails nobody the rule exp-unreachable speaks. */
function canFail({ directives }: SpfRecord): boolean {
  return directives.some(({ qualifier }) => qualifier === "-");
}

function faultOf(answer: Answer): string | undefined {
  if (answer.status === "nxdomain") return "does not exist";
  if (answer.status === "nodata") return "has no TXT record";
  if (answer.status !== "noerror")
    return answer.status === "out-of-time" ? undefined : `could not be looked up (${answer.status})`;
  const texts = answer.records.flatMap((record) => (record.type === "TXT" ? [record.strings.join("")] : []));
  const [text] = texts;
  if (text === undefined) return "has no TXT record";
  if (texts.length > 1) return `has ${texts.length} TXT records`;
  if (text === "") return "has an empty text";
  if (!/^[\x20-\x7e]*$/.test(text)) return "has a text with other characters than printable ASCII";
  const [problem] = parseMacroString(text, 0, "explain-string").problems;
  if (problem !== undefined) return `has an error at ${quoted(text.slice(problem.span.start, problem.span.end))}`;
  return text.length > MAX_EXPLANATION && !text.includes("%") ? `has a text above ${MAX_EXPLANATION} octets` : undefined;
}
