/** The policy of a domain as the rules see it. */
import type { DomainName } from "../../base/name.js";
import type { Question } from "../../base/question.js";
import type { Span } from "../../base/source.js";
import type { Policy } from "../../spf/policy/policy.js";
import type { PolicyOutcomes } from "../../spf/policy/outcomes.js";
import type { WorstCase } from "../../spf/policy/worst-case.js";
import type { RecordFinding } from "./spf-text.js";

/** A domain that publishes one SPF record without syntax errors, with all that an evaluation of it can meet. */
export interface PolicyView {
  readonly policy: Policy;
  /** What the policy decides for every address. Worked out when it is first asked for. */
  readonly outcomes: PolicyOutcomes;
  /**
   * The same where an answer that nobody knows, as with zone files alone, may be any answer: what is certain here is so whatever DNS
   * says. Worked out when it is first asked for.
   */
  readonly possible: PolicyOutcomes;
  /** The most that an evaluation can count. Worked out when it is first asked for. */
  readonly worstCase: WorstCase;
  /** The text of the domain's own record, which the spans of findings are in. */
  readonly text: string;
  /**
   * Whether the record of a domain is itself one of those that are checked: what is wrong with its own terms is said there, and not
   * again for each record that includes it.
   */
  isChecked(domain: DomainName): boolean;
  /** Whether DNS, or whoever stands for it, is asked, and all records are looked at: otherwise only those that are not plainly right. */
  readonly isLive: boolean;
  /** Whether the zones that are checked answer a question: what is wrong there is said by the rules of names and zones. */
  isAnsweredHere(question: Question): boolean;
}

/** What a rule of policies has to do its work. */
export interface PolicyContext {
  report(finding: PolicyFinding): void;
}

export interface PolicyFinding extends RecordFinding {
  /** Places in other records that are checked; those in records elsewhere are left out. */
  readonly elsewhere?: readonly { readonly domain: DomainName; readonly span: Span; readonly message: string }[];
}
