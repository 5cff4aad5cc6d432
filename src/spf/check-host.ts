/** `check_host()` (RFC 7208 section 4): may this client send mail in the name of this domain? */
import { type IpAddress, inNetwork } from "../base/ip.js";
import type { DomainName } from "../base/name.js";
import type { Answer } from "../base/question.js";
import type { Steps } from "../base/run.js";
import {
  Evaluation,
  type EvaluationOptions,
  type Frame,
  Stop,
  type Verdict,
  askFor,
  dnsFailure,
  isFailure,
} from "./evaluation.js";
import { explain } from "./explanation.js";
import { type Immediate, asksNothing } from "./limits.js";
import { matchA, matchExists, matchMx, matchPtr } from "./mechanisms.js";
import { formatTerm } from "./print.js";
import { parsedRecord } from "./record-memo.js";
import type { Directive, Include, Mechanism, Qualifier, RedirectModifier } from "./record.js";
import type { CheckHostResult, Place, Reason, SpfResult } from "./result.js";
import { type Identity, type Sender, identityDomain } from "./sender.js";
import { lookalikes, selectRecords } from "./selection.js";
import { checkedTarget, expandTarget, isTarget } from "./target.js";
import type { TraceRecord } from "./trace.js";

/** The arguments of `check_host()` (section 4.1). */
export interface CheckHostRequest {
  /** The address of the SMTP client. An IPv4-mapped IPv6 address must be IPv4 already, as `parseIp` gives it. */
  readonly client: IpAddress;
  /** The domain that is checked, as the client gave it. */
  readonly domain: string;
  readonly sender: Sender;
  /** The HELO or EHLO name, empty where none is known; for `%{h}`. */
  readonly helo: string;
  readonly identity: Identity;
}

/** Evaluates the record of a domain. Never throws, and ends with one of the seven results whatever is answered. */
export function* checkHostSteps(request: CheckHostRequest, options: EvaluationOptions = {}): Steps<CheckHostResult> {
  const helo = identityDomain(request.helo);
  const domain = identityDomain(request.domain);
  // The same text in most calls: that of MAIL FROM is the domain that is checked.
  const senderDomain = request.sender.domain === request.domain ? domain : identityDomain(request.sender.domain);
  const evaluation = new Evaluation(
    {
      client: request.client,
      helo: "problem" in helo ? request.helo : helo.labels.join("."),
      sender: {
        localPart: request.sender.localPart,
        domain: "problem" in senderDomain ? request.sender.domain : senderDomain.labels.join("."),
      },
    },
    options,
  );
  let verdict: Verdict;
  let root: TraceRecord | undefined;
  if ("problem" in domain) {
    // Section 4.3: a domain that is malformed or not fully qualified is none, and nothing is asked.
    const message = `there is no domain to check: ${domain.problem}`;
    verdict = { result: "none", reason: { code: "no-domain", message }, frame: undefined };
  } else {
    const frame = newFrame(undefined, domain, options.trace === true);
    root = frame.trace;
    verdict = yield* evaluateDomain(evaluation, frame);
  }
  const path = evaluation.path(verdict.frame);
  const counts = evaluation.limits.counts();
  const explanation = options.explain === false ? undefined : yield* explain(evaluation, verdict, root);
  return {
    result: verdict.result,
    identity: request.identity,
    client: request.client,
    domain: request.domain,
    sender: `${request.sender.localPart}@${request.sender.domain}`,
    helo: request.helo,
    reason: verdict.reason === MATCH ? matchReason(path) : verdict.reason,
    path,
    counts: { ...counts, questions: evaluation.limits.counts().questions },
    maxVoidLookups: evaluation.limits.maxVoidLookups,
    ...(explanation === undefined ? {} : { explanation }),
    ...(root === undefined ? {} : { trace: root }),
  };
}

// ------------------------------------------------------------------------------------------------------------------------
// One record

/** Looks a domain's record up and evaluates it (sections 4.4 to 4.7). */
function evaluateDomain(evaluation: Evaluation, frame: Frame): Steps<Verdict> {
  // Each generator on the way costs something at each question, so without a trace there is one fewer.
  return frame.trace === undefined ? evaluateRecord(evaluation, frame) : evaluateTraced(evaluation, frame, frame.trace);
}

function* evaluateTraced(evaluation: Evaluation, frame: Frame, trace: TraceRecord): Steps<Verdict> {
  const verdict = yield* evaluateRecord(evaluation, frame);
  trace.result = verdict.result;
  if (verdict.frame === frame && verdict.reason.code !== "match") trace.note = verdict.reason.message;
  return verdict;
}

function* evaluateRecord(evaluation: Evaluation, frame: Frame): Steps<Verdict> {
  const { domain } = frame;
  const answer = yield* askFor(evaluation, frame, domain, "TXT");
  if (answer instanceof Stop) return answer;
  // Section 4.4: a failing question is temperror.
  if (isFailure(answer)) return dnsFailure(evaluation, frame, { name: domain, type: "TXT" }, answer);
  const texts = selectRecords(answer);
  const [text] = texts;
  if (text === undefined) return noRecord(frame, answer);
  if (texts.length > 1) {
    // Section 4.5: more than one record is permerror.
    const message = `${domain.text} has ${texts.length} SPF records, and may have only one`;
    return evaluation.stop("permerror", frame, {
      code: "multiple-records",
      message,
      records: texts,
    });
  }
  const { record, problems } = parsedRecord(text);
  frame.record = record;
  if (frame.trace !== undefined) frame.trace.record = record.text;
  const first = problems[0];
  if (first !== undefined) {
    // Section 4.6: a syntax error anywhere is permerror, before any term is evaluated.
    const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : "";
    const message = `the record of ${domain.text} has a syntax error: ${first.message}${more}`;
    return evaluation.stop("permerror", frame, { code: "syntax", message, problems });
  }
  for (const directive of record.directives) {
    const { mechanism } = directive;
    frame.term = directive;
    if (frame.trace !== undefined) startTraceTerm(frame, directive.span);
    // A generator costs more than comparing addresses, and most terms of most records are networks.
    const matched = asksNothing(mechanism)
      ? mechanism.name === "all" || inNetwork(evaluation.request.client, mechanism.address, mechanism.prefix)
      : (evaluation.countLookup(frame) ?? (yield* evaluateDirective(evaluation, frame, directive, mechanism)));
    if (matched === false) {
      if (frame.traceTerm !== undefined) frame.traceTerm.outcome ??= "no-match";
      continue;
    }
    if (frame.traceTerm !== undefined && !(matched instanceof Stop)) frame.traceTerm.outcome = "match";
    if (matched !== true) return matched;
    return { result: QUALIFIER_RESULTS[directive.qualifier], reason: MATCH, frame };
  }
  // Section 6.1: without a match, the redirect decides.
  if (record.redirect !== undefined) return yield* followRedirect(evaluation, frame, record.redirect);
  // Section 4.7: neutral is the default.
  frame.term = undefined;
  frame.traceTerm = undefined;
  const message = `no term of the record of ${domain.text} matches the client, and it has no redirect`;
  return { result: "neutral", reason: { code: "no-match", message }, frame };
}

/** What a directive gives that matches (section 4.6.2). */
export const QUALIFIER_RESULTS: Readonly<Record<Qualifier, SpfResult>> = {
  "+": "pass",
  "-": "fail",
  "~": "softfail",
  "?": "neutral",
};

/** Its message is put in at the end: most matches are those of terms in includes that do not decide. */
const MATCH: Reason = { code: "match", message: "" };

function matchReason(path: readonly Place[]): Reason {
  const term = path.at(-1)?.term;
  return {
    code: "match",
    message: term === undefined ? "a term matches" : `${formatTerm(term)} matches`,
  };
}

function noRecord(frame: Frame, answer: Answer): Verdict {
  const { text } = frame.domain;
  const message =
    answer.status === "nxdomain"
      ? `${text} does not exist, so it has no SPF record`
      : `${text} publishes no SPF record (no TXT record that starts with "v=spf1")`;
  return {
    result: "none",
    reason: { code: "no-record", message, lookalikes: lookalikes(answer) },
    frame,
  };
}

// ------------------------------------------------------------------------------------------------------------------------
// One directive

/**
 * Whether a directive that may ask DNS matches (section 4.6.1). A verdict that is neither true nor false is the one of an
 * include's record.
 */
function evaluateDirective(
  evaluation: Evaluation,
  frame: Frame,
  directive: Directive,
  mechanism: Exclude<Mechanism, Immediate>,
): Steps<boolean | Verdict> {
  switch (mechanism.name) {
    case "a":
      return matchA(evaluation, frame, mechanism);
    case "mx":
      return matchMx(evaluation, frame, mechanism);
    case "exists":
      return matchExists(evaluation, frame, mechanism);
    case "ptr":
      return matchPtr(evaluation, frame, mechanism);
    case "include":
      return evaluateInclude(evaluation, frame, directive, mechanism);
  }
}

/**
 * `include` (section 5.2): pass matches; fail, softfail and neutral do not; temperror is temperror; permerror and none are
 * permerror.
 */
function* evaluateInclude(
  evaluation: Evaluation,
  frame: Frame,
  directive: Directive,
  mechanism: Include,
): Steps<boolean | Verdict> {
  const expanded = yield* expandTarget(evaluation, frame, mechanism.domain);
  if (expanded instanceof Stop) return expanded;
  const target = checkedTarget(expanded);
  if (!isTarget(target)) {
    if (target.kind === "unexpandable") return false;
    return evaluation.stop("permerror", frame, malformedTarget("include", target.problem));
  }
  const child = newFrame(frame, target, frame.trace !== undefined);
  if (frame.traceTerm !== undefined && child.trace !== undefined) frame.traceTerm.child = child.trace;
  const verdict = yield* evaluateDomain(evaluation, child);
  switch (verdict.result) {
    case "pass":
      // The innermost frame is kept: it holds the term that let the client in.
      return {
        result: QUALIFIER_RESULTS[directive.qualifier],
        reason: verdict.reason,
        frame: verdict.frame,
      };
    case "fail":
    case "softfail":
    case "neutral":
      return false;
    case "none":
      return evaluation.stop("permerror", frame, targetWithoutRecord("include", target, verdict.reason));
    default:
      if (frame.traceTerm !== undefined) frame.traceTerm.outcome = "error";
      return verdict;
  }
}

/** `redirect` (section 6.1): the target's result is the result; a target without a record is permerror. */
function* followRedirect(evaluation: Evaluation, frame: Frame, redirect: RedirectModifier): Steps<Verdict> {
  frame.term = redirect;
  if (frame.trace !== undefined) startTraceTerm(frame, redirect.span);
  const stop = evaluation.countLookup(frame);
  if (stop !== undefined) return stop;
  const expanded = yield* expandTarget(evaluation, frame, redirect.domain);
  if (expanded instanceof Stop) return expanded;
  const target = checkedTarget(expanded);
  if (!isTarget(target)) return evaluation.stop("permerror", frame, malformedTarget("redirect", target.problem));
  const child = newFrame(frame, target, frame.trace !== undefined);
  if (frame.traceTerm !== undefined && child.trace !== undefined) {
    frame.traceTerm.child = child.trace;
    frame.traceTerm.outcome = "used";
  }
  const verdict = yield* evaluateDomain(evaluation, child);
  if (verdict.result === "none") {
    return evaluation.stop("permerror", frame, targetWithoutRecord("redirect", target, verdict.reason));
  }
  return verdict;
}

function targetWithoutRecord(term: "include" | "redirect", target: DomainName, reason: Reason): Reason {
  const why = reason.message.startsWith(`${target.text} `) ? reason.message.slice(target.text.length + 1) : "has no SPF record";
  const message = `${term} names ${target.text}, which ${why}`;
  return { code: "target-without-record", message };
}

function malformedTarget(term: "include" | "redirect", problem: string): Reason {
  return { code: "target-malformed", message: `${term} needs a domain, and ${problem}` };
}

function newFrame(parent: Frame | undefined, domain: DomainName, traced: boolean): Frame {
  const trace: TraceRecord | undefined = traced ? { domain: domain.text, questions: [], terms: [] } : undefined;
  return { parent, domain, record: undefined, term: undefined, trace, traceTerm: undefined };
}

function startTraceTerm(frame: Frame, span: { start: number; end: number }): void {
  const text = frame.record?.text.slice(span.start, span.end) ?? "";
  frame.traceTerm = { text, span, questions: [] };
  frame.trace?.terms.push(frame.traceTerm);
}
