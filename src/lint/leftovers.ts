/** What a run says at its end: comments and entries of the baseline that silence nothing. */
import { closest } from "../base/suggest.js";
import { quoted } from "../zone/problems.js";
import { type Run, reportEngine } from "./active.js";
import { DEFAULT_CONFIG, isAlwaysOff } from "./config.js";
import { sourcesOf } from "./estate.js";
import { successorsOf } from "./former-rules.js";
import { RULE_INFOS } from "./registry.js";

export function reportIgnores(run: Run): void {
  for (const { source, ignores } of run.collector.ignores()) {
    for (const { rule, span, message } of ignores.problems) reportEngine(run, rule, source, span, message);
    for (const { rule, span, used } of ignores.all) {
      const info = RULE_INFOS.get(rule);
      if (info === undefined && !(run.input.rules ?? []).some(({ id }) => id === rule)) {
        const suggestion = closest(rule, RULE_INFOS.keys());
        const help = suggestion === undefined ? "spf zone check --list-rules lists all" : `did you mean ${suggestion}?`;
        reportEngine(run, "unknown-ignore", source, span, `there is no rule ${quoted(rule)}: ${help}`);
      } else if (!used && hasRun(run, rule)) {
        reportEngine(run, "unused-ignore", source, span, `nothing of ${rule} is silenced here: remove this`);
      }
    }
  }
}

export function reportStale(run: Run): void {
  const { baseline } = run.input;
  if (baseline === undefined) return;
  const files = new Set(sourcesOf(run.input.zones).map(({ name }) => name));
  for (const { entry, left, span } of run.collector.baseline?.stale(files, (rule) => hasRun(run, rule)) ?? []) {
    const what = left === 1 ? "a finding" : `${left} findings`;
    const message = `${what} of ${quoted(entry.rule)} in ${quoted(entry.file)} is there no longer: write the baseline anew`;
    reportEngine(
      run,
      "stale-baseline",
      baseline.source,
      span,
      left === 1 ? message : message.replace(" is there", " are there"),
    );
  }
}

/** Whether the absence of findings of a rule means that there are none. Problems of the parser are always looked for. */
function hasRun(run: Run, rule: string): boolean {
  const isOff = isAlwaysOff(run.input.config ?? DEFAULT_CONFIG, rule);
  if (run.ran.has(rule)) return !isOff;
  const kind = RULE_INFOS.get(rule)?.kind;
  if (kind === "former" && !isOff) return successorsOf(rule).every((one) => hasRun(run, one));
  return kind === "syntax" && !isOff;
}
