/** What `check_host()` returns (RFC 7208 section 2.6), with the reason. */
import type { IpAddress } from "../base/ip.js";
import type { DomainName } from "../base/name.js";
import type { Answer, Question } from "../base/question.js";
import type { Counts } from "./limits.js";
import type { SyntaxProblem } from "./parse.js";
import type { SpfRecord, Term } from "./record.js";
import type { Identity } from "./sender.js";
import type { TraceRecord } from "./trace.js";

/** The seven results of section 2.6. */
export type SpfResult = "none" | "neutral" | "pass" | "fail" | "softfail" | "temperror" | "permerror";

/** Why a result is what it is. The `code` is stable; `message` is one sentence without a full stop, for people. */
export type Reason =
  /** A directive matched: the last place of the path. */
  | { readonly code: "match"; readonly message: string }
  /** No directive matched and there is no redirect (section 4.7). */
  | { readonly code: "no-match"; readonly message: string }
  /** The domain publishes no SPF record (section 4.5). */
  | {
      readonly code: "no-record";
      readonly message: string;
      /** TXT records that look as if they were meant to be one. Untrusted text. */
      readonly lookalikes: readonly string[];
    }
  /** The identity is no full domain name (section 4.3). */
  | { readonly code: "no-domain"; readonly message: string }
  /** More than one record (section 4.5). */
  | {
      readonly code: "multiple-records";
      readonly message: string;
      readonly records: readonly string[];
    }
  /** The record has syntax errors (section 4.6). */
  | {
      readonly code: "syntax";
      readonly message: string;
      readonly problems: readonly SyntaxProblem[];
    }
  /** One of the limits of section 4.6.4. */
  | {
      readonly code: "lookup-limit" | "void-lookup-limit" | "mx-limit" | "question-limit";
      readonly message: string;
    }
  /** DNS gave no usable answer (section 4.4). */
  | {
      readonly code: "dns";
      readonly message: string;
      readonly question: Question;
      readonly answer: Answer;
    }
  /** The time for the evaluation was over (section 4.6.4). */
  | { readonly code: "out-of-time"; readonly message: string }
  /** The target of an include or redirect has no record (sections 5.2, 6.1). */
  | { readonly code: "target-without-record"; readonly message: string }
  /** The domain-spec of an include or redirect expands to no name (section 4.8). */
  | { readonly code: "target-malformed"; readonly message: string };

/** A place on the way to the decision: a record and a term in it. */
export interface Place {
  readonly domain: DomainName;
  /** The record's text; absent where the domain has none that could be used. */
  readonly record?: SpfRecord;
  /** The term; absent where the record as a whole is meant. */
  readonly term?: Term;
}

/** The outcome of one `check_host()`. */
export interface CheckHostResult {
  readonly result: SpfResult;
  readonly identity: Identity;
  readonly client: IpAddress;
  /** The domain that was checked, as it was given. */
  readonly domain: string;
  /** The sender, `local-part@domain`. */
  readonly sender: string;
  /** The HELO name as it was given, empty where none was. */
  readonly helo: string;
  readonly reason: Reason;
  /**
   * From the checked domain's own record to the place that decided: each include and redirect on the way, the deciding term last.
   * Empty where no record was reached.
   */
  readonly path: readonly Place[];
  /** The domain's explanation of a fail (section 6.2). Untrusted text in printable ASCII. */
  readonly explanation?: string;
  readonly counts: Counts;
  /** The limit that `counts.voidLookups` was held against. */
  readonly maxVoidLookups: number;
  readonly trace?: TraceRecord;
}
