/** Ids that are reported no longer. What was set, silenced or kept in a baseline by one holds for the findings that it had. */
import type { RuleInfo } from "./registry.js";

const FORMER = {
  "helper-missing": {
    severity: "error",
    summary: "an SPF record refers to a record of these zones that is not there",
    section: "RFC 7208 5.2, 6.1",
    successors: ["exp-target-bad", "include-target-none", "include-target-nxdomain", "redirect-target-none"],
    why: "A term is wrong in the same way wherever the name is that it leads to, so this is found by the rules that also ask DNS: include-target-nxdomain, include-target-none, redirect-target-none, and exp-target-bad for explanations.",
    fix: "Write those ids in settings and comments. Until then helper-missing means their findings about names of the zones that are checked.",
  },
} as const;

export type FormerRule = keyof typeof FORMER;

export const FORMER_RULES: readonly RuleInfo[] = Object.entries(FORMER).map(
  ([id, { severity, summary, section, why, fix }]) => ({
    id,
    kind: "former",
    severity,
    summary,
    section,
    docs: { why, fix },
  }),
);

/** The ids that have the findings of a former one; none for any other. */
export function successorsOf(id: string): readonly string[] {
  return Object.entries(FORMER).find(([former]) => former === id)?.[1].successors ?? [];
}

/** The former ids of findings that a rule has now; none for most. */
export function formerIdsOf(rule: string): readonly string[] {
  return FORMER_RULES.flatMap(({ id }) => (successorsOf(id).includes(rule) ? [id] : []));
}
