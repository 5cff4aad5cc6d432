/** Checks texts that are meant as SPF records and stand in no zone: those of a command line or of a form. */
import type { SourceText } from "../../base/source.js";
import { isSpfRecord, parseRecord } from "../../spf/parse.js";
import { createCollector } from "../collect.js";
import { DEFAULT_CONFIG, type LintConfig, isAlwaysOff } from "../config.js";
import { findSpfFault } from "../mail/writing.js";
import { ALL_RULES, RULE_INFOS } from "../registry.js";
import type { ReportedFinding, Rule } from "../rule.js";
import type { LintInput, LintResult } from "../run.js";
import type { TextRecord } from "../text-place.js";
import { createRecordPass } from "./record-pass.js";

export interface TextLintInput extends Pick<LintInput, "baseline" | "limit"> {
  /** Each source is one text as it stands, without quotes and escapes. */
  readonly texts: readonly SourceText[];
  /** All rules of the project unless told; only those of records are asked. */
  readonly rules?: readonly Rule[];
  readonly config?: LintConfig;
}

/** Checks texts as SPF records. What zones and DNS say is not looked at. Never throws. */
export function lintTexts(input: TextLintInput): LintResult {
  const config = input.config ?? DEFAULT_CONFIG;
  const collector = createCollector({ ...input, comments: false }, config, input.texts);
  const rules = (input.rules ?? ALL_RULES).filter(
    ({ id, checkRecord }) => checkRecord !== undefined && !isAlwaysOff(config, id),
  );
  for (const source of input.texts) {
    const { text } = source;
    const fault = findSpfFault(verbatim(source), [text], text);
    if (fault !== undefined) {
      const { rule, ...finding } = fault;
      report(rule, { ...finding, source });
      continue;
    }
    const pass = createRecordPass(
      rules
        // What is no record has one fault: that it is none.
        .filter(({ id }) => isSpfRecord(text) || id === "spf-syntax")
        .map((rule) => ({
          rule,
          report: (finding) => report(rule.id, finding),
          fail: (error) => {
            const message = `the rule ${rule.id} failed: ${error instanceof Error ? error.message : String(error)}`;
            report("internal-error", { source, span: { start: 0, end: 0 }, message });
          },
        })),
    );
    pass?.checkText({ text, strings: [text], parsed: parseRecord(text) }, (start, end) => ({ source, span: { start, end } }));
  }
  return { ...collector.result(), files: input.texts.map(({ name }) => name), notes: [] };

  function report(rule: string, finding: ReportedFinding): void {
    const info = RULE_INFOS.get(rule);
    collector.report({ severity: info?.severity ?? "error", ...finding, rule, section: info?.section ?? "" });
  }
}

function verbatim(source: SourceText): TextRecord {
  const span = { start: 0, end: source.length };
  return { source, span, data: { type: "TXT", strings: [source.text] }, dataSpans: [span], isVerbatim: true };
}
