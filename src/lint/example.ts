/** The zone files in the documentation of a rule, with the marked places. */
import { DomainName } from "../base/name.js";
import type { Span } from "../base/source.js";
import { originFromFileName } from "../zone/origin.js";
import { type ParsedZone, parseZone } from "../zone/parse.js";
import { createZoneSet, zoneAnswer } from "../zone/zone-set.js";
import { runSync } from "../base/run.js";
import { type LintResult, lintSteps } from "./run.js";
import type { Rule, RuleDocs } from "./rule.js";

/** A time within all examples: 2026-01-01. */
const EXAMPLE_NOW = 1_767_225_600;

export interface ExampleFile {
  readonly name: string;
  /** Whether it is what DNS has of a zone: it answers, and is not checked. */
  readonly isDns: boolean;
  /** Without the marks. */
  readonly text: string;
  /** What is between « and », in octets of the file. */
  readonly marks: readonly Span[];
}

/** The files of an example: the first one is `example.org.zone`, a line `; file NAME` or `; DNS NAME` starts another one. */
export function exampleFiles(example: string): ExampleFile[] {
  const [first = "", ...others] = example.split(/^; (file|DNS) ([^\s/]+)\n/m);
  const files = [readFile("example.org.zone", first, false)];
  for (let index = 0; index < others.length; index += 3) {
    files.push(readFile(others[index + 1] ?? "", others[index + 2] ?? "", others[index] === "DNS"));
  }
  return files.filter(({ text }) => text !== "");
}

/** Files of an example as zones, each for the zone that its name says. */
function parseFiles(files: readonly ExampleFile[]): ParsedZone[] {
  return files.map(({ name, text }) => parseZone(text, { file: name, origin: originFromFileName(name) ?? DomainName.root }));
}

/** What rules find in an example, which is one world. */
export function checkExample(docs: Pick<RuleDocs, "before">, example: string, rules: readonly Rule[]): LintResult {
  const before = docs.before === undefined ? {} : { before: parseFiles(exampleFiles(docs.before)) };
  const files = exampleFiles(example);
  const zones = parseFiles(files.filter(({ isDns }) => !isDns));
  const world = createZoneSet([...zones, ...parseFiles(files.filter(({ isDns }) => isDns))]);
  const steps = lintSteps({ zones, rules, now: EXAMPLE_NOW, ...before });
  return runSync(steps, (question) => zoneAnswer(world.lookup(question)));
}

// --------------------------------------------------------------------------------------------------------------------------

function readFile(name: string, marked: string, isDns: boolean): ExampleFile {
  const marks: Span[] = [];
  let text = "";
  let start = 0;
  for (const piece of marked.split(/([«»])/)) {
    const at = new TextEncoder().encode(text).length;
    if (piece === "«") start = at;
    else if (piece === "»") marks.push({ start, end: at });
    else text += piece;
  }
  return { name, isDns, text, marks };
}
