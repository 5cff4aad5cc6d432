/**
 * The OpenSPF conformance suite for RFC 7208: read from the folder beside the project where it is present. It has its own licence
 * and is not part of this project.
 */
import { existsSync, readFileSync } from "node:fs";
import { parseAllDocuments } from "yaml";
import { type Answer, type Question, type RecordData, answer } from "../../src/base/question.js";
import { DomainName } from "../../src/base/name.js";

const SUITE_FILE = new URL("../../../shared/suites/rfc7208-tests.yml", import.meta.url);
export const suitePresent: boolean = existsSync(SUITE_FILE);

export interface SuiteCase {
  readonly name: string;
  /** The sections that the case is about, such as `4.6.4`. */
  readonly sections: readonly string[];
  readonly helo: string;
  readonly host: string;
  readonly mailFrom: string;
  readonly results: readonly string[];
  readonly explanation?: string;
}

export interface Scenario {
  readonly description: string;
  readonly cases: readonly SuiteCase[];
  readonly world: World;
}

type Content = readonly RecordData[] | "timeout";

/** The DNS of a scenario: by name in lower case, then by type. The type `ANY` stands for all types that are not listed. */
export type World = ReadonlyMap<string, ReadonlyMap<string, Content>>;

/** Reads the whole suite. */
export function readSuite(): Scenario[] {
  const documents = parseAllDocuments(readFileSync(SUITE_FILE, "utf8"));
  return documents.map((document) => {
    const scenario = document.toJS() as {
      description: string;
      tests: Record<string, Record<string, unknown>>;
      zonedata: Record<string, unknown[]>;
    };
    return {
      description: scenario.description,
      cases: Object.entries(scenario.tests).map(([name, test]) => readCase(name, test)),
      world: readWorld(scenario.zonedata),
    };
  });
}

function readCase(name: string, test: Record<string, unknown>): SuiteCase {
  const list = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [String(value)]);
  const explanation = test["explanation"];
  return {
    name,
    sections: list(test["spec"]).map((spec) => spec.split("/")[0] ?? spec),
    helo: String(test["helo"] ?? ""),
    host: String(test["host"]),
    mailFrom: String(test["mailfrom"] ?? ""),
    results: list(test["result"]),
    ...(typeof explanation === "string" ? { explanation } : {}),
  };
}

function readWorld(zonedata: Record<string, unknown[]>): World {
  const world = new Map<string, Map<string, Content>>();
  for (const [name, entries] of Object.entries(zonedata)) {
    const types = new Map<string, Content>();
    let explicitTxt = false;
    const spf: RecordData[] = [];
    for (const entry of entries) {
      if (entry === "TIMEOUT") {
        types.set("ANY", "timeout");
        continue;
      }
      for (const [type, value] of Object.entries(entry as Record<string, unknown>)) {
        if (value === "TIMEOUT") types.set(type, "timeout");
        else if (type === "SPF") spf.push(text(value));
        else if (type === "TXT") {
          explicitTxt = true;
          if (value !== "NONE") add(types, "TXT", text(value));
        } else add(types, type, recordOf(type, value));
      }
    }
    // The suite was made for type SPF (99); its records are TXT records unless the name has TXT records of its own.
    if (!explicitTxt && spf.length > 0) types.set("TXT", spf);
    const owner = DomainName.fromText(name);
    if (typeof owner === "string") throw new Error(`bad owner ${name}`);
    world.set(owner.key, types);
  }
  return world;
}

function add(types: Map<string, Content>, type: string, record: RecordData): void {
  const present = types.get(type);
  types.set(type, [...(Array.isArray(present) ? (present as RecordData[]) : []), record]);
}

function text(value: unknown): RecordData {
  return { type: "TXT", strings: (Array.isArray(value) ? value : [value]).map(String) };
}

function recordOf(type: string, value: unknown): RecordData {
  const shown = Array.isArray(value) ? value.join(" ") : String(value);
  const made = answer(type as "A", [type === "MX" && shown === "0 " ? "0 ." : shown]);
  if (made.status !== "noerror" || made.records[0] === undefined) throw new Error(`cannot read ${type} ${shown}`);
  return made.records[0];
}

/** Answers from a scenario's DNS as a resolver would. */
export function answerFrom(world: World): (question: Question) => Answer {
  const ask = (name: DomainName, type: string, hops: number): Answer => {
    const types = world.get(name.key);
    if (types === undefined) return { status: "nxdomain" };
    const content = types.get(type);
    if (content === "timeout") return { status: "timeout" };
    if (content !== undefined) return { status: "noerror", records: content };
    const alias = types.get("CNAME");
    const target = Array.isArray(alias) ? (alias[0] as RecordData) : undefined;
    if (target?.type === "CNAME") return hops > 10 ? { status: "servfail" } : ask(target.target, type, hops + 1);
    return types.get("ANY") === "timeout" ? { status: "timeout" } : { status: "nodata" };
  };
  return ({ name, type }) => ask(name, type, 0);
}
