/**
 * Findings for people, as a good compiler shows them: the place, the line with carets, what else has to do with it. Columns count
 * octets from 1. Whatever a file holds is printable ASCII here, but for characters of its lines where `unicode` says so; and no line
 * starts a command of a CI log.
 */
import type { RelatedPlace, Severity } from "../../base/diagnostic.js";
import { asciiCells, utf8Cells, withTabs } from "../../base/cells.js";
import { printable } from "../../base/escape.js";
import { excerpt } from "../../base/excerpt.js";
import { wrap } from "../../base/layout.js";
import type { SourceText, Span } from "../../base/source.js";
import type { Finding } from "../rule.js";
import { fixOf, lookedAt } from "./place.js";
import type { LintResult } from "../run.js";
import { counted, leftOutLines, omittedLines } from "./notes.js";

export interface TextOptions {
  /** Columns. */
  readonly width: number;
  readonly colour: boolean;
  /** UTF-8 is shown, so that characters in lines of a file are. Absent is no. */
  readonly unicode?: boolean;
  /** The notes and the counts; there unless told. */
  readonly withSummary?: boolean;
}

/** All findings, the notes and a summary line. */
export function formatText(result: LintResult, options: TextOptions): string {
  const parts = result.findings.map((finding) => findingText(finding, options));
  if (options.withSummary !== false) {
    const tail = [...omittedLines(result), ...leftOutLines(result).map((line) => `note: ${line}`)];
    if (tail.length > 0) parts.push(tail.map((line) => wrap(inert(printable(line)), options.width)).join("\n"));
    parts.push(wrap(styled(options, result.counts.error > 0 ? "error" : undefined, summary(result)), options.width));
  }
  return parts.length === 0 ? "" : `${parts.join("\n\n")}\n`;
}

// --------------------------------------------------------------------------------------------------------------------------

function findingText(finding: Finding, options: TextOptions): string {
  const { source, span, severity, rule, message, section, related } = finding;
  const head = `${placeText(source, span)}: `;
  const label = `${severity}[${rule}]`;
  const whole = inert(`${head}${label}: ${printable(message)}`);
  const [first = ""] = wrap(whole, options.width).split("\n");
  const rest = whole.slice(first.length).trimStart();
  // Colour comes after the layout, which counts characters.
  const coloured = first.includes(label) ? first.replace(label, () => styled(options, severity, label)) : first;
  const indented = rest === "" ? [] : wrap(rest, options.width, CONTINUED).split("\n").map(inert);
  const gutter = String(source.position(span.start).line).length;
  const pad = " ".repeat(gutter);
  const notes = [
    ...related.map(relatedText),
    ...(fixOf(finding) === undefined ? [] : [`fix: ${printable(finding.fix?.message ?? "")}`]),
    ...(section === "" ? [] : [printable(section)]),
  ];
  return [
    coloured,
    ...indented,
    ...sourceLines(source, span, severity, options),
    ...notes.map((note) => wrapNote(note, pad, options)),
  ].join("\n");
}

const CONTINUED = "    ";

function placeText(source: SourceText, span: Span): string {
  const { line, column } = source.position(span.start);
  return `${printable(source.name)}:${line}:${column}`;
}

function relatedText(place: RelatedPlace): string {
  return `${placeText(place.source, place.span)}: ${printable(place.message)}`;
}

function wrapNote(note: string, pad: string, options: TextOptions): string {
  const lines = wrap(inert(note), options.width - pad.length - 3).split("\n");
  return lines.map((line, index) => `${pad} ${index === 0 ? "=" : " "} ${inert(line)}`).join("\n");
}

/** How much of a line is looked at before and behind a place, in widths: more than an excerpt does. */
const WINDOW = 16;

function sourceLines(source: SourceText, span: Span, severity: Severity, options: TextOptions): string[] {
  const { line, column } = source.position(span.start);
  const offset = Math.min(span.start, source.length);
  // Of a line of megabytes only what is around the place is looked at; the excerpt marks with an ellipsis what is left out.
  const from = Math.max(offset - column + 1, offset - WINDOW * options.width);
  const window = source.slice(from, Math.min(source.length, offset + WINDOW * options.width));
  const lineEnd = window.indexOf("\n", offset - from);
  const text = (lineEnd < 0 ? window : window.slice(0, lineEnd)).replace(/\r$/, "");
  if (text === "" && span.end <= span.start) return [];
  const number = String(line);
  const start = offset - from;
  // A place of several lines is shown by its first one.
  const end = Math.min(text.length, start + Math.max(0, span.end - span.start));
  const cellsOf = options.unicode === true ? utf8Cells : asciiCells;
  const room = options.width - number.length - 3;
  const [shown, carets] = excerpt(text, start, end, room, (part) => withTabs(cellsOf(part)));
  const pad = " ".repeat(number.length);
  return [`${pad} |`, `${number} | ${inert(shown)}`.trimEnd(), `${pad} | ${caretLine(carets, severity, options)}`];
}

function caretLine(carets: string, severity: Severity, options: TextOptions): string {
  const marks = carets.trimStart();
  return `${carets.slice(0, carets.length - marks.length)}${styled(options, severity, marks)}`;
}

// --------------------------------------------------------------------------------------------------------------------------

/** `2 errors, 1 warning in 1 domain and 3 files; 1 silenced by a comment`. */
function summary(result: LintResult): string {
  const { counts, ignored, baselined } = result;
  const found = [counted(counts.error, "error"), counted(counts.warning, "warning"), counted(counts.info, "info", "infos")]
    .filter((text) => !text.startsWith("0 "))
    .join(", ");
  const silenced = [
    ...(ignored > 0 ? [`${ignored} silenced by comments`] : []),
    ...(baselined > 0 ? [`${baselined} in the baseline`] : []),
  ];
  return [`${found === "" ? "no findings" : found} in ${lookedAtText(result)}`, ...silenced].join("; ");
}

function lookedAtText(result: LintResult): string {
  const { domains, files, records } = lookedAt(result);
  const kinds = [counted(domains, "domain"), counted(files, "file"), counted(records, "record")];
  const looked = kinds.filter((text) => !text.startsWith("0 "));
  if (looked.length === 0) return "0 files";
  return looked.length < 3 ? looked.join(" and ") : `${looked.slice(0, -1).join(", ")} and ${looked.at(-1)}`;
}

const COLOURS: Readonly<Record<Severity, string>> = { error: "31", warning: "33", info: "36" };

function styled({ colour }: TextOptions, severity: Severity | undefined, text: string): string {
  return colour && severity !== undefined ? `\u001b[1;${COLOURS[severity]}m${text}\u001b[0m` : text;
}

/**
 * A GitHub job obeys lines of its log that start with `::`, after blanks too, and `##[` anywhere in a line (and Azure `##vso[`). The
 * text is safe already; here such beginnings are written with `\DDD` as well.
 */
function inert(line: string): string {
  return line.replace(/^( *):(?=:)/, "$1\\058").replaceAll(/##(?=\[|vso\[)/g, "#\\035");
}
