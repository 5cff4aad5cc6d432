/** What is wrong at one record or term of a policy, in words. */
import type { Severity } from "../../base/diagnostic.js";
import type { IpAddress } from "../../base/ip.js";
import type { Answer } from "../../base/question.js";
import type { Span } from "../../base/source.js";
import { failureWords, isFailure } from "../evaluation.js";
import { MAX_MX_NAMES } from "../limits.js";
import type { FamilyAnswers, PolicyRecord, PolicyTerm } from "./policy.js";
import { NOBODY, domainWords } from "./published.js";

export type TreeProblemCode =
  | "no-record"
  | "several-records"
  | "syntax"
  | "dns"
  | "unknown"
  | "not-read"
  | "target-malformed"
  | "void"
  | "mx-limit"
  | "loop"
  | "lookup-limit"
  | "void-lookup-limit";

/** A problem. `error`: somebody gets permerror by it. `warning`: it is a mistake or may be temperror. `info`: it is not known. */
export interface TreeProblem {
  readonly code: TreeProblemCode;
  readonly severity: Severity;
  /** Without a full stop. May quote text of a stranger as it is. */
  readonly message: string;
  /** Where in the text of the record: of syntax errors. */
  readonly span?: Span;
  /** An address whose evaluation meets it: of limits. */
  readonly address?: IpAddress;
}

export function recordProblems(record: PolicyRecord, isRoot: boolean): TreeProblem[] {
  const { answer, domain, parsed, state, texts } = record;
  const one = (code: TreeProblemCode, severity: Severity, message: string): TreeProblem[] => [{ code, severity, message }];
  switch (state) {
    case "record":
      return [];
    case "none": {
      if (domain.equals(NOBODY)) return one("no-record", "error", 'an SPF record starts with "v=spf1" and a space');
      const why =
        answer === undefined
          ? "is no name that can have a record"
          : answer.status === "nxdomain"
            ? "does not exist"
            : "has no SPF record";
      return one("no-record", "error", `${domainWords(domain)} ${why}${isRoot ? "" : ": permerror"}`);
    }
    case "several":
      return one(
        "several-records",
        "error",
        `${domainWords(domain)} has ${texts.length} SPF records, one is allowed: permerror`,
      );
    case "syntax":
      return (parsed?.problems ?? []).map(({ message, span }) => ({ code: "syntax", severity: "error", message, span }));
    case "failed":
      return answer === undefined ? [] : failure(answer, `TXT of ${domainWords(domain)}`);
    case "not-read":
      return one("not-read", "info", "not read: the policy is larger than this program reads");
  }
}

export function termProblems(term: PolicyTerm): TreeProblem[] {
  const { answer, addresses, hosts = [], isReached, mxNames = 0, target } = term;
  if (!isReached) return [];
  if (target?.kind === "malformed") {
    const isRecord = term.term.kind === "modifier" || term.term.mechanism.name === "include";
    const effect = isRecord ? "permerror" : "it never matches";
    return [{ code: "target-malformed", severity: isRecord ? "error" : "warning", message: `${target.problem}: ${effect}` }];
  }
  if (target?.kind !== "name" || term.child !== undefined) return [];
  const text = domainWords(target.name);
  if (addresses !== undefined) return addressProblems(addresses, text, "a void lookup");
  if (answer === undefined) return [unasked()];
  const type = term.term.kind === "directive" && term.term.mechanism.name === "mx" ? "MX" : "A";
  if (isFailure(answer)) return failure(answer, `${type} of ${text}`);
  if (answer.status !== "noerror") return [voidProblem(answer, text, `${type} record`, "a void lookup")];
  if (mxNames > MAX_MX_NAMES) {
    const message = `${text} has ${mxNames} mail exchanges, ${MAX_MX_NAMES} are allowed: permerror`;
    return [{ code: "mx-limit", severity: "error", message }];
  }
  return hosts.flatMap((host) => addressProblems(host.addresses, domainWords(host.name), "it never matches"));
}

/** What is wrong with the addresses of a name. That it has none of one family is usual. */
function addressProblems(answers: FamilyAnswers, name: string, effect: string): TreeProblem[] {
  const [four, six] = [answers[4], answers[6]];
  if (four === undefined || six === undefined) return [unasked()];
  if (isFailure(four)) return failure(four, `A of ${name}`);
  if (isFailure(six)) return failure(six, `AAAA of ${name}`);
  if (four.status === "noerror" || six.status === "noerror") return [];
  return [voidProblem(four, name, "address", effect)];
}

function voidProblem({ status }: Answer, name: string, what: string, effect: string): TreeProblem {
  const why = status === "nxdomain" ? `${name} does not exist` : `${name} has no ${what}`;
  return { code: "void", severity: "warning", message: `${why}: ${effect}` };
}

function failure(answer: Answer, what: string): TreeProblem[] {
  if (answer.isUnknown === true) {
    return [{ code: "unknown", severity: "info", message: `${what} is not known: ${failureWords(answer)}` }];
  }
  return [{ code: "dns", severity: "warning", message: `${what} could not be looked up: ${failureWords(answer)} (temperror)` }];
}

function unasked(): TreeProblem {
  return { code: "not-read", severity: "info", message: "not asked: the policy is larger than this program reads" };
}
