// Random domains with all that their records refer to: trees and circles of includes, hosts, failures, terms that depend on the client.
import { ip4, ip6 } from "../../dist/lib/base/ip.js";
import { domainName } from "../../dist/lib/base/name.js";
import { Random } from "./random.js";

const RECORD_NAMES = Array.from({ length: 14 }, (_, index) => `r${index}.test`);
const HOST_NAMES = Array.from({ length: 6 }, (_, index) => `h${index}.test`);
const GONE = ["gone.test", "empty.test"];
const MAX_HOSTS = 12;

/** How a world is made: many deep ones without anything dynamic, since those are exact. */
export function randomStyle(random) {
  const dynamic = random.once(3) ? 1 + random.below(4) : 0;
  return {
    // Each dynamic term doubles what is possible.
    records: 1 + random.below(dynamic > 0 ? 6 : random.once(3) ? 14 : 5),
    terms: 1 + random.below(random.once(4) ? (dynamic > 0 ? 6 : 9) : 4),
    dynamic,
    circles: random.once(5),
    failures: random.once(4),
    voids: random.once(2),
    deep: random.once(4),
  };
}

/** Addresses that lie close together, so that networks overlap and touch. */
export function randomAddress(random, family) {
  const bits = random.pick([0x0a000000, 0x0a000000, 0xc0000200, 0xffffff00, 0]);
  const low = random.once(2) ? random.below(256) : random.below(0x10000);
  if (family === 4) return ip4(bits | low);
  const high = random.pick([0x20010db8, 0x20010db8, 0, -1, 0x0000ffff]);
  return ip6(high, random.once(4) ? random.below(4) : 0, random.once(8) ? 0xffff : 0, random.once(2) ? low : low << 16);
}

const dotted = ({ w3 }) => [24, 16, 8, 0].map((shift) => (w3 >>> shift) & 255).join(".");
const grouped = ({ w0, w1, w2, w3 }) =>
  [w0, w1, w2, w3].flatMap((word) => [(word >>> 16).toString(16), (word & 0xffff).toString(16)]).join(":");

const prefix4 = (random) => (random.once(3) ? 32 : random.pick([0, 1, 8, 16, 22, 24, 28, 30, 31]));
const prefix6 = (random) => (random.once(3) ? 128 : random.pick([0, 16, 32, 48, 64, 96, 112, 120, 127]));
const qualifier = (random) => random.pick(["", "", "", "", "-", "~", "?"]);
const lengths = (random) => `${random.once(3) ? `/${prefix4(random)}` : ""}${random.once(3) ? `//${prefix6(random)}` : ""}`;

/** A world: the texts of the records by name, and what hosts have. All of it follows from the random numbers. */
export function randomWorld(random, style) {
  const texts = {};
  for (let index = 0; index < style.records; index++) texts[RECORD_NAMES[index]] = recordTexts(random, style, index);
  const hosts = {};
  for (const name of [...HOST_NAMES, ...RECORD_NAMES.slice(0, style.records)]) hosts[name] = randomHost(random, style);
  return { texts, hosts, seed: random.next() };
}

/** The same world with one record changed: a term added, left out, moved or changed, or the record made anew. */
export function mutatedWorld(random, style, world) {
  const index = random.once(2) ? 0 : random.below(style.records);
  const name = RECORD_NAMES[index];
  const texts = world.texts[name];
  const text = Array.isArray(texts) ? texts[0] : undefined;
  const changed =
    text === undefined || random.once(6) ? recordTexts(random, style, index) : [mutatedRecord(random, style, index, text)];
  return { ...world, texts: { ...world.texts, [name]: changed } };
}

function mutatedRecord(random, style, index, text) {
  const [version, ...terms] = text.split(" ");
  const at = random.below(terms.length + 1);
  switch (random.below(4)) {
    case 0:
      terms.splice(at, 0, randomTerm(random, style, index));
      break;
    case 1:
      terms.splice(at, 1);
      break;
    case 2:
      terms.splice(at, 1, randomTerm(random, style, index));
      break;
    default:
      terms.splice(random.below(terms.length + 1), 0, ...terms.splice(at, 1));
  }
  return [version, ...terms].join(" ");
}

function recordTexts(random, style, index) {
  const text = randomRecord(random, style, index);
  if (index === 0 && !random.once(30)) return [text];
  if (random.once(20)) return [];
  if (random.once(25)) return [text, "v=spf1 -all"];
  if (style.failures && random.once(12)) return random.pick(["servfail", "timeout", "unknown"]);
  return random.once(6) ? [text, "something else"] : [text];
}

/** One record: the text of a tree's node that refers to later ones, or to any where circles are wanted. */
function randomRecord(random, style, index) {
  const terms = [];
  const count = random.below(style.terms + 1) + (style.deep ? 1 : 0);
  for (let left = count; left > 0; left--) terms.push(randomTerm(random, style, index));
  if (random.once(4)) terms.push(`redirect=${recordName(random, style, index)}`);
  if (!random.once(3)) terms.push(random.pick(["-all", "-all", "~all", "?all", "all"]));
  if (random.once(12)) terms.splice(random.below(terms.length + 1), 0, random.pick(["-all", "moo=x", "exp=e.test"]));
  if (random.once(40)) terms.push(random.pick(["ip4:1.2.3", "foo", "redirect=r1.test", "include:"]));
  return ["v=spf1", ...terms].join(" ");
}

function randomTerm(random, style, index) {
  const mechanism =
    style.deep && random.once(2) ? `include:${recordName(random, style, index)}` : randomMechanism(random, style, index);
  return `${qualifier(random)}${mechanism}`;
}

function randomMechanism(random, style, index) {
  if (style.dynamic > 0 && random.once(5 - style.dynamic + 1)) return dynamicMechanism(random, style, index);
  switch (random.below(9)) {
    case 0:
    case 1:
    case 2:
      return `ip4:${dotted(randomAddress(random, 4))}/${prefix4(random)}`;
    case 3:
      return `ip6:${grouped(randomAddress(random, 6))}/${prefix6(random)}`;
    case 4:
      return `a${random.once(3) ? "" : `:${hostName(random, style)}`}${lengths(random)}`;
    case 5:
      return `mx${random.once(3) ? "" : `:${hostName(random, style)}`}${lengths(random)}`;
    case 6:
      return `exists:${hostName(random, style)}`;
    default:
      return `include:${recordName(random, style, index)}`;
  }
}

function dynamicMechanism(random, style, index) {
  return random.pick([
    "exists:%{ir}.%{v}.d.test",
    "exists:%{ir}.%{v}.d.test",
    "exists:%{l}.%{d}.d.test",
    "a:%{i}.d.test/24",
    "mx:%{h}.d.test",
    "ptr",
    "ptr:r1.test",
    "exists:%{p}.%{d}",
    "include:%{l}.d.test",
    "ptr:%{l}.x.test",
    `include:r${Math.min(index + 1, style.records)}.%{d1}`,
    "exists:%{d}",
    "a:%{o}",
    "include:%{d1}",
    "exists:..%{d}",
  ]);
}

function hostName(random, style) {
  if (style.voids && random.once(3)) return random.pick(GONE);
  return random.once(4) ? random.pick(RECORD_NAMES.slice(0, style.records)) : random.pick(HOST_NAMES);
}

function recordName(random, style, index) {
  if (random.once(25)) return random.pick(GONE);
  const from = style.circles && random.once(2) ? 0 : index + 1;
  const left = style.records - from;
  if (left <= 0) return random.once(4) ? random.pick(HOST_NAMES) : RECORD_NAMES[style.records - 1];
  const name = RECORD_NAMES[from + random.below(style.deep ? Math.min(2, left) : left)];
  return random.once(8) ? name.toUpperCase() : name;
}

function randomHost(random, style) {
  const addresses = (family, bound) => Array.from({ length: random.below(bound) }, () => randomAddress(random, family));
  const failing = () => (style.failures && random.once(10) ? random.pick(["servfail", "timeout", "unknown"]) : undefined);
  const many = random.once(12);
  const exchanges = Array.from({ length: random.below(many ? MAX_HOSTS + 1 : 4) }, () =>
    random.once(10) ? "." : random.pick([...HOST_NAMES, ...GONE]),
  );
  return { A: failing() ?? addresses(4, 4), AAAA: failing() ?? addresses(6, 3), MX: failing() ?? exchanges };
}

// --------------------------------------------------------------------------------------------------------------------------

const FAILURES = {
  servfail: { status: "servfail" },
  timeout: { status: "timeout" },
  unknown: { status: "servfail", isUnknown: true },
};
const DYNAMIC_TEXTS = [
  "v=spf1 -all",
  "v=spf1 +all",
  "v=spf1 ip4:10.0.0.0/8 ?all",
  "v=spf1 a mx exists:x.d.test ip4:10.0.0.1",
  "x",
];

/** Answers from a world. A name that only a dynamic term can make is answered by chance, each time in the same way. */
export function answersOf({ texts, hosts, seed }) {
  const known = new Map();
  const chance = new Random();
  return ({ name, type }) => {
    const id = `${type} ${name.key}`;
    let answer = known.get(id);
    if (answer === undefined) {
      const isOwn = name.key in texts || name.key in hosts || GONE.includes(name.key);
      answer = isOwn ? own(texts[name.key], hosts[name.key], name.key, type) : byChance(chance.start(seed, hash(id), 0), type);
      known.set(id, answer);
    }
    return answer;
  };
}

function own(texts, host, key, type) {
  const content = type === "TXT" ? texts : host?.[type];
  if (typeof content === "string") return FAILURES[content];
  if (content === undefined || content.length === 0) return { status: key === "gone.test" ? "nxdomain" : "nodata" };
  return { status: "noerror", records: content.map((one, at) => data(type, one, at)) };
}

function data(type, one, at) {
  if (type === "TXT") return { type, strings: [one] };
  if (type === "MX") return { type, preference: at % 3, exchange: domainName(one) };
  return { type, address: one };
}

function byChance(random, type) {
  if (random.once(2)) return { status: "nxdomain" };
  switch (type) {
    case "TXT":
      return own([random.pick(DYNAMIC_TEXTS)], undefined, "", type);
    case "MX":
      return own(
        undefined,
        { MX: Array.from({ length: 1 + random.below(random.once(6) ? 12 : 3) }, () => random.pick(HOST_NAMES)) },
        "",
        type,
      );
    case "PTR":
      return {
        status: "noerror",
        records: [{ type, target: domainName(random.pick(["h0.test", "r0.test", "x.r1.test", "gone.test"])) }],
      };
    case "A":
      return own(undefined, { A: [randomAddress(random, 4)] }, "", type);
    default:
      return own(undefined, { AAAA: [randomAddress(random, 6)] }, "", type);
  }
}

function hash(text) {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return value;
}
