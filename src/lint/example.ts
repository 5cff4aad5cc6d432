/** The zone files in the documentation of a rule, with the marked places. */
import { DomainName } from "../base/name.js";
import type { Span } from "../base/source.js";
import { originFromFileName } from "../zone/origin.js";
import { type ParsedZone, parseZone } from "../zone/parse.js";
import { runRules } from "./run.js";
import type { LintResult } from "./run.js";
import type { Rule, RuleDocs } from "./rule.js";

/** A time within all examples: 2026-01-01. */
const EXAMPLE_NOW = 1_767_225_600;

export interface ExampleFile {
  readonly name: string;
  /** Without the marks. */
  readonly text: string;
  /** What is between « and », in octets of the file. */
  readonly marks: readonly Span[];
}

/** The files of an example: the first one is `example.org.zone`, a line `; file NAME` starts another one. */
export function exampleFiles(example: string): ExampleFile[] {
  const [first = "", ...others] = example.split(/^; file ([^\s/]+)\n/m);
  const files = [readFile("example.org.zone", first)];
  for (let index = 0; index < others.length; index += 2) {
    files.push(readFile(others[index] ?? "", others[index + 1] ?? ""));
  }
  return files.filter(({ text }) => text !== "");
}

/** The files of an example as zones, each for the zone that its name says. */
function parseExample(example: string): ParsedZone[] {
  return exampleFiles(example).map(({ name, text }) => {
    const origin = originFromFileName(name) ?? DomainName.root;
    return parseZone(text, { file: name, origin });
  });
}

/** What rules find in an example, which is one world. */
export function checkExample(docs: Pick<RuleDocs, "before">, example: string, rules: readonly Rule[]): LintResult {
  const before = docs.before === undefined ? {} : { before: parseExample(docs.before) };
  return runRules({ zones: parseExample(example), rules, now: EXAMPLE_NOW, ...before });
}

// --------------------------------------------------------------------------------------------------------------------------

function readFile(name: string, marked: string): ExampleFile {
  const marks: Span[] = [];
  let text = "";
  let start = 0;
  for (const piece of marked.split(/([«»])/)) {
    const at = new TextEncoder().encode(text).length;
    if (piece === "«") start = at;
    else if (piece === "»") marks.push({ start, end: at });
    else text += piece;
  }
  return { name, text, marks };
}
