/** What the rules of records find in texts. */
import type { Span } from "../../src/base/source.js";
import { ALL_RULES } from "../../src/lint/registry.js";
import type { Rule } from "../../src/lint/rule.js";
import { FAULT_RULES } from "../../src/lint/spf/faults/fault.js";
import type { RecordFinding, SpfText } from "../../src/lint/spf/spf-text.js";
import { parseRecord } from "../../src/spf/parse.js";

const FAULTS: ReadonlySet<string> = new Set(FAULT_RULES);

/** The rules about records that parse: not those about broken and misread terms, which hand on the faults that are found for all of them. */
export const RECORD_RULES: readonly Rule[] = ALL_RULES.filter(({ id }) => !FAULTS.has(id));

export interface FoundByRule extends RecordFinding {
  readonly rule: string;
}

/** What all these rules find. */
export function findAll(
  { text, strings }: Pick<SpfText, "text" | "strings">,
  how: "checkRecord" | "checkLoneRecord" = "checkRecord",
): FoundByRule[] {
  const spf = { text, strings, parsed: parseRecord(text) };
  const found: FoundByRule[] = [];
  for (const rule of RECORD_RULES) rule[how]?.(spf, { report: (finding) => found.push({ ...finding, rule: rule.id }) });
  return found.toSorted((a, b) => a.span.start - b.span.start);
}

/** Each finding as `rule text at offset`. */
export function foundIn(spf: Pick<SpfText, "text" | "strings">, how?: "checkRecord" | "checkLoneRecord"): string[] {
  return findAll(spf, how).map(({ rule, span }) => `${rule} ${spf.text.slice(span.start, span.end)} at ${span.start}`);
}

/** The same for a record in one string. */
export function foundInText(text: string, how?: "checkRecord" | "checkLoneRecord"): string[] {
  return foundIn({ text, strings: [text] }, how);
}

/** A record with a place between « and ». */
export function markedRecord(marked: string): { readonly text: string; readonly span: Span } {
  const [before = "", inside = "", after = ""] = marked.split(/[«»]/);
  return { text: before + inside + after, span: { start: before.length, end: before.length + inside.length } };
}
