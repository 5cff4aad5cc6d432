/** What a user wants of the rules: how bad each is, or that it is off, for all files or for some. */
import { formerIdsOf } from "./former-rules.js";
import type { Severity } from "../base/diagnostic.js";

/** How bad a rule's findings are, or that there are none. */
export type RuleSetting = Severity | "off";

export const RULE_SETTINGS: readonly RuleSetting[] = ["off", "info", "warning", "error"];

export interface LintConfig {
  /** For all files; a rule that is not here has its own severity. */
  readonly rules: ReadonlyMap<string, RuleSetting>;
  /** For some files; of those that match, the last one that names the rule counts. */
  readonly overrides: readonly ConfigOverride[];
}

export interface ConfigOverride {
  /** Told the name of a file as it is in messages. */
  readonly matches: (file: string) => boolean;
  readonly rules: ReadonlyMap<string, RuleSetting>;
}

export const DEFAULT_CONFIG: LintConfig = { rules: new Map(), overrides: [] };

/**
 * The setting of a rule for a file; undefined for the rule's own severity. In each place that has settings, its former id counts where
 * the one of today is not named.
 */
export function settingFor(config: LintConfig, rule: string, file: string, formerly?: string): RuleSetting | undefined {
  const settingIn = (rules: LintConfig["rules"]): RuleSetting | undefined =>
    rules.get(rule) ?? (formerly === undefined ? undefined : rules.get(formerly));
  for (let index = config.overrides.length - 1; index >= 0; index--) {
    const override = config.overrides[index];
    const setting = override === undefined ? undefined : settingIn(override.rules);
    if (setting !== undefined && override?.matches(file) === true) return setting;
  }
  return settingIn(config.rules);
}

/** Whether a rule is off wherever it might be asked for, so that it need not run. A former id may switch it on for a part of its findings. */
export function isAlwaysOff(config: LintConfig, rule: string): boolean {
  if (config.rules.get(rule) !== "off") return false;
  const former = formerIdsOf(rule);
  return config.overrides.every(({ rules }) => {
    const setting = rules.get(rule);
    return setting === undefined ? former.every((id) => (rules.get(id) ?? "off") === "off") : setting === "off";
  });
}

/** A configuration with settings that go before everything else, such as those of the command line. */
export function withRules(config: LintConfig, rules: ReadonlyMap<string, RuleSetting>): LintConfig {
  if (rules.size === 0) return config;
  return {
    rules: new Map([...config.rules, ...rules]),
    overrides: [...config.overrides, { matches: () => true, rules }],
  };
}
