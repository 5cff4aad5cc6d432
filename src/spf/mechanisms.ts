/** The mechanisms that ask DNS, one function for each of sections 5.2 to 5.7. They return whether the client matches. */
import { type DomainName, compareNames } from "../base/name.js";
import type { RecordData } from "../base/question.js";
import type { Steps } from "../base/run.js";
import { type Evaluation, type Frame, Stop, askFor, askForTerm, dnsFailure, isFailure } from "./evaluation.js";
import { MAX_MX_NAMES } from "./limits.js";
import type { A, Exists, Mx, Ptr } from "./record.js";
import { expandTarget, isTarget } from "./target.js";
import { clientNames, isValidated } from "./validated-name.js";

/** `a` (section 5.3): the client is one of the target's addresses, or in their networks. */
export function* matchA(evaluation: Evaluation, frame: Frame, mechanism: A): Steps<boolean | Stop> {
  const target = yield* expandTarget(evaluation, frame, mechanism.domain);
  if (target instanceof Stop) return target;
  if (!isTarget(target)) return false;
  const { client } = evaluation.request;
  const answer = yield* askForTerm(evaluation, frame, target, client.family === 4 ? "A" : "AAAA");
  if (answer instanceof Stop) return answer;
  return evaluation.hasClient(answer, mechanism.prefix4, mechanism.prefix6);
}

/** `mx` (section 5.4): the client is an address of one of the target's mail exchanges, or in their networks. */
export function* matchMx(evaluation: Evaluation, frame: Frame, mechanism: Mx): Steps<boolean | Stop> {
  const target = yield* expandTarget(evaluation, frame, mechanism.domain);
  if (target instanceof Stop) return target;
  if (!isTarget(target)) return false;
  const records = yield* askForTerm(evaluation, frame, target, "MX");
  if (records instanceof Stop) return records;
  const exchanges = mailExchanges(records);
  // Decided before any address is asked for, so that the result does not depend on the order of the records (section 4.6.4).
  if (exchanges.length > MAX_MX_NAMES) {
    const message = `${target.text} has ${exchanges.length} mail exchanges, and an mx mechanism may need no more than ${MAX_MX_NAMES}`;
    return evaluation.stop("permerror", frame, { code: "mx-limit", message });
  }
  const type = evaluation.request.client.family === 4 ? "A" : "AAAA";
  const asked = new Set<string>();
  for (const name of exchanges) {
    if (asked.has(name.key)) continue;
    asked.add(name.key);
    const answer = yield* askFor(evaluation, frame, name, type);
    if (answer instanceof Stop) return answer;
    if (isFailure(answer)) return dnsFailure(evaluation, frame, { name, type }, answer);
    if (answer.status === "noerror") {
      if (evaluation.hasClient(answer.records, mechanism.prefix4, mechanism.prefix6)) return true;
    } else if (evaluation.options.countHostVoids === true) {
      const stop = evaluation.countVoid(frame);
      if (stop !== undefined) return stop;
    }
  }
  return false;
}

/** `exists` (section 5.7): the target has an A record, whatever the client's family and whatever the address. */
export function* matchExists(evaluation: Evaluation, frame: Frame, mechanism: Exists): Steps<boolean | Stop> {
  const target = yield* expandTarget(evaluation, frame, mechanism.domain);
  if (target instanceof Stop) return target;
  if (!isTarget(target)) return false;
  const records = yield* askForTerm(evaluation, frame, target, "A");
  if (records instanceof Stop) return records;
  return records.some((record) => record.type === "A");
}

/** `ptr` (section 5.5): a validated name of the client is the target or below it. */
export function* matchPtr(evaluation: Evaluation, frame: Frame, mechanism: Ptr): Steps<boolean | Stop> {
  const target = yield* expandTarget(evaluation, frame, mechanism.domain);
  if (target instanceof Stop) return target;
  if (!isTarget(target)) return false;
  const names = yield* clientNames(evaluation, frame, target, true);
  if (names instanceof Stop) return names;
  for (const name of names) {
    // Only a name in the target's domain can make this term match, so no other is asked for.
    if (!name.isWithin(target)) break;
    const validated = yield* isValidated(evaluation, frame, name);
    if (validated !== false) return validated;
  }
  return false;
}

/** The name of each MX record, in order of preference, then of name. A null MX (RFC 7505) is no host. */
export function mailExchanges(records: readonly RecordData[]): DomainName[] {
  const exchanges = records.filter((record) => record.type === "MX");
  exchanges.sort((a, b) => a.preference - b.preference || compareNames(a.exchange, b.exchange));
  return exchanges.filter(({ exchange }) => exchange.labels.length > 0).map(({ exchange }) => exchange);
}
