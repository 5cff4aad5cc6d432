/** Records with marks, and what the classification finds in them. */
import { applyEdits } from "../../../../src/lint/spf/faults/edited-text.js";
import { faultsIn } from "../../../../src/lint/spf/faults/classify.js";
import type { Fault } from "../../../../src/lint/spf/faults/fault.js";
import { parseRecord } from "../../../../src/spf/parse.js";

/** The faults of a record, given as it stands. */
export function faultsOf(text: string): readonly Fault[] {
  return faultsIn({ text, strings: [text], parsed: parseRecord(text) });
}

/** Each fault of the terms behind `v=spf1 ` as its rule and the piece that it marks. */
export function marked(terms: string): string[] {
  const text = `v=spf1 ${terms}`;
  return faultsOf(text).map(({ rule, span }) => `${rule} ${text.slice(span.start, span.end)}`);
}

/** The terms after the fix of their one fault; undefined where it has none. */
export function mended(terms: string): string | undefined {
  const text = `v=spf1 ${terms}`;
  const [first] = faultsOf(text);
  return first?.fix === undefined ? undefined : applyEdits(text, first.fix.edits).slice("v=spf1 ".length);
}
