/** What `spf.config.yaml` says, checked to the last key: every mistake has its line and column. */
import { dirname, isAbsolute, relative, resolve, sep } from "node:path";
import { type Document, type Node, LineCounter, isMap, isNode, isPair, isScalar, parseDocument } from "yaml";
import type { Severity } from "../base/diagnostic.js";
import { printableStart } from "../base/escape.js";
import { closest } from "../base/suggest.js";
import { RULE_SETTINGS, type RuleSetting } from "../lint/config.js";
import { RULE_INFOS } from "../lint/registry.js";
import type { Format } from "../lint/reporters/index.js";
import { type CheckConfig, unknownRule } from "./config-file.js";
import { compileGlob } from "./glob.js";
import { relativePath } from "./paths.js";

/** What ajv says is wrong, in the fields that are used here. */
interface SchemaError {
  readonly keyword: string;
  readonly instancePath: string;
  readonly params: object;
  readonly message?: string;
}

/** A validator of `schemas/config.schema.json`: what is wrong with a value. */
export type CheckSchema = (value: unknown) => readonly SchemaError[];

export interface ConfigProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** Reads a configuration. All its mistakes, in order, or what it says. `isFolder` is asked for the folder that it names. */
export function parseConfig(
  text: string,
  file: string,
  check: CheckSchema,
  isFolder: (path: string) => boolean,
): CheckConfig | readonly ConfigProblem[] {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    strict: true,
    uniqueKeys: true,
  });
  const problems: ConfigProblem[] = [];
  const report = (offset: number, message: string): void => {
    const { line, col } = lines.linePos(offset);
    problems.push({ line: Math.max(1, line), column: Math.max(1, col), message });
  };
  for (const error of document.errors) report(error.pos[0], `not YAML: ${sentence(error.message)}`);
  if (problems.length > 0) return problems;
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 100 }) ?? {};
  } catch {
    report(0, "not YAML that is read here: too many aliases");
    return problems;
  }
  for (const error of check(value)) report(offsetOf(document, error), describe(error, value));
  if (problems.length === 0) checkMeaning(document, value as ConfigValue, { folder: dirname(file), isFolder }, report);
  if (problems.length > 0) return problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
  return readValue(value as ConfigValue, file);
}

// --------------------------------------------------------------------------------------------------------------------------

/** What the schema allows. */
interface ConfigValue {
  readonly rules?: Readonly<Record<string, RuleSetting>>;
  readonly failOn?: Severity | "never";
  readonly format?: Format;
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly baseline?: string;
  readonly includeRoot?: string;
  readonly overrides?: readonly {
    readonly files: readonly string[];
    readonly rules: Readonly<Record<string, RuleSetting>>;
  }[];
}

const TOP_KEYS = ["rules", "failOn", "format", "include", "exclude", "baseline", "includeRoot", "overrides"];

function readValue(value: ConfigValue, file: string): CheckConfig {
  const folder = dirname(file);
  const anyOf = (patterns: readonly string[]): ((path: string) => boolean) => {
    const globs = patterns.map(compileGlob);
    return (path) => globs.some((matches) => matches(path));
  };
  return {
    file,
    folder,
    lint: {
      rules: new Map(Object.entries(value.rules ?? {})),
      overrides: (value.overrides ?? []).map(({ files, rules }) => {
        const matches = anyOf(files);
        return {
          matches: (name) => matches(relativePath(folder, resolve(name))),
          rules: new Map(Object.entries(rules)),
        };
      }),
    },
    failOn: value.failOn,
    format: value.format,
    includes: value.include && anyOf(value.include),
    excludes: value.exclude && anyOf(value.exclude),
    baseline: value.baseline === undefined ? undefined : resolve(folder, value.baseline),
    includeRoot: value.includeRoot === undefined ? undefined : resolve(folder, value.includeRoot),
  };
}

/** Where the configuration is, and what is there. */
interface Place {
  readonly folder: string;
  readonly isFolder: (path: string) => boolean;
}

type Report = (offset: number, message: string) => void;

// What a schema cannot say.
function checkMeaning(document: Document, value: ConfigValue, { folder, isFolder }: Place, report: Report): void {
  const ruleMaps: [string[], object][] = [
    [["rules"], value.rules ?? {}],
    ...(value.overrides ?? []).map(({ rules }, index): [string[], object] => [["overrides", String(index), "rules"], rules]),
  ];
  for (const [path, rules] of ruleMaps) {
    for (const id of Object.keys(rules)) {
      if (!RULE_INFOS.has(id)) report(keyOffset(document, path, id), unknownRule(id));
    }
  }
  for (const key of ["baseline", "includeRoot"] as const) {
    const path = value[key];
    if (path === undefined) continue;
    const inside = relative(folder, resolve(folder, path));
    if (inside.split(sep)[0] !== ".." && !isAbsolute(inside)) {
      if (key === "includeRoot" && !isFolder(resolve(folder, path)))
        report(nodeOffset(document, [key]), `${quoted(path)} is no folder: it counts from the folder of this file`);
      continue;
    }
    // Who sends a change to a repository can change this file too.
    const option = key === "baseline" ? "--baseline" : "--include-root";
    report(nodeOffset(document, [key]), `${quoted(path)} is outside the folder of this file: give it with ${option}`);
  }
}

function describe({ keyword, instancePath, params, message }: SchemaError, value: unknown): string {
  const path = pathOf(instancePath);
  const name = path.length === 0 ? "the file" : path.join(".");
  const given = path.reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], value);
  switch (keyword) {
    case "additionalProperties": {
      const key = String((params as { additionalProperty?: unknown }).additionalProperty);
      const known = path.length === 0 ? TOP_KEYS : ["files", "rules"];
      const suggestion = closest(key, known);
      return `unknown key ${quoted(key)}: ${suggestion === undefined ? `the keys are ${known.join(", ")}` : `did you mean ${suggestion}?`}`;
    }
    case "enum": {
      const allowed = ((params as { allowedValues?: unknown[] }).allowedValues ?? RULE_SETTINGS).map(String);
      const shown = typeof given === "string" ? quoted(given) : (JSON.stringify(given) ?? "nothing").slice(0, 60);
      const suggestion = typeof given === "string" ? closest(given, allowed) : undefined;
      return `${name} is ${shown} and has to be one of ${allowed.join(", ")}${suggestion === undefined ? "" : `: did you mean ${suggestion}?`}`;
    }
    case "required":
      return `${name} has no ${String((params as { missingProperty?: unknown }).missingProperty)}`;
    case "type":
      return `${name} has to be ${TYPES[String((params as { type?: unknown }).type)] ?? "something else"}`;
    case "minLength":
      return `${name} is empty`;
    default:
      return `${name}: ${message ?? keyword}`;
  }
}

const TYPES: Readonly<Record<string, string>> = {
  object: "a map of keys and values",
  array: "a list",
  string: "a text",
};

function offsetOf(document: Document, { keyword, instancePath, params }: SchemaError): number {
  const path = pathOf(instancePath);
  if (keyword !== "additionalProperties") return nodeOffset(document, path);
  return keyOffset(document, path, String((params as { additionalProperty?: unknown }).additionalProperty));
}

function keyOffset(document: Document, path: readonly string[], key: string): number {
  const map: unknown = path.length === 0 ? document.contents : document.getIn(numbered(path), true);
  const pair = isMap(map)
    ? map.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === key)
    : undefined;
  return isNode(pair?.key) ? start(pair.key) : nodeOffset(document, path);
}

function nodeOffset(document: Document, path: readonly string[]): number {
  const node: unknown = path.length === 0 ? document.contents : document.getIn(numbered(path), true);
  return isNode(node) ? start(node) : 0;
}

function start(node: Node): number {
  return node.range?.[0] ?? 0;
}

function numbered(path: readonly string[]): (string | number)[] {
  return path.map((part) => (/^[0-9]+$/.test(part) ? Number(part) : part));
}

function pathOf(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function quoted(text: string): string {
  return JSON.stringify(printableStart(text, 60));
}

// The parser's messages end in a full stop or in nothing, and start in upper case.
function sentence(message: string): string {
  const first = message.split("\n")[0] ?? "";
  return `${first.charAt(0).toLowerCase()}${first.slice(1)}`.replace(/[.:]$/, "");
}
