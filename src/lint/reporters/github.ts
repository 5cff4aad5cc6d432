/** Findings as annotations of a GitHub Actions job: one workflow command a line. Columns count UTF-16 code units. */
import type { Severity } from "../../base/diagnostic.js";
import { printable } from "../../base/escape.js";
import type { LintResult } from "../run.js";
import { leftOutLines, moreOf } from "./notes.js";
import { utf16Region, withFix } from "./place.js";

const COMMANDS: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  info: "notice",
};

/** `::error file=,line=,endLine=,col=,endColumn=,title=::message` for each finding. */
export function formatGithub(result: LintResult): string {
  const lines = result.findings.map((finding) => {
    const { rule, severity, source, span, section, related } = finding;
    const message = withFix(finding.message, finding);
    const { line, column, endLine, endColumn } = utf16Region(source, span);
    // GitHub takes columns only for places within one line.
    const columns = endLine === line ? `,col=${column},endColumn=${Math.max(column, endColumn - 1)}` : "";
    const place = `file=${property(source.name)},line=${line},endLine=${endLine}${columns},title=${property(`spf: ${rule}`)}`;
    const others = related.map((other) => {
      return `${other.message}: ${other.source.name} line ${other.source.position(other.span.start).line}`;
    });
    const text = [section === "" ? message : `${message} (${section})`, ...others].join("\n");
    return `::${COMMANDS[severity]} ${place}::${data(text)}`;
  });
  const omitted = result.omitted.map(({ file, rule, count }) => {
    return `::notice file=${property(file)},title=${property(`spf: ${rule}`)}::${data(moreOf(rule, count))}`;
  });
  const notes = leftOutLines(result).map((note) => `::notice title=spf::${data(note)}`);
  return [...lines, ...omitted, ...notes].map((line) => `${line}\n`).join("");
}

// The runner decodes exactly these; a raw line end would start a command of the file's choosing.
function data(text: string): string {
  const safe = text.split("\n").map(printable).join("\n");
  return safe.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  // A name keeps its characters, or the file would not be found; what is invisible is escaped.
  const safe = /^[^\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]*$/.test(text)
    ? text
    : printable(text);
  return safe
    .replaceAll("%", "%25")
    .replaceAll("\r", "%0D")
    .replaceAll("\n", "%0A")
    .replaceAll(":", "%3A")
    .replaceAll(",", "%2C");
}
