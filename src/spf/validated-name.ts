/** Validated names: the names of the client whose addresses lead back to it (RFC 7208 section 5.5), for `ptr` and `%{p}`. */
import { type DomainName, compareNames } from "../base/name.js";
import type { Question } from "../base/question.js";
import type { Steps } from "../base/run.js";
import { type Evaluation, type Frame, Stop, askFor, dnsFailure, isFailure } from "./evaluation.js";
import { MAX_PTR_NAMES } from "./limits.js";
import { reverseName } from "./macro.js";

/**
 * `%{p}` (section 7.3): the validated name of the client; the domain itself is preferred, then a name below it, then any other.
 * `unknown` where there is none.
 */
export function* validatedName(evaluation: Evaluation, frame: Frame): Steps<string | Stop> {
  // The macro's PTR question is no term's own question, so it is a void lookup no more than those about the names.
  const names = yield* clientNames(evaluation, frame, frame.domain, evaluation.options.countHostVoids === true);
  if (names instanceof Stop) return names;
  for (const name of names) {
    const validated = yield* isValidated(evaluation, frame, name);
    if (validated instanceof Stop) return validated;
    // The labels as they are: escapes would be characters of their own in the text that is made of this.
    if (validated) return name.labels.join(".");
  }
  return "unknown";
}

/**
 * The names that the client's PTR records give, those in `domain` first, at most ten. The order is the names' own, not that of
 * the answer, so that the result does not depend on it. A failing question gives no names (section 5.5).
 */
export function* clientNames(
  evaluation: Evaluation,
  frame: Frame,
  domain: DomainName,
  countsVoid: boolean,
): Steps<DomainName[] | Stop> {
  const question: Question = { name: reverseName(evaluation.request.client), type: "PTR" };
  const answer = yield* askFor(evaluation, frame, question.name, question.type);
  if (answer instanceof Stop) return answer;
  if (answer.status !== "noerror") {
    if (answer.isUnknown === true) return dnsFailure(evaluation, frame, question, answer);
    if (isFailure(answer) || !countsVoid) return [];
    return evaluation.countVoid(frame) ?? [];
  }
  const names = new Map<string, DomainName>();
  for (const record of answer.records) {
    if (record.type === "PTR") names.set(record.target.key, record.target);
  }
  // Each name is compared with the domain once: an answer may have thousands of names.
  const ranked = [...names.values()].map((name) => ({
    name,
    rank: name.equals(domain) ? 0 : name.isWithin(domain) ? 1 : 2,
  }));
  ranked.sort((a, b) => a.rank - b.rank || compareNames(a.name, b.name));
  return ranked.slice(0, MAX_PTR_NAMES).map(({ name }) => name);
}

/** Whether the client is among the addresses of a name. A failing question skips the name (section 5.5). */
export function* isValidated(evaluation: Evaluation, frame: Frame, name: DomainName): Steps<boolean | Stop> {
  const { client } = evaluation.request;
  const type = client.family === 4 ? "A" : "AAAA";
  const answer = yield* askFor(evaluation, frame, name, type);
  if (answer instanceof Stop) return answer;
  if (answer.isUnknown === true) return dnsFailure(evaluation, frame, { name, type }, answer);
  if (answer.status === "noerror") return evaluation.hasClient(answer.records, 32, 128);
  if (!isFailure(answer) && evaluation.options.countHostVoids === true) return evaluation.countVoid(frame) ?? false;
  return false;
}
