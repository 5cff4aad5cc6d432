/** Findings for programs: `schemas/zone-check.schema.json` says what is in it. */
import { asciiJson } from "../../base/escape.js";
import type { SourceText, Span } from "../../base/source.js";
import type { Finding } from "../rule.js";
import { type LintResult, noteText } from "../run.js";
import { fixOf, lookedAt, octetRegion } from "./place.js";

/** One JSON text with a line end; `more` is put into the document. It is ASCII: whatever a file put into it cannot reach a terminal. */
export function formatJson(result: LintResult, more: object = {}): string {
  const { domains, files, records } = lookedAt(result);
  const document = {
    version: 1,
    summary: {
      files,
      domains,
      records,
      errors: result.counts.error,
      warnings: result.counts.warning,
      infos: result.counts.info,
      ignored: result.ignored,
      baselined: result.baselined,
    },
    files: result.files,
    findings: result.findings.map(findingJson),
    omitted: result.omitted,
    notes: result.notes.map((note) => ({ ...note, message: noteText(note) })),
    ...more,
  };
  return `${asciiJson(document)}\n`;
}

function findingJson(finding: Finding): object {
  const { rule, severity, source, span, message, section, related, fingerprint } = finding;
  const fix = fixOf(finding);
  return {
    rule,
    severity,
    message,
    section: section === "" ? undefined : section,
    ...placeJson(source, span),
    related: related.map((place) => ({ message: place.message, ...placeJson(place.source, place.span) })),
    fix: fix && {
      message: fix.message,
      edits: fix.edits.map((edit) => ({
        ...placeJson(source, edit.span),
        before: source.slice(edit.span.start, edit.span.end),
        after: edit.text,
      })),
    },
    fingerprint,
  };
}

/** A place in a file, with columns and offsets in octets. */
export function placeJson(source: SourceText, span: Span): object {
  return { file: source.name, ...octetRegion(source, span), offset: span.start, endOffset: Math.max(span.start, span.end) };
}
