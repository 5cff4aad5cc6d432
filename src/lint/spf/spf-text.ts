/** An SPF record as the rules of records see it: a text and what it says, wherever it comes from. */
import type { IpNetwork } from "../../base/ip.js";
import type { Severity } from "../../base/diagnostic.js";
import type { Span } from "../../base/source.js";
import type { ParsedRecord } from "../../spf/parse.js";

/**
 * A text that starts as an SPF record does (RFC 7208 section 4.5). A rule may look at nothing else, so that what it finds in a text
 * holds wherever the same text stands.
 */
export interface SpfText {
  /** The strings, joined without a space (section 3.3). */
  readonly text: string;
  /** As published; one where the text does not come from a TXT record. */
  readonly strings: readonly string[];
  readonly parsed: ParsedRecord;
}

/** What a rule of records has to do its work. */
export interface RecordContext {
  report(finding: RecordFinding): void;
}

/** A finding with its place in the text of the record. */
export interface RecordFinding {
  /** Offsets into `SpfText.text`. */
  readonly span: Span;
  /** One sentence without a full stop that names what is wrong here. */
  readonly message: string;
  /** Where it differs from the rule's own. */
  readonly severity?: Severity;
  /** Other terms that it has to do with. */
  readonly related?: readonly { readonly span: Span; readonly message: string }[];
  /** A change that mends it and needs no decision. */
  readonly fix?: Fix;
  /** See `ReportedFinding`. */
  readonly partOf?: string;
}

/** A mechanical change of a record's text. */
export interface Fix {
  /** What it does, in the imperative and without a full stop, such as `write ip4:192.0.2.1`. */
  readonly message: string;
  /** In order, none within another; offsets into the text as it is. */
  readonly edits: readonly TextEdit[];
  readonly claim: FixClaim;
}

export interface TextEdit {
  readonly span: Span;
  /** What stands there afterwards; empty to remove it. */
  readonly text: string;
}

/**
 * Whose verdict a fix may change. It is proved before the fix is applied, and a fix that changes more is refused.
 *
 * - `nothing`: nobody's, as far as the record decides. A fix that takes out a term that asks saves lookups, so that a client for whom
 *   they were too many (RFC 7208 section 4.6.4) may get what the record says in place of permerror; it never adds a lookup.
 * - `networks`: that of these addresses.
 * - `repair`: anybody's, for the record has a syntax error, so that all got permerror.
 */
export type FixClaim =
  | { readonly kind: "nothing" | "repair" }
  | { readonly kind: "networks"; readonly networks: readonly IpNetwork[] };
