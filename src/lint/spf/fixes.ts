/** Fixes of records: what rules of records have in common when they write one. */
import type { Span } from "../../base/source.js";
import type { Fix, TextEdit } from "./spf-text.js";

/** A fix with the claim that it changes nobody's verdict. `message` is in the imperative, without a full stop. */
export function sameVerdicts(message: string, edits: readonly TextEdit[]): Fix {
  return { message, edits, claim: { kind: "nothing" } };
}

/** Takes a term out of a record, with the spaces in front of it. */
export function removal(text: string, { span }: { readonly span: Span }): TextEdit {
  let { start } = span;
  while (text.charCodeAt(start - 1) === 0x20) start--;
  return { span: { start, end: span.end }, text: "" };
}
