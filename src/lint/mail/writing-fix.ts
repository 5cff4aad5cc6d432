/** Fixes of the writing of SPF records: characters that stand in the place of ASCII, and those that are too many. */
import { isSpfRecord, parseRecord } from "../../spf/parse.js";
import { faultsIn, letsAllSend } from "../spf/faults/classify.js";
import { applyEdits } from "../spf/faults/edited-text.js";
import type { Fix, TextEdit } from "../spf/spf-text.js";
import type { WritingRule } from "./writing.js";

/** What is written in the place of each match, which is of octets; the space is left out beside another one. */
const REPLACED: Readonly<
  Partial<Record<WritingRule, { readonly pattern: RegExp; readonly by: string; readonly does: string }>>
> = {
  "escape-residue": { pattern: /\\(?=[;"\s])|\\(?:032|059|034)/g, by: " ", does: "write spaces for what was escaped twice" },
  "literal-quotes": { pattern: /"/g, by: "", does: "remove the quotation marks" },
  "nonbreaking-space": {
    pattern: /(?:\xc2\xa0|\xe2\x80[\x80-\x8d\xaf]|\xe2\x81\xa0|\xe3\x80\x80)+/g,
    by: " ",
    does: "write spaces of ASCII",
  },
  "smart-quotes": {
    pattern: /\xe2\x80[\x98-\x9f\xb2\xb3\xb9\xba]|\xc2[\xab\xbb]/g,
    by: "",
    does: "remove the quotation marks",
  },
  "tab-separator": { pattern: /[\t-\r]+/g, by: " ", does: "write spaces" },
  "unicode-dash": { pattern: /\xe2\x80[\x90-\x95]|\xe2\x88\x92/g, by: "-", does: 'write "-" of ASCII' },
};

/** A version with what looks like a space behind it. */
const WRONG_BLANK = /^v=spf1(?:[\t-\r]|\xc2\xa0|\xe2\x80[\x80-\x8d\xaf]|\xe2\x81\xa0|\xe3\x80\x80)/i;

/** The fix of a fault of writing, where it needs no decision and leaves a record that is right. */
export function writingFix(rule: WritingRule, text: string): Fix | undefined {
  const replaced = REPLACED[rule];
  // What is no SPF record at all is not repaired by this: it would become one. But one whose version has a wrong blank behind it was meant.
  if (replaced === undefined || !(isSpfRecord(text) || WRONG_BLANK.test(text))) return undefined;
  const edits = [...text.matchAll(replaced.pattern)].map(({ 0: match, index }): TextEdit => {
    const span = { start: index, end: index + match.length };
    const isBesideSpace = text.charAt(span.start - 1) === " " || text.charAt(span.end) === " " || span.end === text.length;
    return { span, text: replaced.by === " " && isBesideSpace ? "" : replaced.by };
  });
  const before = parseRecord(text);
  const mended = applyEdits(text, edits);
  const after = parseRecord(mended);
  if ((isSpfRecord(text) && before.problems.length === 0) || after.problems.length > 0 || /[^\x20-\x7e]/.test(mended))
    return undefined;
  if (letsAllSend(after) && !(isSpfRecord(text) && letsAllSend(before))) return undefined;
  if (faultsIn({ text: mended, strings: [mended], parsed: after }).length > 0) return undefined;
  return { message: replaced.does, edits, claim: { kind: "repair" } };
}
