/** The chains of NSEC and NSEC3 records, which prove what does not exist (RFC 4034 section 4, RFC 5155 section 7.1). */
import { compareCanonically } from "../../base/canonical-order.js";
import { rdataFields, rdataValue } from "../../zone/rdata/access.js";
import type { RdataField } from "../../zone/rdata/field.js";
import type { ZoneRecord } from "../../zone/record.js";

/** One record of a chain. */
export interface ChainLink {
  readonly record: ZoneRecord;
  /** What the record is for, and what it names as the next: the keys of names, or hashes. */
  readonly at: string;
  readonly next: string;
  /** Whether the next comes behind it in the order of the chain. */
  readonly isAscending: boolean;
}

/** What is wrong with a link. */
export interface ChainFault {
  readonly link: ChainLink;
  readonly kind: "no-such-link" | "shared" | "backwards";
  /** With `shared`: the other link with the same next. */
  readonly other?: ChainLink;
}

/** The chain of the NSEC records of a zone. */
export function nsecLinks(records: readonly ZoneRecord[]): ChainLink[] {
  return records.flatMap((record) => {
    const next = rdataValue(fieldsOf(record), "nextName", "name");
    if (next === undefined) return [];
    return [{ record, at: record.owner.key, next: next.key, isAscending: compareCanonically(record.owner, next) < 0 }];
  });
}

/** The chains of the NSEC3 records of a zone, one for each set of parameters: while a zone is changed over there are two. */
export function nsec3Chains(records: readonly ZoneRecord[]): (readonly ChainLink[])[] {
  const chains = new Map<string, ChainLink[]>();
  for (const record of records) {
    const fields = fieldsOf(record);
    const next = textOf(fields, "nextHashedOwner").toLowerCase();
    const at = record.owner.labels[0]?.toLowerCase() ?? "";
    if (fields === undefined) continue;
    const parameters = ["hashAlgorithm", "iterations", "salt"].map((name) => textOf(fields, name)).join(" ");
    const chain = chains.get(parameters);
    // The digits of base32hex are in the order of their values.
    const link = { record, at, next, isAscending: at < next };
    if (chain === undefined) chains.set(parameters, [link]);
    else chain.push(link);
  }
  return [...chains.values()];
}

/**
 * What keeps links from being one chain that closes. `first` is where a chain begins again. When each link leads to another one, no two
 * to the same, and all of them forwards but the one that leads to the first, then they are one circle and none is left out.
 */
export function chainFaults(links: readonly ChainLink[], first: string): ChainFault[] {
  const known = new Set(links.map(({ at }) => at));
  const reached = new Map<string, ChainLink>();
  const faults: ChainFault[] = [];
  for (const link of links) {
    const other = reached.get(link.next);
    if (!known.has(link.next)) faults.push({ link, kind: "no-such-link" });
    else if (other !== undefined) faults.push({ link, kind: "shared", other });
    else if (!link.isAscending && link.next !== first) faults.push({ link, kind: "backwards" });
    reached.set(link.next, link);
  }
  return faults;
}

/** The least of the hashes of a chain, with which it begins. */
export function leastHash(links: readonly ChainLink[]): string {
  return links.reduce((least, { at }) => (at < least ? at : least), links[0]?.at ?? "");
}

// --------------------------------------------------------------------------------------------------------------------------

function fieldsOf({ data, isRead }: ZoneRecord): readonly RdataField[] | undefined {
  return isRead ? rdataFields(data) : undefined;
}

function textOf(fields: readonly RdataField[] | undefined, name: string): string {
  return fields?.find((field) => field.name === name)?.text ?? "";
}
