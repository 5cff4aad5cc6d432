/** Whether two policies are one and the same, so that nothing has to be worked out to compare them. */
import { formatIp } from "../../base/ip.js";
import type { Answer, QueryType } from "../../base/question.js";
import { mailExchanges } from "../mechanisms.js";
import { selectRecords } from "../selection.js";
import type { Policy } from "./policy.js";

/**
 * Whether reading both policies asked the same and was told the same. A verdict follows from the mail, the records and DNS, so then
 * each mail has the same verdict by both: what nobody knows, and what only the mail decides, is the same name to ask in the same DNS.
 * Policies of which a limit left out something are not the same: it may be something else.
 */
export function areSamePolicies(a: Policy, b: Policy): boolean {
  if (!a.domain.equals(b.domain) || a.cut !== undefined || b.cut !== undefined) return false;
  if (a.questions.length !== b.questions.length) return false;
  return a.questions.every(({ question, answer }, at) => {
    const other = b.questions[at];
    if (other?.question.type !== question.type || !other.question.name.equals(question.name)) return false;
    return contentOf(answer, question.type) === contentOf(other.answer, question.type);
  });
}

/** What an evaluation makes of an answer, whose records come in any order. */
function contentOf(answer: Answer, type: QueryType): string {
  if (answer.status !== "noerror") return `${answer.status}${answer.isUnknown === true ? " unknown" : ""}`;
  switch (type) {
    case "TXT":
      return JSON.stringify(selectRecords(answer).sort());
    case "MX":
      return JSON.stringify(mailExchanges(answer.records).map(({ key }) => key));
    default:
      return answer.records
        .flatMap((data) => (data.type === "A" || data.type === "AAAA" ? [formatIp(data.address)] : []))
        .sort()
        .join();
  }
}
