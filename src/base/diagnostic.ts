/** Problems that were found in a text: what, where, how bad, and by which rule of which document. */
import type { SourceText, Span } from "./source.js";

export type Severity = "error" | "warning" | "info";

/** One problem. `Code` is a closed union in each module that reports problems. */
export interface Diagnostic<Code extends string = string> {
  /** A stable id in kebab case, the same in every output format. */
  readonly code: Code;
  readonly severity: Severity;
  /** Where in the source: offsets into the text that was parsed. */
  readonly span: Span;
  /** One sentence without a full stop: what is wrong and, where it is known, what to do. May quote the source text as it is. */
  readonly message: string;
  /** The document and section that say so, such as `RFC 7208 4.6.1`. */
  readonly section?: string;
}

/** Another place that a problem has to do with, such as the record that it clashes with. */
export interface RelatedPlace {
  readonly source: SourceText;
  readonly span: Span;
  /** What is there, such as `the first SOA record`. */
  readonly message: string;
}
