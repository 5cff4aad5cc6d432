/**
 * Findings as JUnit XML: a suite for each file, a case for each finding, or one that passes for a file without any. A finding below
 * the severity that fails the command is a case that passes and says what it found, so that the report and the exit code agree. A
 * command that nothing fails only writes the report: errors are failures in it then.
 */
import type { Severity } from "../../base/diagnostic.js";
import { printable } from "../../base/escape.js";
import { isAtLeast } from "../collect.js";
import type { Finding } from "../rule.js";
import type { LintResult } from "../run.js";
import { noteLines } from "./notes.js";
import { withFix } from "./place.js";
import { xml, xmlComment } from "./xml.js";

export interface JunitOptions {
  readonly failOn: Severity | "never";
  /** The command that found all this; `zone check` unless told. */
  readonly command?: string;
}

export function formatJunit(result: LintResult, { failOn, command = "zone check" }: JunitOptions): string {
  const files = [...new Set([...result.files, ...result.findings.map(({ source }) => source.name)])];
  const isFailure = (severity: Severity): boolean => isAtLeast(severity, failOn === "never" ? "error" : failOn);
  const byFile = new Map<string, Finding[]>(files.map((file) => [file, []]));
  for (const finding of result.findings) byFile.get(finding.source.name)?.push(finding);
  let tests = 0;
  let failures = 0;
  const suites = [...byFile].map(([file, findings]) => {
    const failed = findings.filter(({ severity }) => isFailure(severity)).length;
    const cases =
      findings.length === 0 ? [`    <testcase classname="${xml(file)}" name="no findings"/>`] : findings.map(caseOf);
    tests += cases.length;
    failures += failed;
    return [
      `  <testsuite name="${xml(file)}" tests="${cases.length}" failures="${failed}" errors="0" skipped="0">`,
      ...cases,
      "  </testsuite>",
    ].join("\n");
  });
  function caseOf(finding: Finding): string {
    const { rule, severity, source, span, section } = finding;
    const message = withFix(finding.message, finding);
    const { line, column } = source.position(span.start);
    const start = `    <testcase classname="${xml(source.name)}" name="${xml(`${rule} at ${line}:${column}`)}">`;
    const text = `${printable(source.name)}:${line}:${column}: ${severity}[${rule}]: ${printable(message)} (${section})`;
    const element = isFailure(severity)
      ? `<failure type="${xml(rule)}" message="${xml(printable(message))}">${xml(text)}</failure>`
      : `<system-out>${xml(text)}</system-out>`;
    return `${start}${element}</testcase>`;
  }
  const notes = noteLines(result).map(xmlComment);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="spf ${command}" tests="${tests}" failures="${failures}" errors="0">`,
    ...notes,
    ...suites,
    "</testsuites>",
    "",
  ].join("\n");
}
