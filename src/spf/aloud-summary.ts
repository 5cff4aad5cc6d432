/** What a record comes to as a whole, in a few sentences. */
import { type IpFamily, familyBits, networkRange } from "../base/ip-set.js";
import { type IpNetwork, formatIp } from "../base/ip.js";
import { QUALIFIER_RESULTS } from "./check-host.js";
import { MAX_LOOKUPS } from "./limits.js";
import { matchedBefore } from "./matched-before.js";
import type { ParsedRecord } from "./parse.js";
import type { Directive, Qualifier, SpfRecord } from "./record.js";
import { hostsOf, networkOf, reachableDirectives } from "./term-words.js";

/** How many kinds of hosts are listed. */
const MAX_LISTED = 5;

/** The sentences; the first says who may send. `lookups` are those that the record takes itself. */
export function summaryOf({ record, problems }: ParsedRecord, lookups: number): string[] {
  if (problems.length > 0) {
    const errors = problems.length === 1 ? "a syntax error" : `${problems.length} syntax errors`;
    return [
      `Nothing of this record counts, because of ${errors}: every check is a permerror, whatever host sends.`,
      ...(record.terms.length === 0 ? [] : ["What is said of the other terms holds when the record is mended."]),
    ];
  }
  const reached = reachable(record);
  return [`${whoMaySend(withoutMatched(record, reached))}.`, lookupSentence(reached, lookups)];
}

// --------------------------------------------------------------------------------------------------------------------------
// Who may send

/** What an evaluation can come to: nothing behind `all`, and no redirect beside it. */
interface Reachable {
  readonly before: readonly Directive[];
  readonly all: Qualifier | undefined;
  readonly redirected: string | undefined;
}

function reachable(record: SpfRecord): Reachable {
  const directives = reachableDirectives(record);
  const last = directives.at(-1);
  if (last?.mechanism.name !== "all") return { before: directives, all: undefined, redirected: record.redirect?.domain.text };
  return { before: directives.slice(0, -1), all: last.qualifier, redirected: undefined };
}

/** What is left of it without the terms that never decide. */
function withoutMatched(record: SpfRecord, reached: Reachable): Deciding {
  const matched = matchedBefore(record);
  const families = new Set<IpFamily>();
  const before = reached.before.filter((directive) => {
    const found = matched.get(directive);
    if (found?.by !== undefined) return false;
    const network = networkOf(directive);
    if (network?.prefix === 0) families.add(network.address.family);
    return true;
  });
  return { ...reached, before, families };
}

interface Deciding extends Reachable {
  /** Those whose addresses are all matched before the end. */
  readonly families: ReadonlySet<IpFamily>;
}

function whoMaySend({ before, all, redirected, families }: Deciding): string {
  const senders = before.filter(({ qualifier }) => qualifier === "+");
  const others = before.filter(({ qualifier }) => qualifier !== "+");
  const exceptions = others.length === 0 ? "" : `; ${givenToSome(others)}`;
  if (all === "+") return `Every host in the world may send${exceptions}`;
  const end = families.size === 2 ? "" : `; ${rest(all, redirected, left(before, families))}`;
  if (senders.length > 0) {
    const wide = senders.filter((sender) => networkOf(sender)?.prefix === 0).length;
    if (wide === 2 && others.length === 0) return "Every host in the world may send";
    const words = listed(senderWords(senders));
    return `${wide > 0 ? words.charAt(0).toUpperCase() + words.slice(1) : `Only ${words}`} may send${exceptions}${end}`;
  }
  if (others.length > 0) return `No term of this record gives pass${exceptions}${end}`;
  if (redirected !== undefined) return `The record of ${redirected} decides for every host`;
  switch (all) {
    case "-":
      return "No host may send mail for the domain";
    case "~":
      return "Probably no host may send mail for the domain (softfail)";
    default:
      return "The record says nothing of any host (neutral)";
  }
}

/** What the hosts get that no term before the end matches (sections 4.7, 5.1, 6.1). */
function rest(all: Qualifier | undefined, redirected: string | undefined, others: string): string {
  if (redirected !== undefined) return `for ${others} the record of ${redirected} decides`;
  if (all === undefined) return `of ${others} it says nothing (neutral)`;
  return all === "-" ? `${others} fail` : `${others} get ${QUALIFIER_RESULTS[all]}`;
}

/** The hosts that are left where all addresses of some family are matched. */
function left(before: readonly Directive[], families: ReadonlySet<IpFamily>): string {
  if (families.size === 0) return "all others";
  const family = families.has(4) ? 6 : 4;
  const isAll = before.every((directive) => {
    const network = networkOf(directive);
    return network !== undefined && network.address.family !== family;
  });
  return isAll ? `all IPv${family} hosts` : `all other IPv${family} hosts`;
}

/** `2 terms give softfail to some hosts` */
function givenToSome(directives: readonly Directive[]): string {
  const results = [...new Set(directives.map(({ qualifier }) => QUALIFIER_RESULTS[qualifier]))];
  const terms = directives.length === 1 ? "1 term gives" : `${directives.length} terms give`;
  return `${terms} ${listed(results, "or")} to some hosts`;
}

/** The hosts of directives, networks and includes each as one entry. */
function senderWords(senders: readonly Directive[]): string[] {
  const words = new Set<string>();
  const includes: string[] = [];
  for (const family of [4, 6] as const) {
    const networks = senders.map(networkOf).filter((network) => network?.address.family === family);
    const [only] = networks;
    if (networks.length === 1 && only !== undefined) words.add(networkWords(only));
    else if (networks.length > 1) words.add(`the addresses of ${networks.length} IPv${family} networks`);
  }
  for (const sender of senders) {
    if (sender.mechanism.name === "include") includes.push(sender.mechanism.domain.text);
    else if (networkOf(sender) === undefined) words.add(hostsOf(sender));
  }
  if (includes.length > 0) words.add(`hosts that pass the record of ${listed([...new Set(includes)], "or")}`);
  return [...words];
}

function networkWords(network: IpNetwork): string {
  const { first } = networkRange(network);
  if (network.prefix === 0) return `every IPv${first.family} address`;
  const isOne = network.prefix === familyBits(first.family);
  return isOne ? formatIp(first) : `the network ${formatIp(first)}/${network.prefix}`;
}

function listed(words: readonly string[], link = "and"): string {
  const shown = words.slice(0, MAX_LISTED);
  if (words.length > MAX_LISTED) shown.push(`${words.length - MAX_LISTED} more`);
  const last = shown.at(-1) ?? "";
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(", ")} ${link} ${last}`;
}

// --------------------------------------------------------------------------------------------------------------------------
// Lookups

function lookupSentence({ before, redirected }: Reachable, lookups: number): string {
  if (lookups === 0) return "It takes no DNS lookup.";
  if (lookups > MAX_LOOKUPS) {
    return `It takes up to ${lookups} DNS lookups itself where ${MAX_LOOKUPS} are allowed: hosts that no early term matches get permerror.`;
  }
  const includes = before.filter(({ mechanism }) => mechanism.name === "include").length;
  const others = [
    ...(includes === 0 ? [] : [includes === 1 ? "include" : "includes"]),
    ...(redirected === undefined ? [] : ["redirect"]),
  ];
  const itself = `It takes ${lookups} of the ${MAX_LOOKUPS} DNS lookups itself`;
  if (others.length === 0) return `${itself}.`;
  const verb = includes > 1 || others.length > 1 ? "take" : "takes";
  return `${itself}; what its ${others.join(" and ")} ${verb} comes on top and cannot be told from the text alone.`;
}
