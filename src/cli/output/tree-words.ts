/** What the tree of a policy says, in words that its formats share. Texts of strangers are as they are: each format makes them safe. */
import { type IpFamily, familySize } from "../../base/ip-set.js";
import { formatIp } from "../../base/ip.js";
import { thousands } from "../../base/layout.js";
import type { Answer } from "../../base/question.js";
import type { FamilySets } from "../../spf/policy/authorised.js";
import { MAX_MX_NAMES } from "../../spf/limits.js";
import { FAMILIES } from "../../spf/policy/outcomes.js";
import type { FamilyAnswers, PolicyHost, PolicyTerm } from "../../spf/policy/policy.js";
import { NOBODY } from "../../spf/policy/published.js";
import type { TreeCount } from "../../spf/policy/counts.js";
import type { PolicyTree, TreeRecord, TreeTerm } from "../../spf/policy/tree.js";
import type { TermGroup } from "../../spf/policy/tree-groups.js";
import type { TreeProblem } from "../../spf/policy/tree-problems.js";
import { countText, familiesText } from "./addresses.js";
import { addressCount, networkOf } from "../../spf/term-words.js";

/** What is shown. */
export interface TreeSubject {
  readonly tree: PolicyTree;
  /** False for a record that was given without saying whose it is. */
  readonly isDomainKnown: boolean;
}

export type FamilyCounts = Readonly<Record<IpFamily, bigint>>;

/** The name of the root. */
export function subjectName({ tree, isDomainKnown }: TreeSubject): string {
  return isDomainKnown ? tree.policy.domain.text : "the record";
}

/** What the policy comes to, as a sentence without a full stop. */
export function headline(subject: TreeSubject): string {
  const { counts, root, broken } = subject.tree;
  const name = subjectName(subject);
  const record = subject.isDomainKnown ? `The SPF record of ${name}` : "The SPF record as given";
  const policy = subject.isDomainKnown ? `The SPF policy of ${name}` : record;
  switch (root.record.state) {
    case "none":
      return subject.isDomainKnown ? `${name} has no SPF record` : "The text is no SPF record";
    case "several":
      return `${name} has ${root.record.texts.length} SPF records: permerror for everybody`;
    case "syntax":
      return `${record} has a syntax error: permerror for everybody`;
    default:
      break;
  }
  const { count, limit } = counts.lookups;
  const isCertain = !broken[4].isEmpty || !broken[6].isEmpty;
  const who = isCertain ? brokenWords(subject.tree) : "whoever no term matches before";
  if (count > limit) return `${policy} takes more than ${limit} DNS lookups: permerror for ${who}`;
  if (isCertain) return `${policy} is broken: permerror for ${who}`;
  return `${policy} takes ${countOf(counts.lookups)} of ${limit} DNS lookups`;
}

function brokenWords({ broken }: PolicyTree): string {
  const others = { 4: broken[4].complement(), 6: broken[6].complement() };
  const left = others[4].size + others[6].size;
  if (left === 0n) return "everybody";
  return left < broken[4].size + broken[6].size ? `all but ${familiesText(others)}` : familiesText(broken);
}

const NOT_KNOWN = "not known";

/** `7`, `at least 7`, `perhaps 7`, `endless`, and `not known` where nothing of it is. */
export function countOf({ count, is }: TreeCount): string {
  if (count === Infinity) return "endless";
  if (count === 0 && is === "least") return NOT_KNOWN;
  if (is === "possible") return `perhaps ${count}`;
  return is === "exact" ? String(count) : `at ${is} ${count}`;
}

/** A count beside its limit: `7 of 10`, `endless`, `not known`. */
export function countOfLimit(count: TreeCount): string {
  const words = countOf(count);
  return count.count === Infinity || words === NOT_KNOWN ? words : `${words} of ${count.limit}`;
}

/** `3`, `3+` where something is not known, `endless`. */
export function lookupsOf(lookups: number, isOpen: boolean): string {
  return lookups === Infinity ? "endless" : `${lookups}${isOpen ? "+" : ""}`;
}

/** Of an mx with too many exchanges none is asked for its addresses (RFC 7208 section 4.6.4). */
export function noAddressWords({ mxNames = 0 }: PolicyTerm): string {
  return mxNames > MAX_MX_NAMES ? "not looked up" : "no address";
}

/** The addresses that are in some sets for certain: `12,288 IPv4 addresses and 2^64 IPv6 addresses`, `everybody`, `no address`. */
export function certainWords(sets: FamilySets): string {
  if (FAMILIES.every((family) => sets[family].certain.size === familySize(family))) return "everybody";
  return familiesText({ 4: sets[4].certain, 6: sets[6].certain });
}

/** Numbers of addresses for a column: `12,288 IPv4, ~2^64 IPv6`, `all IPv4`; empty for none. */
function shortCounts(counts: FamilyCounts): string {
  return FAMILIES.filter((family) => counts[family] > 0n)
    .map((family) => `${counts[family] === familySize(family) ? "all" : shortCount(counts[family])} IPv${family}`)
    .join(", ");
}

/** A number of addresses for a column: `4,096`, `2^64`, `~2^65`. */
export function shortCount(count: bigint): string {
  return countText(count).replace("about ", "~");
}

export function certainOf(sets: FamilySets): FamilyCounts {
  return { 4: sets[4].certain.size, 6: sets[6].certain.size };
}

/** Whether dynamic terms, or what is not known, let more pass than is certain. */
export function hasMore(sets: FamilySets): boolean {
  return FAMILIES.some((family) => sets[family].possible.size > sets[family].certain.size);
}

/** Seconds: `5m`, `1h`, `90s`, `1d`. */
export function ttlWords(ttl: number): string {
  for (const [unit, seconds] of UNITS) if (ttl >= seconds && ttl % seconds === 0) return `${ttl / seconds}${unit}`;
  return `${ttl}s`;
}

const UNITS: readonly (readonly [string, number])[] = [
  ["d", 86_400],
  ["h", 3600],
  ["m", 60],
];

export function octetWords(octets: number): string {
  return octets === 1 ? "1 octet" : `${thousands(octets)} octets`;
}

// --------------------------------------------------------------------------------------------------------------------------
// Terms

/** What a term finds, in a few words; the addresses that pass by way of it for those that lead to a record. */
export function foundWords(term: TreeTerm, { isVerdict }: Pick<TreeRecord, "isVerdict">): string {
  const { term: policyTerm, child } = term;
  if (!policyTerm.isReached) return "never reached";
  if (policyTerm.target?.kind === "dynamic") return dynamicWords(policyTerm);
  if (child !== undefined) return recordWords(child);
  const network = networkOf(policyTerm.term);
  if (network !== undefined) return addressCount(network, true);
  if (policyTerm.term.kind === "modifier") return "";
  switch (policyTerm.term.mechanism.name) {
    case "all":
      return isVerdict ? ALL_WORDS[policyTerm.term.qualifier] : ALL_INCLUDED[policyTerm.term.qualifier];
    case "exists":
      return policyTerm.answer?.status === "noerror" ? "exists: every host matches" : "";
    case "a":
      return foundAddresses(policyTerm.addresses ?? {});
    case "mx": {
      const { hosts = [] } = policyTerm;
      return hosts.length === 0 ? "" : `${hosts.length} host${hosts.length === 1 ? "" : "s"}`;
    }
    default:
      return "";
  }
}

const ALL_WORDS = {
  "+": "everybody passes",
  "-": "all others fail",
  "~": "all others softfail",
  "?": "all others neutral",
} as const;

/** In an include only whether it matches counts (RFC 7208 section 5.2). */
const ALL_INCLUDED = {
  "+": "everybody matches",
  "-": "no match for others",
  "~": "no match for others",
  "?": "no match for others",
} as const;

function dynamicWords({ term, target }: PolicyTerm): string {
  const isPtr = term.kind === "directive" && term.mechanism.name === "ptr";
  const letters = target?.kind === "dynamic" ? target.letters : [];
  if (letters.length === 0) return isPtr ? "depends on the client's name" : "depends on the mail";
  // These are known wherever the domain is.
  if (letters.every((letter) => letter === "d" || letter === "o")) return `not known without the record's own domain`;
  return `depends on ${letters.map((letter) => `%{${letter}}`).join(", ")}`;
}

/** Whose addresses pass by way of a record; where it is, for one that is shown elsewhere. */
export function recordWords({ passes, shown }: TreeRecord): string {
  if (shown !== "here") return shown === "loop" ? "loop" : "(above)";
  const counts = shortCounts(certainOf(passes));
  return counts === "" ? (hasMore(passes) ? "not certain" : "nobody") : counts;
}

export function groupName({ terms, qualifier }: TermGroup): string {
  return `${qualifier === "+" ? "" : qualifier}${terms.length} networks`;
}

export function groupWords({ addresses }: TermGroup): string {
  return shortCounts({ 4: addresses[4].size, 6: addresses[6].size });
}

function foundAddresses(answers: FamilyAnswers): string {
  const of = (family: IpFamily): bigint => BigInt(addressesIn(answers[family]).length);
  return shortCounts({ 4: of(4), 6: of(6) });
}

/** The hosts whose addresses a term compares with the client, and those addresses. */
export interface FoundHost {
  readonly name: string;
  readonly addresses: readonly string[];
}

export function hostsOfTerm({ addresses, hosts, target }: PolicyTerm): FoundHost[] {
  const all = (name: string, answers: FamilyAnswers): FoundHost => ({
    name,
    addresses: FAMILIES.flatMap((family) => addressesIn(answers[family])),
  });
  if (hosts !== undefined) return hosts.map((host: PolicyHost) => all(host.name.text, host.addresses));
  return addresses === undefined || target?.kind !== "name" || target.name.equals(NOBODY)
    ? []
    : [all(target.name.text, addresses)];
}

function addressesIn(answer: Answer | undefined): string[] {
  if (answer?.status !== "noerror") return [];
  return answer.records.flatMap((data) => (data.type === "A" || data.type === "AAAA" ? [formatIp(data.address)] : []));
}

/** Those of them that are worth a line: where the only host has no address, a problem says so. */
export function shownHosts(term: PolicyTerm): FoundHost[] {
  const hosts = hostsOfTerm(term);
  return hosts.length === 1 && hosts[0]?.addresses.length === 0 ? [] : hosts;
}

/** The message of a problem with the address that meets it. */
export function problemWords({ message, address }: TreeProblem): string {
  return address === undefined ? message : `${message} (as for ${formatIp(address)})`;
}
