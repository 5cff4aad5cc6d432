/**
 * Findings as a Code Quality report of GitLab, which shows them in the merge request: a JSON array with an object for each finding
 * (https://docs.gitlab.com/ci/testing/code_quality/). Lines count from 1.
 */
import type { Severity } from "../../base/diagnostic.js";
import { asciiJson, printable } from "../../base/escape.js";
import { sha256 } from "../../base/sha256.js";
import type { Finding } from "../rule.js";
import type { LintResult } from "../run.js";
import { withFix } from "./place.js";

export interface GitlabOptions {
  /** An absolute path: names of files within it count from there. */
  readonly folder?: string;
}

/** One JSON text with a line end, in ASCII; an empty array where there is no finding. */
export function formatGitlab(result: LintResult, { folder }: GitlabOptions = {}): string {
  const counts = new Map<string, number>();
  const issues = result.findings.map((finding) => {
    const path = relativeTo(folder, finding.source.name);
    const same = [path, finding.rule, finding.fingerprint].join("\u0000");
    const count = (counts.get(same) ?? 0) + 1;
    counts.set(same, count);
    return issue(finding, path, digest(`${same}\u0000${count}`));
  });
  return `${asciiJson(issues)}\n`;
}

// --------------------------------------------------------------------------------------------------------------------------

const SEVERITIES: Readonly<Record<Severity, "critical" | "major" | "info">> = {
  error: "critical",
  warning: "major",
  info: "info",
};

function issue(finding: Finding, path: string, fingerprint: string): object {
  const { rule, severity, source, span, section } = finding;
  const message = printable(withFix(finding.message, finding));
  return {
    description: section === "" ? message : `${message} (${section})`,
    check_name: rule,
    fingerprint,
    severity: SEVERITIES[severity],
    location: { path, lines: { begin: source.position(span.start).line } },
  };
}

/** A name as GitLab finds it in the repository: with `/`, and from the folder on where it is within. */
function relativeTo(folder: string | undefined, file: string): string {
  const path = slashed(file);
  const start = folder === undefined ? "" : `${slashed(folder).replace(/\/$/, "")}/`;
  const relative = start !== "" && path.startsWith(start) ? path.slice(start.length) : path;
  return relative.replace(/^(?:\.\/)+/, "").replaceAll(/[\ud800-\udfff]/gu, "\ufffd");
}

function slashed(path: string): string {
  return path.replaceAll("\\", "/");
}

/**
 * GitLab takes two findings with one fingerprint for one, and tells by it which of them a change mends. That of the finding stays
 * where lines move; the path and a number tell equal ones apart.
 */
function digest(text: string): string {
  const octets = sha256(new TextEncoder().encode(text));
  return [...octets.subarray(0, 16)].map((octet) => octet.toString(16).padStart(2, "0")).join("");
}
