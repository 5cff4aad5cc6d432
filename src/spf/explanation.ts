/** The explanation of a fail (RFC 7208 section 6.2). It never changes the result: whatever goes wrong, there is just none. */
import type { Steps } from "../base/run.js";
import { type Evaluation, type Frame, Stop, type Verdict, askFor } from "./evaluation.js";
import { parseMacroString } from "./macro.js";
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
  const trace: TraceRecord | undefined = root && { domain: frame.domain.text, questions: [], terms: [] };
  if (root !== undefined && trace !== undefined) root.explanationQuestions = trace.questions;
  const explaining: Frame = { ...frame, trace, traceTerm: undefined };
  const target = yield* expandTarget(evaluation, explaining, exp.domain);
  if (target instanceof Stop || !isTarget(target)) return undefined;
  const answer = yield* askFor(evaluation, explaining, target, "TXT");
  if (answer instanceof Stop || answer.status !== "noerror") return undefined;
  const records = answer.records.filter((record) => record.type === "TXT");
  const [only] = records;
  if (only === undefined || records.length > 1) return undefined;
  const text = only.strings.join("");
  const { value, problems } = parseMacroString(text, 0, "explain-string");
  if (problems.length > 0) return undefined;
  const expanded = yield* expandMacros(evaluation, explaining, value);
  if (typeof expanded !== "string" || expanded === "" || expanded.length > MAX_EXPLANATION) return undefined;
  return /^[\x20-\x7e]*$/.test(expanded) ? expanded : undefined;
}

function failingFrame(innermost: Frame | undefined): Frame | undefined {
  let frame = innermost;
  for (let inner = innermost; inner?.parent !== undefined; inner = inner.parent) {
    // Below an include the frame that failed is the including one.
    if (inner.parent.term?.kind === "directive") frame = inner.parent;
  }
  return frame;
}
