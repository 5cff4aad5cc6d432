/** Checks texts that are meant as SPF records and stand in no zone: those of a command line or of a form. */
import type { DomainName } from "../../base/name.js";
import type { Steps } from "../../base/run.js";
import type { SourceText } from "../../base/source.js";
import { isSpfRecord, parseRecord } from "../../spf/parse.js";
import { NOBODY, asThoughPublished } from "../../spf/policy/published.js";
import { type WritingFault, findSpfFault } from "../mail/writing.js";
import { writingFix } from "../mail/writing-fix.js";
import type { PlacedFix } from "../fix/place.js";
import type { TextRecord } from "../text-place.js";
import type { PolicyPass } from "./policy-pass.js";
import type { RecordPass } from "./record-pass.js";

/** A text that is checked as an SPF record. */
export interface LintText {
  /** The text as it stands, without quotes and escapes. */
  readonly source: SourceText;
  /** Whose record it is to be; without it, what the record says of its own domain is not known. */
  readonly domain?: DomainName;
}

export interface TextPasses {
  readonly records: RecordPass | undefined;
  readonly policies: PolicyPass | undefined;
  /** For a text that is no record at all. */
  readonly others: RecordPass | undefined;
  reportFault(source: SourceText, fault: WritingFault, fix: PlacedFix | undefined): void;
}

/** Checks one text: how it is written, its terms, and where it is right, all that an evaluation of it can meet. */
export function* checkText({ source, domain }: LintText, passes: TextPasses): Steps<void> {
  const { text } = source;
  const at = { record: verbatim(source), owner: domain };
  const fault = findSpfFault(at.record, [text], text);
  if (fault !== undefined) {
    const fix = writingFix(fault.rule, text);
    passes.reportFault(source, fault, fix === undefined ? undefined : { ...fix, ...at, text });
    return;
  }
  const parsed = parseRecord(text);
  const pass = isSpfRecord(text) ? passes.records : passes.others;
  pass?.checkText({ text, strings: [text], parsed }, at);
  if (parsed.problems.length > 0 || passes.policies === undefined) return;
  const owner = domain ?? NOBODY;
  yield* asThoughPublished(passes.policies.checkText(owner, text, at), owner, text);
}

// --------------------------------------------------------------------------------------------------------------------------

function verbatim(source: SourceText): TextRecord {
  const span = { start: 0, end: source.length };
  return { source, span, data: { type: "TXT", strings: [source.text] }, dataSpans: [span], isVerbatim: true };
}
