/** How the rules about superfluous terms report one. */
import type { Directive, Term } from "../../spf/record.js";
import type { RecordFinding, SpfText } from "./spf-text.js";
import { shownTerm } from "./terms.js";
import { removal, sameVerdicts } from "./fixes.js";

/**
 * A finding about a term that can go, for all its clients get the same from another term: it is taken out with the claim that nobody's
 * verdict changes.
 */
export function superfluous(
  spf: SpfText,
  { term, by }: { readonly term: Directive; readonly by: Term },
  message: string,
): RecordFinding {
  return {
    span: term.span,
    message,
    related: [{ span: by.span, message: "the other one" }],
    fix: sameVerdicts(`remove ${shownTerm(spf, term)}`, [removal(spf.text, term)]),
  };
}
