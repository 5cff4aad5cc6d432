/**
 * Places as the formats count them. A file is read as octets, so that columns of text and JSON count octets; editors and code hosts
 * read UTF-8 and count UTF-16 code units, so that is what SARIF and GitHub get.
 */
import type { SourceText, Span } from "../../base/source.js";
import { type FileEdit, fileEdits } from "../fix/place.js";
import type { Finding } from "../rule.js";
import type { LintResult } from "../run.js";

/** A fix as it goes into a file; undefined where there is none, or where it cannot be written. */
export function fixOf({ fix }: Finding): { readonly message: string; readonly edits: readonly FileEdit[] } | undefined {
  const edits = fix && fileEdits(fix, fix.edits);
  return fix === undefined || typeof edits !== "object" ? undefined : { message: fix.message, edits };
}

/** A message with what the fix does, for formats that have no place of their own for it. */
export function withFix(message: string, finding: Finding): string {
  const fix = fixOf(finding);
  return fix === undefined ? message : `${message}; fix: ${fix.message}`;
}

/** How many there are of each kind. */
export function lookedAt({ files, subjects }: LintResult): Readonly<Record<"domains" | "files" | "records", number>> {
  return { files: files.length - subjects.domains - subjects.records, ...subjects };
}

/** A place with lines and columns from 1; the end is the position after the last character. */
export interface Region {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Columns in octets. */
export function octetRegion(source: SourceText, span: Span): Region {
  const start = source.position(span.start);
  const end = source.position(Math.max(span.start, span.end));
  return { line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}

/** Columns in UTF-16 code units of the file decoded as UTF-8; a byte order mark counts for nothing. */
export function utf16Region(source: SourceText, span: Span): Region {
  const region = octetRegion(source, span);
  const column = (offset: number, octets: number): number => 1 + utf16Length(source.slice(offset - octets + 1, offset));
  return {
    ...region,
    column: column(Math.min(span.start, source.length), region.column),
    endColumn: column(Math.min(Math.max(span.start, span.end), source.length), region.endColumn),
  };
}

/** Offsets in UTF-16 code units; asked for in rising order it reads each part of a file once. */
export function createOffsets(source: SourceText): (offset: number) => number {
  let octets = 0;
  let units = 0;
  return (offset) => {
    const wanted = Math.min(offset, source.length);
    if (wanted < octets) {
      octets = 0;
      units = 0;
    }
    units += utf16Length(source.slice(octets, wanted));
    octets = wanted;
    return units;
  };
}

/** An octet string read as UTF-8, wrong octets replaced. */
function decodeUtf8(octets: string): string {
  if (/^[\x00-\x7f]*$/.test(octets)) return octets;
  return new TextDecoder().decode(Uint8Array.from(octets, (character) => character.charCodeAt(0)));
}

// --------------------------------------------------------------------------------------------------------------------------

function utf16Length(octets: string): number {
  return decodeUtf8(octets).length;
}
