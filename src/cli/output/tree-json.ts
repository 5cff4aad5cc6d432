/** The tree of a policy as JSON: `schemas/tree.schema.json` says what is in it. */
import { asciiJson } from "../../base/escape.js";
import type { IpFamily } from "../../base/ip-set.js";
import { formatIp } from "../../base/ip.js";
import type { DomainName } from "../../base/name.js";
import type { FamilySets } from "../../spf/policy/authorised.js";
import type { TreeCount } from "../../spf/policy/counts.js";
import { NOBODY } from "../../spf/policy/published.js";
import { FAMILIES } from "../../spf/policy/outcomes.js";
import type { TreeProblem } from "../../spf/policy/tree-problems.js";
import type { TreeRecord, TreeTerm } from "../../spf/policy/tree.js";
import { formatTerm } from "../../spf/print.js";
import { networkText } from "./addresses.js";
import { type TreeSubject, hasMore, hostsOfTerm } from "./tree-words.js";

/** One JSON text with a line end, in ASCII. Whatever DNS put into it cannot reach a terminal. */
export function formatTreeJson({ tree }: TreeSubject): string {
  const { counts, passes, policy, root, shares } = tree;
  const document = {
    version: 1,
    domain: knownName(policy.domain) ?? null,
    isBroken: tree.isBroken,
    isComplete: !tree.isCut,
    lookups: {
      ...countJson(counts.lookups),
      shares: shares.map(({ term, count }) => ({ term: formatTerm(term.term), count: finite(count) })),
    },
    voidLookups: countJson(counts.voids),
    mailExchanges: countJson(counts.mxNames),
    passes: {
      ...sizesJson(passes),
      networks: FAMILIES.flatMap((family) => passes[family].certain.networks().map(networkText)),
    },
    permerror: byFamily((family) => String(tree.broken[family].size)),
    tree: recordJson(root),
  };
  return `${asciiJson(document)}\n`;
}

function countJson({ address, count, is, limit }: TreeCount): object {
  return { count: finite(count), limit, is, address: address && formatIp(address) };
}

/** Null is without end. */
function finite(count: number): number | null {
  return count === Infinity ? null : count;
}

function byFamily<T>(of: (family: IpFamily) => T): { ipv4: T; ipv6: T } {
  return { ipv4: of(4), ipv6: of(6) };
}

function sizesJson(sets: FamilySets): object {
  // A number of IPv6 addresses is more than a JSON number holds.
  return { ...byFamily((family) => String(sets[family].certain.size)), isCertain: !hasMore(sets) };
}

function recordJson(record: TreeRecord): object {
  const { isOpen, lookups, octets, passes, problems, shown, terms, ttl, voids } = record;
  return {
    domain: knownName(record.record.domain) ?? null,
    state: record.record.state,
    shown,
    records: shown === "here" ? record.record.texts : undefined,
    octets,
    ttl,
    lookups: finite(lookups),
    voidLookups: finite(voids),
    isComplete: !isOpen,
    passes: sizesJson(passes),
    problems: problems.map(problemJson),
    terms: terms.map(termJson),
  };
}

function termJson({ child, lookups, passes, problems, term, text }: TreeTerm): object {
  const { target } = term;
  const hosts = hostsOfTerm(term);
  return {
    text,
    ...term.term.span,
    isReached: term.isReached,
    lookups: finite(lookups),
    target: target?.kind === "name" ? knownName(target.name) : undefined,
    dependsOn: target?.kind === "dynamic" ? target.letters : undefined,
    hosts: hosts.length === 0 ? undefined : hosts,
    passes: sizesJson(passes),
    problems: problems.map(problemJson),
    record: child && recordJson(child),
  };
}

/** The name of a domain, where somebody said which one it is. */
function knownName(domain: DomainName): string | undefined {
  return domain.equals(NOBODY) ? undefined : domain.text;
}

function problemJson({ address, code, message, severity, span }: TreeProblem): object {
  return { code, severity, message, ...span, address: address && formatIp(address) };
}
