/** The verdicts of `spf check` as JSON: `schemas/check.schema.json` says what is in it. */
import { asciiJson } from "../../base/escape.js";
import { formatIp } from "../../base/ip.js";
import type { Answer, Question } from "../../base/question.js";
import type { MailResult } from "../../spf/check.js";
import { MAX_LOOKUPS } from "../../spf/limits.js";
import type { CheckHostResult, Reason } from "../../spf/result.js";
import type { TraceQuestion, TraceRecord } from "../../spf/trace.js";
import { formatRecordData } from "../../zone/print.js";

/** One JSON text with a line end. It is ASCII: whatever DNS or a sender put into it cannot reach a terminal. */
export function formatJson(result: MailResult, withTrace: boolean): string {
  const { helo, mailFrom } = result;
  const document = {
    version: 1,
    result: result.result,
    decidedBy: result.decidedBy,
    client: formatIp((mailFrom ?? helo)!.client),
    mailFrom: mailFrom && verdictJson(mailFrom, withTrace),
    helo: helo && verdictJson(helo, withTrace),
  };
  return `${asciiJson(document)}\n`;
}

function verdictJson(verdict: CheckHostResult, withTrace: boolean): object {
  return {
    identity: verdict.identity,
    result: verdict.result,
    domain: verdict.domain,
    sender: verdict.sender,
    helo: verdict.helo === "" ? undefined : verdict.helo,
    reason: reasonJson(verdict.reason),
    path: verdict.path.map(({ domain, record, term }) => ({
      domain: domain.text,
      record: record?.text,
      term: term && record && { text: record.text.slice(term.span.start, term.span.end), ...term.span },
    })),
    explanation: verdict.explanation,
    lookups: { used: verdict.counts.lookups, limit: MAX_LOOKUPS },
    voidLookups: { used: verdict.counts.voidLookups, limit: verdict.maxVoidLookups },
    questions: verdict.counts.questions,
    trace: withTrace && verdict.trace ? traceJson(verdict.trace) : undefined,
  };
}

function reasonJson(reason: Reason): object {
  const { code, message } = reason;
  switch (reason.code) {
    case "syntax":
      return {
        code,
        message,
        problems: reason.problems.map((problem) => ({
          code: problem.code,
          message: problem.message,
          section: problem.section,
          ...problem.span,
        })),
      };
    case "no-record":
      return {
        code,
        message,
        lookalikes: reason.lookalikes.length === 0 ? undefined : reason.lookalikes,
      };
    case "multiple-records":
      return { code, message, records: reason.records };
    case "dns":
      return { code, message, ...questionJson(reason.question), answer: answerJson(reason.answer) };
    default:
      return { code, message };
  }
}

function traceJson(record: TraceRecord): object {
  return {
    domain: record.domain,
    questions: record.questions.map(traceQuestionJson),
    record: record.record,
    terms: record.terms.map((term) => ({
      term: { text: term.text, ...term.span },
      target: term.target,
      lookup: term.lookup,
      outcome: term.outcome,
      questions: term.questions.map(traceQuestionJson),
      note: term.note,
      child: term.child && traceJson(term.child),
    })),
    explanationQuestions: record.explanationQuestions?.map(traceQuestionJson),
    explanationNote: record.explanationNote,
    result: record.result,
    note: record.note,
  };
}

function traceQuestionJson({ question, answer, voidLookup }: TraceQuestion): object {
  return { ...questionJson(question), answer: answerJson(answer), voidLookup };
}

function questionJson(question: Question): object {
  return { name: question.name.text, type: question.type };
}

function answerJson(answer: Answer): object {
  return {
    status: answer.status,
    records: answer.status === "noerror" ? answer.records.map(formatRecordData) : undefined,
    ttl: answer.ttl,
    elapsedMs: answer.elapsedMs === undefined ? undefined : Math.round(answer.elapsedMs * 1000) / 1000,
    from: answer.from,
    aliases: answer.aliases?.map((alias) => alias.text),
    reason: answer.reason,
    isUnknown: answer.isUnknown,
  };
}
