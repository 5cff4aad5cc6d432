/** Findings as SARIF 2.1.0 (OASIS, 27 March 2020), for code scanning. Columns and offsets count UTF-16 code units. */
import type { Severity } from "../../base/diagnostic.js";
import type { SourceText, Span } from "../../base/source.js";
import { RULE_INFOS, type RuleInfo } from "../registry.js";
import type { Finding } from "../rule.js";
import { type LintResult, noteText } from "../run.js";
import { asciiJson } from "../../base/escape.js";
import { createOffsets, fixOf, utf16Region } from "./place.js";

export interface SarifOptions {
  /** Of this program. */
  readonly version: string;
}

/** One run with all findings; every rule that a finding has is described in it. */
export function formatSarif(result: LintResult, { version }: SarifOptions): string {
  const ids = [...new Set(result.findings.map(({ rule }) => rule))].toSorted();
  const indexes = new Map(ids.map((id, index) => [id, index]));
  const offsets = new Map<SourceText, (offset: number) => number>();
  const offsetsOf = (source: SourceText): ((offset: number) => number) => {
    let found = offsets.get(source);
    if (found === undefined) offsets.set(source, (found = createOffsets(source)));
    return found;
  };
  const document = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "spfkit",
            semanticVersion: version,
            rules: ids.map((id) => ruleJson(id, RULE_INFOS.get(id))),
          },
        },
        columnKind: "utf16CodeUnits",
        artifacts: result.files.map((file) => ({ location: { uri: fileUri(file) } })),
        invocations: [
          {
            executionSuccessful: !result.findings.some(({ rule }) => rule === "internal-error"),
            toolExecutionNotifications: [
              ...result.notes.map((note) => notification(noteText(note))),
              ...result.omitted.map(({ file, rule, count }) =>
                notification(`${file}: ${count} more ${count === 1 ? "finding" : "findings"} of ${rule} left out`),
              ),
            ],
          },
        ],
        results: result.findings.map((finding) =>
          resultJson(finding, indexes.get(finding.rule) ?? -1, offsetsOf(finding.source)),
        ),
      },
    ],
  };
  return `${asciiJson(document)}\n`;
}

/** A file name as a URI reference: relative names stay relative, so that a code host finds them in the repository. */
export function fileUri(file: string): string {
  const path = file.replaceAll("\\", "/").replace(/^(?:\.\/)+/, "");
  const encoded = path
    .split("/")
    .map((part) => encodeURIComponent(part.replaceAll(/[\ud800-\udfff]/gu, "\ufffd")))
    .join("/");
  return encoded.startsWith("/") ? `file://${encoded}` : encoded;
}

// --------------------------------------------------------------------------------------------------------------------------

const LEVELS: Readonly<Record<Severity, "error" | "warning" | "note">> = {
  error: "error",
  warning: "warning",
  info: "note",
};

function ruleJson(id: string, info: RuleInfo | undefined): object {
  if (info === undefined) return { id };
  const { summary, severity, section, docs } = info;
  const examples = docs.bad === undefined || docs.good === undefined ? [] : [docs.bad, docs.good].map(withoutMarks);
  const [bad = "", good = ""] = examples;
  const text = [docs.why, docs.fix, ...(examples.length === 0 ? [] : [`Bad:\n${bad}`, `Good:\n${good}`])].join("\n\n");
  const markdown = [
    docs.why,
    docs.fix,
    ...(examples.length === 0 ? [] : [`Bad:\n\n\`\`\`\n${bad}\n\`\`\``, `Good:\n\n\`\`\`\n${good}\n\`\`\``]),
  ].join("\n\n");
  return {
    id,
    shortDescription: { text: `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.` },
    fullDescription: { text: docs.why },
    help: { text, markdown },
    defaultConfiguration: { level: LEVELS[severity] },
    properties: { tags: ["dns"], section },
  };
}

function resultJson(finding: Finding, ruleIndex: number, offsets: (offset: number) => number): object {
  const { rule, severity, source, span, message, related, fingerprint } = finding;
  const charOffset = offsets(span.start);
  const charLength = offsets(Math.max(span.start, span.end)) - charOffset;
  return {
    ruleId: rule,
    ruleIndex,
    level: LEVELS[severity],
    message: { text: messageText(message) },
    locations: [location(source, span, { charOffset, charLength })],
    ...(related.length === 0
      ? {}
      : {
          relatedLocations: related.map((place, id) => ({
            id,
            ...location(place.source, place.span),
            message: { text: messageText(place.message) },
          })),
        }),
    ...fixesJson(finding, offsets),
    partialFingerprints: { "spfkitFinding/v1": fingerprint },
  };
}

function fixesJson(finding: Finding, offsets: (offset: number) => number): object {
  const { source } = finding;
  const fix = fixOf(finding);
  if (fix === undefined) return {};
  const replacements = fix.edits.map(({ span, text }) => {
    const charOffset = offsets(span.start);
    return {
      deletedRegion: { ...regionJson(source, span), charOffset, charLength: offsets(span.end) - charOffset },
      insertedContent: { text },
    };
  });
  const artifactChanges = [{ artifactLocation: { uri: fileUri(source.name) }, replacements }];
  return { fixes: [{ description: { text: messageText(fix.message) }, artifactChanges }] };
}

function location(source: SourceText, span: Span, chars: { charOffset?: number; charLength?: number } = {}): object {
  return {
    physicalLocation: {
      artifactLocation: { uri: fileUri(source.name) },
      region: { ...regionJson(source, span), ...chars },
    },
  };
}

function regionJson(source: SourceText, span: Span): object {
  const { line, column, endLine, endColumn } = utf16Region(source, span);
  return { startLine: line, startColumn: column, endLine, endColumn };
}

function notification(text: string): object {
  return { level: "note", message: { text } };
}

// In a message of SARIF, brackets are links and braces are arguments (sections 3.11.5 and 3.11.6).
function messageText(message: string): string {
  return message
    .replaceAll(/[[\]\\]/g, "\\$&")
    .replaceAll("{", "{{")
    .replaceAll("}", "}}");
}

function withoutMarks(example: string): string {
  return example.replaceAll(/[«»]/g, "").trimEnd();
}
