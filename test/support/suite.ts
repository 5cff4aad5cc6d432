/** Reads the project's own suite, `test/suite/*.yml`. The form is checked strictly: a misspelt key would be a test that tests nothing. */
import { readFileSync, readdirSync } from "node:fs";
import { parse } from "yaml";
import type { EvaluationOptions } from "../../src/spf/evaluation.js";
import type { SpfResult } from "../../src/spf/result.js";
import type { Identity } from "../../src/spf/sender.js";
import type { WorldText } from "./world.js";

const FOLDER = new URL("../suite/", import.meta.url);

/** What must come out. What is absent must be absent in the result too. */
export interface Expectation {
  readonly result: SpfResult;
  /** The code of the reason. */
  readonly reason: string;
  /** The domain of the record that decided. */
  readonly in?: string;
  /** The term that decided, as published. */
  readonly term?: string;
  readonly lookups: number;
  readonly voids: number;
  /** Every question in its order. */
  readonly questions: readonly string[];
  /** The codes of the syntax problems of a record. */
  readonly problems?: readonly string[];
  readonly explanation?: string;
}

export interface SuiteCase {
  readonly name: string;
  readonly section: string;
  readonly why?: string;
  readonly client: string;
  readonly helo: string;
  readonly from: string;
  readonly identity: Identity;
  readonly options: EvaluationOptions;
  readonly dns: WorldText;
  readonly expect: Expectation;
}

interface SuiteScenario {
  readonly title: string;
  readonly cases: readonly SuiteCase[];
}

export interface SuiteFile {
  readonly file: string;
  readonly title: string;
  readonly scenarios: readonly SuiteScenario[];
}

/** What a case says about its mail where neither it nor its scenario says otherwise. */
const DEFAULTS = { client: "192.0.2.1", helo: "mail.example.net", from: "user@example.org", identity: "mailfrom" };

const CONTEXT_KEYS = ["section", "client", "helo", "from", "identity", "options", "dns"];
const EXPECT_KEYS = ["result", "reason", "in", "term", "lookups", "voids", "questions", "problems", "explanation"];
const OPTION_KEYS = ["maxVoidLookups", "countHostVoids", "receiver", "timestamp", "explain"];
const RESULTS = new Set(["none", "neutral", "pass", "fail", "softfail", "temperror", "permerror"]);
const REASONS = new Set([
  "match",
  "no-match",
  "no-record",
  "no-domain",
  "multiple-records",
  "syntax",
  "lookup-limit",
  "void-lookup-limit",
  "mx-limit",
  "question-limit",
  "dns",
  "out-of-time",
  "target-without-record",
  "target-malformed",
]);

type Fields = Record<string, unknown>;

export function readSuite(): SuiteFile[] {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith(".yml"));
  return files.sort().map((file) => {
    const data = fields(file, parse(readFileSync(new URL(file, FOLDER), "utf8")), ["title", "scenarios"]);
    return {
      file,
      title: string(`${file}: title`, data["title"]),
      scenarios: list(`${file}: scenarios`, data["scenarios"]).map((entry, index) =>
        readScenario(`${file}, scenario ${index + 1}`, entry),
      ),
    };
  });
}

function readScenario(where: string, entry: unknown): SuiteScenario {
  const scenario = fields(where, entry, ["title", "cases", "expect", ...CONTEXT_KEYS]);
  const title = string(`${where}: title`, scenario["title"]);
  return {
    title,
    cases: list(`${where}: cases`, scenario["cases"]).map((test) => readCase(`${where} (${title})`, test, scenario)),
  };
}

function readCase(place: string, entry: unknown, scenario: Fields): SuiteCase {
  const test = fields(place, entry, ["name", "why", "record", "expect", ...CONTEXT_KEYS]);
  const name = string(`${place}: name`, test["name"]);
  const where = `${place}, case "${name}"`;
  const value = (key: string): unknown => test[key] ?? scenario[key] ?? DEFAULTS[key as keyof typeof DEFAULTS];
  const identity = string(`${where}: identity`, value("identity"));
  if (identity !== "helo" && identity !== "mailfrom") throw new Error(`${where}: identity is helo or mailfrom`);
  const record: Fields =
    test["record"] === undefined ? {} : { "example.org": [`TXT ${string(`${where}: record`, test["record"])}`] };
  return {
    name,
    section: string(`${where}: section`, value("section")),
    ...(test["why"] === undefined ? {} : { why: string(`${where}: why`, test["why"]) }),
    client: string(`${where}: client`, value("client")),
    helo: string(`${where}: helo`, value("helo")),
    from: string(`${where}: from`, value("from")),
    identity,
    options: fields(`${where}: options`, value("options") ?? {}, OPTION_KEYS),
    dns: readDns(where, { ...(scenario["dns"] as Fields), ...(test["dns"] as Fields), ...record }),
    expect: readExpectation(where, { ...(scenario["expect"] as Fields), ...(test["expect"] as Fields) }),
  };
}

function readDns(where: string, data: Fields): WorldText {
  return Object.fromEntries(
    Object.entries(data).map(([owner, records]) => [
      owner,
      list(`${where}: dns of ${owner}`, records).map((record) => string(`${where}: a record of ${owner}`, record)),
    ]),
  );
}

function readExpectation(where: string, data: Fields): Expectation {
  // A case takes a value of its scenario away with null.
  const given = Object.fromEntries(Object.entries(data).filter(([, value]) => value !== null));
  const expected = fields(`${where}: expect`, given, EXPECT_KEYS);
  for (const key of ["result", "reason", "lookups", "voids", "questions"]) {
    if (!(key in expected)) throw new Error(`${where}: expect has no ${key}`);
  }
  if (!RESULTS.has(String(expected["result"]))) throw new Error(`${where}: there is no result ${String(expected["result"])}`);
  if (!REASONS.has(String(expected["reason"]))) throw new Error(`${where}: there is no reason ${String(expected["reason"])}`);
  for (const key of ["lookups", "voids"]) {
    if (!Number.isInteger(expected[key])) throw new Error(`${where}: ${key} is a number`);
  }
  for (const key of ["in", "term", "explanation"]) {
    if (key in expected) string(`${where}: ${key}`, expected[key]);
  }
  if (expected["reason"] === "match" && !("term" in expected && "in" in expected))
    throw new Error(`${where}: a match has a term and a domain`);
  if ((expected["reason"] === "syntax") !== "problems" in expected)
    throw new Error(`${where}: problems stand with the reason syntax, and only there`);
  for (const key of ["questions", "problems"]) {
    if (key in expected) for (const item of list(`${where}: ${key}`, expected[key])) string(`${where}: ${key}`, item);
  }
  return expected as unknown as Expectation;
}

function fields(where: string, value: unknown, keys: readonly string[]): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error(`${where}: this is no mapping`);
  for (const key of Object.keys(value)) if (!keys.includes(key)) throw new Error(`${where}: there is no key ${key}`);
  return value as Fields;
}

function list(where: string, value: unknown): unknown[] {
  if (!Array.isArray(value)) throw new Error(`${where}: this is no list`);
  return value;
}

function string(where: string, value: unknown): string {
  if (typeof value !== "string") throw new Error(`${where}: this is no string`);
  return value;
}
