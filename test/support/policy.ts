/** Policies of worlds in memory, and what is worked out of them as short texts. */
import { formatIp } from "../../src/base/ip.js";
import { type IpFamily, IpSet } from "../../src/base/ip-set.js";
import { domainName } from "../../src/base/name.js";
import type { Answer, Question } from "../../src/base/question.js";
import { runSync } from "../../src/base/run.js";
import { formatTerm } from "../../src/spf/print.js";
import { type OutcomeOptions, type PolicyOutcomes, type PolicyPlace, outcomesOf } from "../../src/spf/policy/outcomes.js";
import type { Policy } from "../../src/spf/policy/policy.js";
import { type PolicyOptions, policySteps } from "../../src/spf/policy/read.js";
import { type WorldText, answerFrom, questionText, readWorld } from "./world.js";

/** The policy of example.org; the questions in `unknown`, such as `a.example.org TXT`, are answered by nobody. */
export function policyOf(world: WorldText, options: PolicyOptions = {}, unknown: readonly string[] = []): Policy {
  const answers = answerFrom(readWorld(world));
  const resolve = (question: Question): Answer =>
    unknown.includes(questionText(question)) ? { status: "servfail", isUnknown: true } : answers(question);
  return runSync(policySteps(domainName("example.org"), options), resolve);
}

export function outcomesIn(world: WorldText, options: OutcomeOptions = {}, unknown: readonly string[] = []): PolicyOutcomes {
  return outcomesOf(policyOf(world, {}, unknown), options);
}

/** A set as its networks, or as what it lacks where that is shorter. */
export function shown(set: IpSet): string {
  const text = (some: IpSet): string =>
    some
      .networks()
      .map(({ address, prefix }) => `${formatIp(address)}/${prefix}`)
      .join(" ");
  if (set.isEmpty) return "none";
  const others = set.complement();
  if (others.isEmpty) return "all";
  return others.networks().length < set.networks().length ? `all but ${text(others)}` : text(set);
}

export function shownPath(path: readonly PolicyPlace[]): string {
  return path
    .map(({ record, term }) => `${record.domain.text}${term === undefined ? "" : ` ${formatTerm(term.term)}`}`)
    .join(" > ");
}

/** The outcomes of a family: addresses, result, reason, lookups and voids as the evaluator counts them, the way. */
export function outcomeLines(outcomes: PolicyOutcomes, family: IpFamily = 4): string[] {
  return outcomes.outcomes[family].map(({ addresses, result, code, lookups, voidLookups, path, isAssumed, isUnknown }) => {
    const marks = `${isAssumed ? " perhaps" : ""}${isUnknown ? " unknown" : ""}`;
    return `${shown(addresses)}: ${result} ${code} ${lookups}/${voidLookups}${marks} by ${shownPath(path)}`;
  });
}
