import { domainName } from "../../src/base/name.js";
import type { Rule } from "../../src/lint/rule.js";
import { placeOf } from "../../src/lint/rule.js";
import { type LintInput, type LintResult, runRules } from "../../src/lint/run.js";
import { type ParsedZone, parseZone } from "../../src/zone/index.js";

export const SOA = "@ 60 IN SOA ns1 hostmaster 1 1h 1h 1w 300\n";

/** Parses `{ "example.org.zone": text }`, each for the zone of its name. */
export function zonesOf(files: Readonly<Record<string, string | Uint8Array>>): ParsedZone[] {
  return Object.entries(files).map(([file, text]) =>
    parseZone(text, { file, origin: domainName(file.replace(/\.zone$/, "")) }),
  );
}

/** Lints one zone for example.org, or several files. */
export function lint(
  files: string | Uint8Array | Readonly<Record<string, string | Uint8Array>>,
  input: Partial<Omit<LintInput, "zones">> = {},
): LintResult {
  const zones = zonesOf(typeof files === "string" || files instanceof Uint8Array ? { "example.org.zone": files } : files);
  return runRules({ zones, rules: [], now: 0, ...input });
}

/** Each finding as `file:line:column+length severity rule: message`; without the file for `example.org.zone`. */
export function lines(result: LintResult): string[] {
  return result.findings.map(({ source, span, severity, rule, message }) => {
    const { line, column } = source.position(span.start);
    const file = source.name === "example.org.zone" ? "" : `${source.name}:`;
    return `${file}${line}:${column}+${span.end - span.start} ${severity} ${rule}: ${message}`;
  });
}

const DOCS = { why: "Why.", bad: "", good: "", fix: "Fix." };

/** A rule that reports each A record at its address. */
export function addressRule(id: string, more: Partial<Rule> = {}): Rule {
  return {
    id,
    severity: "warning",
    summary: "an address",
    section: "RFC 1035 3.4.1",
    docs: DOCS,
    types: ["A"],
    checkNode(node, _zone, context) {
      for (const record of node.rrset("A")) {
        context.report({ ...placeOf(record, 0), message: `an address of ${record.owner.text}` });
      }
    },
    ...more,
  };
}
