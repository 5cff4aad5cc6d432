/** Findings for programs: `schemas/zone-check.schema.json` says what is in it. */
import { asciiJson } from "../../base/escape.js";
import type { SourceText, Span } from "../../base/source.js";
import { type LintResult, noteText } from "../run.js";
import { octetRegion } from "./place.js";

/** One JSON text with a line end. It is ASCII: whatever a file put into it cannot reach a terminal. */
export function formatJson(result: LintResult): string {
  const document = {
    version: 1,
    summary: {
      files: result.files.length,
      errors: result.counts.error,
      warnings: result.counts.warning,
      infos: result.counts.info,
      ignored: result.ignored,
      baselined: result.baselined,
    },
    files: result.files,
    findings: result.findings.map(({ rule, severity, source, span, message, section, related, fingerprint }) => ({
      rule,
      severity,
      message,
      section: section === "" ? undefined : section,
      ...placeJson(source, span),
      related: related.map((place) => ({
        message: place.message,
        ...placeJson(place.source, place.span),
      })),
      fingerprint,
    })),
    omitted: result.omitted,
    notes: result.notes.map((note) => ({ ...note, message: noteText(note) })),
  };
  return `${asciiJson(document)}\n`;
}

function placeJson(source: SourceText, span: Span): object {
  return {
    file: source.name,
    ...octetRegion(source, span),
    offset: span.start,
    endOffset: Math.max(span.start, span.end),
  };
}
