/** DNS in memory for tests: names with records written as text, CNAMEs followed, failures where a test wants them. */
import { DomainName, domainName } from "../../src/base/name.js";
import { type Answer, type QueryType, type Question, type RecordData, answer } from "../../src/base/question.js";
import type { Resolver } from "../../src/base/run.js";

/**
 * Records by owner name, each as `TYPE text`. The text of a TXT record is taken as it is, or as several strings where it is in
 * double quotes. `TYPE !timeout`, `!servfail` and `!malformed` stand for a question that fails; the type `ANY` for all types.
 */
export type WorldText = Readonly<Record<string, readonly string[]>>;

type Failure = "timeout" | "servfail" | "malformed";
type Content = RecordData[] | Failure;
export type World = ReadonlyMap<string, ReadonlyMap<string, Content>>;

const RECORD_TYPES = new Set(["A", "AAAA", "MX", "TXT", "SPF", "PTR", "CNAME", "NS"]);
/** CNAMEs that are followed before the chain counts as a loop. */
const MAX_ALIASES = 10;

export function readWorld(text: WorldText): World {
  const world = new Map<string, Map<string, Content>>();
  for (const owner of Object.keys(text)) {
    const types = new Map<string, Content>();
    const { key } = domainName(owner);
    if (world.has(key)) throw new Error(`${owner} stands twice in the data`);
    for (const line of text[owner] ?? []) {
      const space = line.indexOf(" ");
      const [type, value] = [line.slice(0, space), line.slice(space + 1)];
      const failure = /^!(timeout|servfail|malformed)$/.exec(value)?.[1];
      if (failure !== undefined && (type === "ANY" || RECORD_TYPES.has(type))) types.set(type, failure as Failure);
      else if (RECORD_TYPES.has(type)) {
        const present = types.get(type);
        if (typeof present === "string") throw new Error(`${owner} ${type} has records and a failure`);
        types.set(type, [...(present ?? []), readRecord(type, value)]);
      } else throw new Error(`${JSON.stringify(line)} of ${owner} is no record`);
    }
    world.set(key, types);
  }
  return world;
}

function readRecord(type: string, value: string): RecordData {
  if (type === "TXT" || type === "SPF") {
    if (!value.startsWith('"')) return { type, strings: [value] };
    if (!/^"[^"]*"(?: "[^"]*")*$/.test(value)) throw new Error(`${value} is no list of strings in quotes`);
    return { type, strings: value.slice(1, -1).split('" "') };
  }
  const read = answer(type as QueryType, [value]);
  if (read.status !== "noerror" || read.records[0] === undefined) throw new Error(`cannot read ${type} ${value}`);
  return read.records[0];
}

/** Answers from the world. The same question gets the same answer object, as from a cache. */
export function answerFrom(world: World): (question: Question) => Answer {
  const known = new Map<string, Answer>();
  const ask = (name: DomainName, type: string, aliases: readonly DomainName[]): Answer => {
    const details = aliases.length > 0 ? { aliases } : {};
    const types = world.get(name.key);
    if (types === undefined) return { ...details, status: "nxdomain" };
    const content = types.get(type);
    if (typeof content === "string") return { ...details, status: content };
    if (content !== undefined) return { ...details, status: "noerror", records: content };
    const alias = types.get("CNAME");
    if (Array.isArray(alias) && alias[0]?.type === "CNAME") {
      if (aliases.length >= MAX_ALIASES) return { status: "servfail", reason: "the CNAME chain does not end" };
      return ask(alias[0].target, type, [...aliases, alias[0].target]);
    }
    const any = types.get("ANY");
    return typeof any === "string" ? { ...details, status: any } : { ...details, status: "nodata" };
  };
  return ({ name, type }) => {
    const id = `${name.key} ${type}`;
    const found = known.get(id) ?? ask(name, type, []);
    known.set(id, found);
    return found;
  };
}

/** A sequence of numbers from 0 up to 1 that depends on its seed alone (mulberry32). */
export function seededNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The same answers, each after a number of turns of the event loop that differs from question to question. */
export function answerLater(resolve: (question: Question) => Answer, seed: number): Resolver {
  const next = seededNumbers(seed);
  return async (question) => {
    const turns = Math.floor(next() * 4);
    for (let turn = 0; turn < turns; turn++) {
      if (turn === 2) await new Promise((settle) => setImmediate(settle));
      else await Promise.resolve();
    }
    return resolve(question);
  };
}

/** The same world with the records of each type in another order. */
export function shuffledWorld(world: World, seed: number): World {
  const next = seededNumbers(seed);
  const shuffle = (content: Content): Content => {
    if (typeof content === "string") return content;
    return content
      .map((record) => ({ record, place: next() }))
      .sort((a, b) => a.place - b.place)
      .map(({ record }) => record);
  };
  return new Map(
    [...world].map(([name, types]) => [name, new Map([...types].map(([type, content]) => [type, shuffle(content)]))]),
  );
}

/** A question as the tests write it. */
export function questionText({ name, type }: Question): string {
  return `${name.text} ${type}`;
}
