/** What the zones of an estate refer to for mail: the names of SPF terms and of MX records. */
import type { DomainName } from "../../base/name.js";
import type { QueryType } from "../../base/question.js";
import type { ParsedRecord } from "../../spf/parse.js";
import { isSpfRecord } from "../../spf/parse.js";
import type { ZoneRecord } from "../../zone/record.js";
import type { NodeView, ZoneView } from "../../zone/view.js";
import type { Estate, RuleContext } from "../rule.js";
import { placeOf } from "../rule.js";
import { REFERRING_SIGNS } from "../signs/sign.js";
import { type TextPlace, placeInText } from "../text-place.js";
import { type SpfReference, fixedEnd, fixedName, parseSpf, spfReferences } from "./spf.js";
import { mailNode, mailTexts } from "./texts.js";

/** A name that one term or several refer to. */
interface ReferredName {
  readonly kind: SpfReference["kind"];
  readonly target: DomainName;
  /** Of the first term. */
  readonly owner: DomainName;
  readonly place: TextPlace;
  /** How many records refer to it. */
  count: number;
}

export interface MailReferences {
  /** By kind and target; in the order of the files. */
  readonly names: ReadonlyMap<string, ReferredName>;
  /** What names that are made by macros end in, such as `._spf.example.org`. */
  readonly ends: ReadonlySet<string>;
  /** The mail exchanges by their keys, with the first MX record of each. */
  readonly exchanges: ReadonlyMap<string, { readonly name: DomainName; readonly place: TextPlace }>;
  /** The keys of names that an alias with a name for a service, such as `_dmarc.example.org` or `s1._domainkey.example.org`, leads to. */
  readonly aliases: ReadonlySet<string>;
  /** Names that start with `_spf` and have an SPF record, with the place of its version. */
  readonly helpers: readonly { readonly name: DomainName; readonly place: TextPlace }[];
}

/** The types of records that refer to something for mail. */
export const REFERRING_TYPES: readonly QueryType[] = ["TXT", "MX", "CNAME"];

const collections = new WeakMap<Estate, Collected>();

/**
 * Notes what a name refers to, once for all rules. A rule whose `checkEstate` wants the references calls it in its `checkNode`, with
 * `REFERRING_TYPES` and `REFERRING_SIGNS`: then no names are gone through a second time. What no rule reports is not noted: names
 * outside of these zones, and mail hosts that have an SPF record.
 */
export function noteReferences(node: NodeView, zone: ZoneView, { estate }: Pick<RuleContext, "estate">): void {
  const collected = collectedOf(estate);
  if (collected.last === node) return;
  collected.last = node;
  collected.zones.add(zone);
  collectNode(node, zone, collected);
}

/** The references of all zones, for `checkEstate`. Pass `context.estate`, which is the same for all rules and has the fragments too. */
export function mailReferences(estate: Estate): MailReferences {
  const collected = collectedOf(estate);
  collected.last = undefined;
  for (const zone of estate.zones) {
    if (collected.zones.has(zone)) continue;
    collected.zones.add(zone);
    for (const node of estate.namesWith(zone, REFERRING_SIGNS)) if (isOwn(node)) collectNode(node, zone, collected);
  }
  return collected;
}

/** The SPF record of a name in the estate, CNAME followed; undefined where there is none, several or nobody knows. */
export function spfRecordAt(estate: Estate, name: DomainName): ZoneRecord | undefined {
  let at = name;
  for (let hops = 0; hops <= MAX_HOPS; hops++) {
    const node = estate.zoneOf(at)?.node(at);
    const alias = node?.rrset("CNAME")[0];
    if (alias?.data.type === "CNAME") {
      at = alias.data.target;
      continue;
    }
    const records = (node?.rrset("TXT") ?? []).filter((record) => isSpfRecord(textOf(record)));
    return records.length === 1 ? records[0] : undefined;
  }
  return undefined;
}

/** The strings of a TXT record, joined; empty for any other. */
export function textOf({ data }: ZoneRecord): string {
  if (data.type !== "TXT") return "";
  return data.strings.length === 1 ? (data.strings[0] ?? "") : data.strings.join("");
}

/** Whether a name is its zone's own, and not below a delegation. */
export function isOwn({ cut, owner }: NodeView): boolean {
  return cut === undefined || cut.labels.length >= owner.labels.length;
}

// --------------------------------------------------------------------------------------------------------------------------

/** The most CNAME records that are followed. */
const MAX_HOPS = 10;

interface Collected extends MailReferences {
  readonly names: Map<string, ReferredName>;
  readonly ends: Set<string>;
  readonly aliases: Set<string>;
  readonly exchanges: Map<string, { readonly name: DomainName; readonly place: TextPlace }>;
  readonly helpers: { readonly name: DomainName; readonly place: TextPlace }[];
  /** The zones whose names were noted, and the last of these. */
  readonly zones: Set<ZoneView>;
  last: NodeView | undefined;
}

function collectedOf(estate: Estate): Collected {
  let found = collections.get(estate);
  if (found === undefined) {
    found = {
      names: new Map(),
      ends: new Set(),
      aliases: new Set(),
      exchanges: new Map(),
      helpers: [],
      zones: new Set(),
      last: undefined,
    };
    collections.set(estate, found);
  }
  return found;
}

function collectNode(node: NodeView, zone: ZoneView, collected: Collected): void {
  const { types } = node;
  if (types.includes("TXT")) collectTexts(node, zone, collected);
  if (types.includes("MX")) collectExchanges(mailNode(node, zone).exchanges, collected);
  if (types.includes("CNAME")) collectAliases(node, collected);
}

function collectAliases(node: NodeView, { aliases }: Collected): void {
  if (!node.owner.labels.some((label) => label.startsWith("_"))) return;
  for (const { data } of node.rrset("CNAME")) if (data.type === "CNAME") aliases.add(data.target.key);
}

function collectExchanges(records: readonly ZoneRecord[], { exchanges }: Collected): void {
  for (const record of records) {
    if (record.data.type !== "MX") continue;
    const { exchange } = record.data;
    // The root says that there is none (RFC 7505), and is no host even where it should not be said.
    if (exchange.labels.length === 0) continue;
    if (!exchanges.has(exchange.key)) exchanges.set(exchange.key, { name: exchange, place: placeOf(record, 1) });
  }
}

function collectTexts(node: NodeView, zone: ZoneView, { names, ends, helpers }: Collected): void {
  for (const { record, text } of mailTexts(node, zone, "spf")) {
    if (!isSpfRecord(text)) continue;
    const { owner } = node;
    if (owner.labels[0]?.toLowerCase().startsWith("_spf") === true)
      helpers.push({ name: owner, place: placeInText(record, 0, 6) });
    for (const { kind, term, name, end } of resolvedReferences(parseSpf(text))) {
      if (name === undefined) {
        ends.add(end ?? "");
        continue;
      }
      const key = `${kind} ${name.key}`;
      const seen = names.get(key);
      if (seen === undefined) {
        names.set(key, {
          kind,
          target: name,
          owner,
          place: placeInText(record, term.span.start, term.span.end),
          count: 1,
        });
      } else seen.count++;
    }
  }
}

interface ResolvedReference extends SpfReference {
  readonly name: DomainName | undefined;
  readonly end: string | undefined;
}

// With the parsed record, of which many names have the same.
const resolved = new WeakMap<ParsedRecord, readonly ResolvedReference[]>();

function resolvedReferences(parsed: ParsedRecord): readonly ResolvedReference[] {
  let found = resolved.get(parsed);
  if (found === undefined) {
    found = spfReferences(parsed.record).map((reference) => {
      const name = fixedName(reference.domain);
      return {
        ...reference,
        name,
        end: name === undefined ? fixedEnd(reference.domain) : undefined,
      };
    });
    resolved.set(parsed, found);
  }
  return found;
}
