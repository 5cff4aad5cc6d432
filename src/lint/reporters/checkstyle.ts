/** Findings as Checkstyle XML, which many CI plugins read. Columns count octets from 1. */
import { printable } from "../../base/escape.js";
import type { Finding } from "../rule.js";
import type { LintResult } from "../run.js";
import { noteLines } from "./notes.js";
import { withFix } from "./place.js";
import { xml, xmlComment } from "./xml.js";

export function formatCheckstyle(result: LintResult): string {
  const files = [...new Set([...result.files, ...result.findings.map(({ source }) => source.name)])];
  const byFile = new Map<string, Finding[]>(files.map((file) => [file, []]));
  for (const finding of result.findings) byFile.get(finding.source.name)?.push(finding);
  const notes = noteLines(result).map(xmlComment);
  const elements = [...byFile].flatMap(([file, findings]) =>
    findings.length === 0
      ? [`  <file name="${xml(file)}"/>`]
      : [`  <file name="${xml(file)}">`, ...findings.map(errorElement), "  </file>"],
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<checkstyle version="4.3">',
    ...notes,
    ...elements,
    "</checkstyle>",
    "",
  ].join("\n");
}

function errorElement(finding: Finding): string {
  const { rule, severity, source, span, section } = finding;
  const message = withFix(finding.message, finding);
  const { line, column } = source.position(span.start);
  const text = section === "" ? printable(message) : `${printable(message)} (${section})`;
  return `    <error line="${line}" column="${column}" severity="${severity}" message="${xml(text)}" source="spfkit.${xml(rule)}"/>`;
}
