/** The explanation of a fail (RFC 7208 section 6.2). It never changes the result: whatever goes wrong, there is just none. */
import type { Steps } from "../base/run.js";
import { type Evaluation, type Frame, Stop, type Verdict, askFor } from "./evaluation.js";
import { parseMacroString } from "./macro.js";
import type { MacroString } from "./record.js";
import { expandMacros, expandTarget, isTarget } from "./target.js";
import type { TraceRecord } from "./trace.js";

/** The longest explanation, in octets: what fits one line of an SMTP reply (RFC 5321 section 4.5.3.1.5) less code and prefix. */
export const MAX_EXPLANATION = 400;

/** The expanded explanation of a fail; undefined where there is none that may be shown. */
export function* explain(evaluation: Evaluation, verdict: Verdict, root: TraceRecord | undefined): Steps<string | undefined> {
  if (verdict.result !== "fail") return undefined;
  // The record whose own directive failed: a redirect hands its explanation over with its result, an include never does.
  const frame = failingFrame(verdict.frame);
  const exp = frame?.record?.exp;
  if (frame === undefined || exp === undefined) return undefined;
  evaluation.limits.suspend();
  const trace: TraceRecord | undefined = root && {
    domain: frame.domain.text,
    questions: [],
    terms: [],
  };
  const outcome = yield* expandExplanation(evaluation, { ...frame, trace, traceTerm: undefined }, exp.domain);
  if (root !== undefined && trace !== undefined) {
    root.explanationQuestions = trace.questions;
    if (typeof outcome !== "string") root.explanationNote = outcome.problem;
  }
  return typeof outcome === "string" ? outcome : undefined;
}

function* expandExplanation(
  evaluation: Evaluation,
  frame: Frame,
  domainSpec: MacroString,
): Steps<string | { readonly problem: string }> {
  const target = yield* expandTarget(evaluation, frame, domainSpec);
  if (target instanceof Stop) return { problem: target.reason.message };
  if (!isTarget(target)) return target;
  const answer = yield* askFor(evaluation, frame, target, "TXT");
  if (answer instanceof Stop) return { problem: answer.reason.message };
  if (answer.status !== "noerror") return { problem: `${target.text} has no TXT record that could be had` };
  const records = answer.records.filter((record) => record.type === "TXT");
  const [only] = records;
  if (only === undefined || records.length > 1) return { problem: `${target.text} has ${records.length} TXT records` };
  const { value, problems } = parseMacroString(only.strings.join(""), 0, "explain-string");
  const [first] = problems;
  if (first !== undefined) return { problem: `its text has an error: ${first.message}` };
  const expanded = yield* expandMacros(evaluation, frame, value);
  if (expanded instanceof Stop) return { problem: expanded.reason.message };
  if (typeof expanded !== "string") return expanded;
  if (expanded === "") return { problem: "its text is empty" };
  if (expanded.length > MAX_EXPLANATION) return { problem: `its text is longer than ${MAX_EXPLANATION} octets` };
  return /^[\x20-\x7e]*$/.test(expanded) ? expanded : { problem: "its text is not printable ASCII" };
}

function failingFrame(innermost: Frame | undefined): Frame | undefined {
  let frame = innermost;
  for (let inner = innermost; inner?.parent !== undefined; inner = inner.parent) {
    // Below an include the frame that failed is the including one.
    if (inner.parent.term?.kind === "directive") frame = inner.parent;
  }
  return frame;
}
