/**
 * Where a piece of a TXT record's text stands in its file. The text is the record's strings joined without a space (RFC 7208
 * section 3.3); in the file there are quotes, blanks and line ends between them, and escapes within them.
 */
import { readEscape } from "../base/name.js";
import type { SourceText, Span } from "../base/source.js";
import type { ZoneRecord } from "../zone/record.js";

/** A place in a file, as `RuleContext.report` takes it. */
export interface TextPlace {
  readonly source: SourceText;
  readonly span: Span;
}

/** Where the characters of a text from one offset to another stand. */
export type PlaceInText = (start: number, end: number) => TextPlace;

/** What of a record says where its text stands. */
export type TextRecord = Pick<ZoneRecord, "source" | "span" | "data" | "dataSpans"> & {
  /** The source is the text itself, without quotes and escapes. */
  readonly isVerbatim?: boolean;
};

/**
 * The place of the octets `start` to `end` of a record's joined text. All the data where the file does not hold the text as it is:
 * in the form of RFC 3597, or from a $GENERATE.
 */
export function placeInText(record: TextRecord, start: number, end: number): TextPlace {
  const { source } = record;
  if (record.isVerbatim === true) return { source, span: { start, end } };
  const from = offsetInFile(record, start, "start");
  const to = end > start ? offsetInFile(record, end, "end") : undefined;
  if (from === undefined) return placeOfText(record);
  return { source, span: { start: from, end: to ?? from + 1 } };
}

/** The place of all strings of a record, quotes included. */
export function placeOfText({ source, span, dataSpans }: TextRecord): TextPlace {
  const [first] = dataSpans;
  const last = dataSpans.at(-1);
  return {
    source,
    span: first === undefined || last === undefined ? span : { start: first.start, end: last.end },
  };
}

/** Whether a field of the file is in quotes. */
export function isQuoted({ source, isVerbatim }: TextRecord, { start }: Span): boolean {
  return isVerbatim !== true && source.slice(start, start + 1) === '"';
}

/** Whether a record is made by a $GENERATE, of which it is one of many. */
export function isGenerated({ source, span, isVerbatim }: TextRecord): boolean {
  return isVerbatim !== true && /^\$generate$/i.test(source.slice(span.start, span.start + 9));
}

/** Where the octet `offset` of the string number `index` stands; undefined where the file does not hold the string as it is. */
export function offsetInString(record: TextRecord, index: number, offset: number): number | undefined {
  const { data, dataSpans } = record;
  const field = dataSpans[index];
  if ((data.type !== "TXT" && data.type !== "SPF") || field === undefined) return undefined;
  const text = data.strings[index];
  return text === undefined ? undefined : offsetInField(record, field, text, offset);
}

// --------------------------------------------------------------------------------------------------------------------------

// An offset between two strings is the end of the first for an `end`, else the start of the second.
function offsetInFile(record: TextRecord, offset: number, kind: "start" | "end"): number | undefined {
  const { data, dataSpans } = record;
  if ((data.type !== "TXT" && data.type !== "SPF") || dataSpans.length !== data.strings.length) return undefined;
  let before = 0;
  for (const [index, text] of data.strings.entries()) {
    const isLast = index === data.strings.length - 1;
    const within = offset - before;
    if (within < text.length || isLast || (within === text.length && kind === "end")) {
      const field = dataSpans[index];
      return field === undefined ? undefined : offsetInField(record, field, text, Math.min(within, text.length));
    }
    before += text.length;
  }
  return undefined;
}

function offsetInField(record: TextRecord, field: Span, text: string, offset: number): number | undefined {
  const written = record.source.slice(field.start, field.end);
  const open = written.startsWith('"') ? 1 : 0;
  const close = written.length - open;
  let found = offset === 0 ? open : undefined;
  let octets = 0;
  for (let at = open; at < close; octets++) {
    const escape = written.charCodeAt(at) === 0x5c ? readEscape(written, at) : undefined;
    // What the file holds has to be the text, or the places are those of something else.
    if ((escape?.value ?? written.charCodeAt(at)) !== text.charCodeAt(octets)) return undefined;
    at += escape?.length ?? 1;
    if (octets + 1 === offset) found = at;
  }
  return octets === text.length && found !== undefined ? field.start + found : undefined;
}
