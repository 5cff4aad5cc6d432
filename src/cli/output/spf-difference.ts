/** What the difference between two SPF records means, term by term, in sentences. */
import { type IpAddress, formatIp, inNetwork, ip4, ip6 } from "../../base/ip.js";
import { MAX_LOOKUPS } from "../../spf/limits.js";
import { type ParsedRecord, isSpfRecord, parseRecord } from "../../spf/parse.js";
import { formatMechanism, formatTerm } from "../../spf/print.js";
import type { Directive, Ip4, Ip6, Qualifier, Term } from "../../spf/record.js";
import type { ZoneRecord } from "../../zone/record.js";

/** One term that differs. Texts are those of the records. */
interface TermDifference {
  readonly kind: "added" | "removed" | "moved" | "qualifier";
  readonly before?: string;
  readonly after?: string;
  /** What it means, without a full stop. */
  readonly message: string;
}

/** The difference between the SPF records of one name. */
export interface SpfDifference {
  /** The records as published, strings joined. More than one is an error. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** What is to be said of the records as a whole, such as a syntax error in one. */
  readonly notes: readonly string[];
  readonly terms: readonly TermDifference[];
}

/** Compares the SPF records in two TXT record sets. Undefined where they are the same or there are none. */
export function compareSpf(before: readonly ZoneRecord[], after: readonly ZoneRecord[]): SpfDifference | undefined {
  const [older, newer] = [spfTexts(before), spfTexts(after)];
  if (older.length === 0 && newer.length === 0) return undefined;
  const notes: string[] = [];
  if (older.length === 0) notes.push("there was no SPF record, so SPF said nothing of any host (none)");
  if (older.length > 1) notes.push(`there were ${older.length} SPF records, so that every check was a permerror`);
  if (newer.length === 0) notes.push("no SPF record is left: SPF says nothing of any host any more (none)");
  if (newer.length > 1) notes.push(`there are ${newer.length} SPF records now: every check is a permerror (RFC 7208 4.5)`);
  const isSame = older.length === newer.length && older.toSorted().join("\n") === newer.toSorted().join("\n");
  if (isSame) {
    if (stringsOf(before) === stringsOf(after)) return undefined;
    notes.push("the text is the same, cut into strings at other places");
  }
  const [from, to] = [parseOnly(older), parseOnly(newer)];
  if (!isSame && from !== undefined) pushProblems(notes, from, "old", "was");
  if (!isSame && to !== undefined) pushProblems(notes, to, "new", "is");
  // Of two records no one knows which counts, and where the last one goes its terms go without saying.
  const isComparable = !isSame && older.length <= 1 && newer.length === 1;
  const terms = isComparable ? compareTerms(from?.record.terms ?? [], to?.record.terms ?? []) : [];
  if (isComparable) {
    if (terms.length === 0 && from !== undefined) notes.push("the terms are the same in another spelling");
    pushLookups(notes, from?.record.terms ?? [], to?.record.terms ?? []);
  }
  return { before: older, after: newer, notes, terms };
}

// --------------------------------------------------------------------------------------------------------------------------
// Records

function spfTexts(records: readonly ZoneRecord[]): string[] {
  return records.flatMap(({ data }) => {
    const text = data.type === "TXT" ? data.strings.join("") : "";
    return isSpfRecord(text) ? [text] : [];
  });
}

function stringsOf(records: readonly ZoneRecord[]): string {
  const lists = records.flatMap(({ data }) =>
    data.type === "TXT" && isSpfRecord(data.strings.join("")) ? [JSON.stringify(data.strings)] : [],
  );
  return lists.toSorted().join("\n");
}

function parseOnly(texts: readonly string[]): ParsedRecord | undefined {
  return texts.length === 1 && texts[0] !== undefined ? parseRecord(texts[0]) : undefined;
}

/** How many problems of one record are told. */
const MAX_PROBLEMS_SHOWN = 3;

function pushProblems(notes: string[], { record, problems }: ParsedRecord, which: string, verb: string): void {
  if (problems.length === 0) return;
  notes.push(`the ${which} record has a syntax error, so every check ${verb} a permerror`);
  for (const { span, message } of problems.slice(0, MAX_PROBLEMS_SHOWN)) {
    const place = record.text.slice(span.start, span.end);
    notes.push(`in the ${which} record${place === "" ? "" : `, ${place}`}: ${message}`);
  }
}

function pushLookups(notes: string[], before: readonly Term[], after: readonly Term[]): void {
  const [from, to] = [lookupsOf(before), lookupsOf(after)];
  if (from !== to) notes.push(`terms with DNS lookups: ${to}, before ${from} (${MAX_LOOKUPS} at most, with those of includes)`);
}

function lookupsOf(terms: readonly Term[]): number {
  return terms.filter((term) => {
    if (term.kind === "modifier") return term.name === "redirect";
    const { name } = term.mechanism;
    return name !== "all" && name !== "ip4" && name !== "ip6";
  }).length;
}

// --------------------------------------------------------------------------------------------------------------------------
// Terms

interface Paired {
  readonly before: Term;
  readonly after: Term;
  /** Places among the terms, counted from 0. */
  readonly from: number;
  readonly to: number;
}

function compareTerms(before: readonly Term[], after: readonly Term[]): TermDifference[] {
  const pairs = pairTerms(before, after);
  const paired = new Set<Term>(pairs.flatMap((pair) => [pair.before, pair.after]));
  const kept = longestRising(pairs);
  const differences: TermDifference[] = [];
  for (const term of before) if (!paired.has(term)) differences.push(removed(term, after));
  const allAt = after.findIndex((term) => term.kind === "directive" && term.mechanism.name === "all");
  const byTerm = new Map(pairs.map((pair) => [pair.after, pair]));
  for (const [place, term] of after.entries()) {
    const pair = byTerm.get(term);
    const isDead = allAt >= 0 && place > allAt && term.kind === "directive";
    if (pair === undefined) {
      differences.push(added(term, before, isDead));
      continue;
    }
    const [older, newer] = [formatTerm(pair.before), formatTerm(pair.after)];
    if (pair.before.kind === "directive" && term.kind === "directive" && pair.before.qualifier !== term.qualifier) {
      const message = `${older} became ${newer}: ${whoOf(term)} got ${RESULTS[pair.before.qualifier]}, now ${RESULTS[term.qualifier]}`;
      differences.push({ kind: "qualifier", before: older, after: newer, message });
    }
    if (!kept.has(pair)) {
      const hides = place === allAt && after.slice(place + 1).some((other) => other.kind === "directive");
      const dead = isDead ? "; behind all it is never looked at" : hides ? "; what is behind it is never looked at" : "";
      const message = `${newer} moved from place ${pair.from + 1} to ${pair.to + 1}${dead}`;
      differences.push({ kind: "moved", before: older, after: newer, message });
    }
  }
  return differences;
}

/** Terms that say the same but for their qualifier, the first of one record with the first of the other. */
function pairTerms(before: readonly Term[], after: readonly Term[]): Paired[] {
  const waiting = new Map<string, number[]>();
  for (const [place, term] of before.entries()) {
    const key = keyOf(term);
    const places = waiting.get(key);
    if (places === undefined) waiting.set(key, [place]);
    else places.push(place);
  }
  for (const places of waiting.values()) places.reverse();
  return after.flatMap((term, to) => {
    const from = waiting.get(keyOf(term))?.pop();
    const older = from === undefined ? undefined : before[from];
    return from === undefined || older === undefined ? [] : [{ before: older, after: term, from, to }];
  });
}

/** The most pairs that are in the same order in both records: the others have moved. */
function longestRising(pairs: readonly Paired[]): Set<Paired> {
  // The modifiers stand anywhere (RFC 7208 section 4.6.3), so they never move.
  const directives = pairs.filter((pair) => pair.after.kind === "directive");
  const tails: number[] = [];
  const previous: number[] = [];
  for (const [index, pair] of directives.entries()) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((directives[tails[middle] ?? 0]?.from ?? 0) < pair.from) low = middle + 1;
      else high = middle;
    }
    previous[index] = low > 0 ? (tails[low - 1] ?? -1) : -1;
    tails[low] = index;
  }
  const kept = new Set(pairs.filter((pair) => pair.after.kind === "modifier"));
  for (let at = tails.at(-1) ?? -1; at >= 0; at = previous[at] ?? -1) {
    const pair = directives[at];
    if (pair !== undefined) kept.add(pair);
  }
  return kept;
}

function keyOf(term: Term): string {
  const network = networkOf(term);
  const text =
    network === undefined
      ? term.kind === "directive"
        ? formatMechanism(term.mechanism)
        : formatTerm(term)
      : `${network.name}:${formatIp(masked(network.address, network.prefix))}/${network.prefix}`;
  // In macros the case of a letter has a meaning.
  return text.includes("%") ? text : text.toLowerCase();
}

// --------------------------------------------------------------------------------------------------------------------------
// Sentences

const RESULTS: Readonly<Record<Qualifier, string>> = {
  "+": "pass",
  "-": "fail",
  "~": "softfail",
  "?": "neutral",
};

const MAY: Readonly<Record<Qualifier, string>> = {
  "+": "may send",
  "-": "may not send (fail)",
  "~": "probably may not send (softfail)",
  "?": "neither may nor may not send (neutral)",
};

function added(term: Term, before: readonly Term[], isDead: boolean): TermDifference {
  const text = formatTerm(term);
  const difference = (meaning: string): TermDifference => ({
    kind: "added",
    after: text,
    message: `${text} is new: ${meaning}`,
  });
  if (isDead) return difference("behind all it is never looked at");
  if (term.kind === "modifier") return difference(modifierMeaning(term));
  const network = networkOf(term);
  if (network === undefined) return difference(`${whoOf(term)} ${MAY[term.qualifier]}`);
  const covering = coveringTerm(term, network, before);
  if (covering !== undefined) return difference(`its addresses were covered by ${formatTerm(covering)} already`);
  const count = addressCount(network);
  return difference(`${term.qualifier === "+" ? moreOf(count) : count} ${MAY[term.qualifier]}`);
}

function removed(term: Term, after: readonly Term[]): TermDifference {
  const text = formatTerm(term);
  const difference = (meaning: string): TermDifference => ({
    kind: "removed",
    before: text,
    message: `${text} is gone: ${meaning}`,
  });
  if (term.kind === "modifier") return difference(`no more ${modifierMeaning(term)}`);
  const was = RESULTS[term.qualifier];
  if (term.mechanism.name === "all") {
    const all = after.find((other) => other.kind === "directive" && other.mechanism.name === "all");
    const redirect = after.find((other) => other.kind === "modifier" && other.name === "redirect");
    if (all === undefined && redirect === undefined) return difference(`every other host got ${was}, now neutral`);
    return difference(`it gave every other host ${was}`);
  }
  const network = networkOf(term);
  if (network === undefined) return difference(`${whoOf(term)} got ${was} by it`);
  const covering = coveringTerm(term, network, after);
  if (covering !== undefined) return difference(`its addresses are still covered by ${formatTerm(covering)}`);
  const count = addressCount(network);
  return difference(term.qualifier === "+" ? `${fewerOf(count)} may send` : `${count} got ${was} by it`);
}

function modifierMeaning(term: Exclude<Term, Directive>): string {
  switch (term.name) {
    case "redirect":
      return `record of ${term.domain.text} that decides where no term matches`;
    case "exp":
      return `explanation of a fail at ${term.domain.text}`;
    case "unknown":
      return "modifier that SPF does not know and ignores";
  }
}

/** Whom a directive is about, in the plural. */
function whoOf({ mechanism }: Directive): string {
  switch (mechanism.name) {
    case "all":
      return "all other hosts";
    case "ip4":
    case "ip6":
      return addressCount(mechanism);
    case "include":
      return `hosts that pass the record of ${mechanism.domain.text}`;
    case "exists":
      return `hosts for which ${mechanism.domain.text} has an address`;
    case "ptr":
      return `hosts whose own name is in ${mechanism.domain?.text ?? "the domain"}`;
    case "a":
    case "mx": {
      const hosts = mechanism.name === "a" ? "the addresses" : "the mail exchanges";
      const networks = mechanism.prefix4 < 32 || mechanism.prefix6 < 128 ? ", with the networks around them," : "";
      return `${hosts} of ${mechanism.domain?.text ?? "the domain"}${networks}`;
    }
  }
}

// --------------------------------------------------------------------------------------------------------------------------
// Networks

type Network = Ip4 | Ip6;

function networkOf(term: Term): Network | undefined {
  if (term.kind !== "directive") return undefined;
  const { mechanism } = term;
  return mechanism.name === "ip4" || mechanism.name === "ip6" ? mechanism : undefined;
}

/** The first term with the same qualifier that has all addresses of a network. */
function coveringTerm({ qualifier }: Directive, network: Network, terms: readonly Term[]): Term | undefined {
  return terms.find((term) => {
    const other = networkOf(term);
    if (other === undefined || term.kind !== "directive" || term.qualifier !== qualifier) return false;
    return other.prefix <= network.prefix && inNetwork(network.address, other.address, other.prefix);
  });
}

/** `256 addresses`, `1 address`, `2^64 addresses`. */
function addressCount({ name, prefix }: Network): string {
  const bits = (name === "ip4" ? 32 : 128) - prefix;
  if (bits === 0) return "1 address";
  return bits <= 32 ? `${String(2 ** bits).replace(/(?<=\d)(?=(?:\d{3})+$)/g, ",")} addresses` : `2^${bits} addresses`;
}

function moreOf(count: string): string {
  return count.replace(" ", " more ");
}

function fewerOf(count: string): string {
  return count.replace(" ", " fewer ");
}

function masked(address: IpAddress, prefix: number): IpAddress {
  const word = (value: number, bits: number): number => (bits <= 0 ? 0 : bits >= 32 ? value : value & (-1 << (32 - bits)));
  if (address.family === 4) return ip4(word(address.w3, prefix));
  const { w0, w1, w2, w3 } = address;
  return ip6(word(w0, prefix), word(w1, prefix - 32), word(w2, prefix - 64), word(w3, prefix - 96));
}
