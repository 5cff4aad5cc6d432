/**
 * A baseline: the findings that were there when checking began, which are silenced until they are mended. An entry is a rule, a
 * file and what is said about what in it, not a line number: lines may move.
 */
import type { SourceText, Span } from "../base/source.js";

export interface BaselineEntry {
  readonly rule: string;
  /** Relative to the folder of the baseline, with `/`. */
  readonly file: string;
  readonly fingerprint: string;
  /** How many findings are equal in all of that. */
  readonly count: number;
}

export interface Baseline {
  readonly source: SourceText;
  readonly entries: readonly BaselineEntry[];
  /** What a file is called in the baseline, by its name in messages. */
  readonly fileOf: (file: string) => string;
}

/** What a baseline has to be, for messages. */
const SHAPE = "write it with --write-baseline";

/** Reads a baseline file; a text says what is wrong with it. */
export function parseBaseline(source: SourceText, fileOf: Baseline["fileOf"]): Baseline | string {
  let document: unknown;
  try {
    document = JSON.parse(source.text);
  } catch {
    return `it is not JSON: ${SHAPE}`;
  }
  if (!isObject(document) || document["version"] !== 1 || !Array.isArray(document["findings"])) {
    return `it is no baseline of version 1: ${SHAPE}`;
  }
  const entries: BaselineEntry[] = [];
  for (const [index, item] of (document["findings"] as unknown[]).entries()) {
    const entry = readEntry(item);
    if (entry === undefined) return `finding ${index + 1} has not the fields rule, file, fingerprint and count: ${SHAPE}`;
    entries.push(entry);
  }
  return { source, entries, fileOf };
}

/** A baseline as JSON, one finding on a line and in a fixed order, so that a difference of two is short. */
export function formatBaseline(entries: readonly BaselineEntry[]): string {
  const lines = entries
    .toSorted((a, b) => compare(a.file, b.file) || compare(a.rule, b.rule) || compare(a.fingerprint, b.fingerprint))
    .map(({ rule, file, fingerprint, count }) => `    ${ascii(JSON.stringify({ file, rule, fingerprint, count }))}`);
  const findings = lines.length === 0 ? "[]" : `[\n${lines.join(",\n")}\n  ]`;
  return `{\n  "version": 1,\n  "findings": ${findings}\n}\n`;
}

/** The entries of findings, equal ones counted. */
export function baselineEntries(
  findings: readonly {
    readonly rule: string;
    readonly file: string;
    readonly fingerprint: string;
  }[],
): BaselineEntry[] {
  const counts = new Map<string, { entry: Omit<BaselineEntry, "count">; count: number }>();
  for (const { rule, file, fingerprint } of findings) {
    const key = keyOf({ rule, file, fingerprint });
    const known = counts.get(key);
    if (known === undefined) counts.set(key, { entry: { rule, file, fingerprint }, count: 1 });
    else known.count++;
  }
  return [...counts.values()].map(({ entry, count }) => ({ ...entry, count }));
}

/** Takes findings off a baseline. */
export interface BaselineMatcher {
  /** Whether the finding is an old one; each entry silences as many as it counts. */
  take(rule: string, file: string, fingerprint: string): boolean;
  /** The entries with counts left, of files that were looked at and of rules that ran. */
  stale(files: ReadonlySet<string>, hasRun: (rule: string) => boolean): readonly StaleEntry[];
}

interface StaleEntry {
  readonly entry: BaselineEntry;
  readonly left: number;
  /** In the baseline file. */
  readonly span: Span;
}

export function matchBaseline(baseline: Baseline): BaselineMatcher {
  const left = new Map<string, number>();
  for (const entry of baseline.entries) left.set(keyOf(entry), (left.get(keyOf(entry)) ?? 0) + entry.count);
  return {
    take(rule, file, fingerprint) {
      const key = keyOf({ rule, file: baseline.fileOf(file), fingerprint });
      const count = left.get(key) ?? 0;
      if (count === 0) return false;
      left.set(key, count - 1);
      return true;
    },
    stale(files, hasRun) {
      const known = new Set([...files].map(baseline.fileOf));
      const stale: StaleEntry[] = [];
      for (const entry of baseline.entries) {
        const count = left.get(keyOf(entry)) ?? 0;
        if (count === 0 || !known.has(entry.file) || !hasRun(entry.rule)) continue;
        left.set(keyOf(entry), 0);
        stale.push({ entry, left: count, span: entrySpan(baseline.source, entry) });
      }
      return stale;
    },
  };
}

// --------------------------------------------------------------------------------------------------------------------------

function keyOf({ rule, file, fingerprint }: Omit<BaselineEntry, "count">): string {
  return `${rule}\u0000${file}\u0000${fingerprint}`;
}

function readEntry(item: unknown): BaselineEntry | undefined {
  if (!isObject(item)) return undefined;
  const { rule, file, fingerprint, count } = item;
  if (typeof rule !== "string" || typeof file !== "string" || typeof fingerprint !== "string") return undefined;
  if (typeof count !== "number" || !Number.isSafeInteger(count) || count < 1) return undefined;
  return { rule, file, fingerprint, count };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

// The fingerprint is found as it stands: 16 digits in quotes.
function entrySpan(source: SourceText, { fingerprint }: BaselineEntry): Span {
  const at = source.text.indexOf(JSON.stringify(fingerprint));
  if (at < 0) return { start: 0, end: 0 };
  const start = source.text.lastIndexOf("\n", at) + 1;
  const indent = /^\s*/.exec(source.text.slice(start, at))?.[0].length ?? 0;
  const end = source.text.indexOf("\n", at);
  return { start: start + indent, end: end < 0 ? source.text.length : end };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function ascii(json: string): string {
  return json.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
