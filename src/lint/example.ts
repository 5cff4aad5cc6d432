/** The zone files in the documentation of a rule, with the marked places. */
import { DomainName, domainName } from "../base/name.js";
import type { Span } from "../base/source.js";
import { originFromFileName } from "../zone/origin.js";
import { type ParsedZone, parseZone } from "../zone/parse.js";
import { createZoneSet, zoneAnswer } from "../zone/zone-set.js";
import { runSync } from "../base/run.js";
import { type LintResult, lintSteps } from "./run.js";
import type { Rule, RuleDocs } from "./rule.js";
import { publishedRecordsSteps, spfOwners } from "./spf/published-records.js";

/** A time within all examples: 2026-01-01. */
const EXAMPLE_NOW = 1_767_225_600;

export interface ExampleFile {
  readonly name: string;
  /** A zone file, what DNS has of a domain that is checked, or what DNS has of a zone: that answers, and is not checked. */
  readonly kind: "file" | "domain" | "DNS";
  /** Without the marks. */
  readonly text: string;
  /** What is between « and », in octets of the file. */
  readonly marks: readonly Span[];
}

/**
 * The files of an example: the first one is `example.org.zone`, and a line `; file NAME`, `; DNS NAME` or `; domain NAME` starts another
 * one.
 */
export function exampleFiles(example: string): ExampleFile[] {
  const [first = "", ...others] = example.split(/^; (file|DNS|domain) ([^\s/]+)\n/m);
  const files = [readFile("example.org.zone", first, "file")];
  for (let index = 0; index < others.length; index += 3) {
    const kind = KINDS.find((known) => known === others[index]) ?? "file";
    const name = others[index + 1] ?? "";
    files.push(readFile(kind === "domain" ? `${LIVE}${name}` : name, others[index + 2] ?? "", kind));
  }
  return files.filter(({ text }) => text !== "");
}

const KINDS: readonly ExampleFile["kind"][] = ["file", "domain", "DNS"];
/** The files of domains are named as `domainZoneSteps` names them. */
const LIVE = "dns:";

/** Files of an example as zones, each for the zone that its name says. */
function parseFiles(files: readonly ExampleFile[], kind: ExampleFile["kind"]): ParsedZone[] {
  return files
    .filter((file) => file.kind === kind)
    .map(({ name, text }) => parseZone(text, { file: name, guessedOrigin: originOf(name) ?? DomainName.root }));
}

function originOf(name: string): DomainName | undefined {
  return name.startsWith(LIVE) ? domainName(name.slice(LIVE.length)) : originFromFileName(name);
}

/** What rules find in an example, which is one world. */
export function checkExample(
  docs: Pick<RuleDocs, "before" | "published">,
  example: string,
  rules: readonly Rule[],
): LintResult {
  const before = docs.before === undefined ? {} : { before: parseFiles(exampleFiles(docs.before), "file") };
  const published = docs.published === undefined ? {} : { published: publishedIn(docs.published) };
  const files = exampleFiles(example);
  const zones = parseFiles(files, "file");
  const domains = parseFiles(files, "domain");
  const world = createZoneSet([...zones, ...parseFiles(files, "DNS")]);
  const steps = lintSteps({ zones: [...zones, ...domains], domains, rules, now: EXAMPLE_NOW, ...before, ...published });
  return runSync(steps, (question) => zoneAnswer(world.lookup(question)));
}

// --------------------------------------------------------------------------------------------------------------------------

function publishedIn(text: string): ReadonlyMap<string, readonly string[]> {
  const zones = parseFiles(exampleFiles(text), "file");
  const { lookup } = createZoneSet(zones);
  return runSync(publishedRecordsSteps(spfOwners(zones)), (question) => zoneAnswer(lookup(question)));
}

function readFile(name: string, marked: string, kind: ExampleFile["kind"]): ExampleFile {
  const marks: Span[] = [];
  let text = "";
  let start = 0;
  for (const piece of marked.split(/([«»])/)) {
    const at = new TextEncoder().encode(text).length;
    if (piece === "«") start = at;
    else if (piece === "»") marks.push({ start, end: at });
    else text += piece;
  }
  return { name, kind, text, marks };
}
