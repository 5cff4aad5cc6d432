/** The policy of a domain as the rules see it. */
import type { DomainName } from "../../base/name.js";
import type { Span } from "../../base/source.js";
import type { Policy } from "../../spf/policy/policy.js";
import type { RecordFinding } from "./spf-text.js";

/** A domain that publishes one SPF record without syntax errors, with all that an evaluation of it can meet. */
export interface PolicyView {
  readonly policy: Policy;
  /** The text of the domain's own record, which the spans of findings are in. */
  readonly text: string;
  /**
   * Whether the record of a domain is itself one of those that are checked: what is wrong with its own terms is said there, and not
   * again for each record that includes it.
   */
  isChecked(domain: DomainName): boolean;
}

/** What a rule of policies has to do its work. */
export interface PolicyContext {
  report(finding: PolicyFinding): void;
}

export interface PolicyFinding extends RecordFinding {
  /** Places in other records that are checked; those in records elsewhere are left out. */
  readonly elsewhere?: readonly { readonly domain: DomainName; readonly span: Span; readonly message: string }[];
}
