/** The chains of NSEC and NSEC3 records, which prove what does not exist (RFC 4034 section 4, RFC 5155 section 7.1). */
import { compareCanonically } from "../../base/canonical-order.js";
import { rdataFields, rdataValue } from "../../zone/rdata/access.js";
import type { RdataField } from "../../zone/rdata/field.js";
import type { ZoneRecord } from "../../zone/record.js";
import type { NodeView } from "../../zone/view.js";

/** One record of a chain. */
export interface ChainLink {
  readonly node: NodeView;
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

/** What an NSEC record says. */
export interface Denial {
  readonly link: ChainLink;
  /** Codes. */
  readonly types: readonly number[];
}

/** Reads an NSEC record; undefined where its data could not be read. */
export function readNsec(node: NodeView, record: ZoneRecord): Denial | undefined {
  const fields = fieldsOf(record);
  const next = rdataValue(fields, "nextName", "name");
  const types = rdataValue(fields, "types", "numbers");
  if (next === undefined || types === undefined) return undefined;
  const isAscending = compareCanonically(record.owner, next) < 0;
  return { link: { node, at: record.owner.key, next: next.key, isAscending }, types };
}

/** Adds an NSEC3 record to the chain of its parameters: while a zone is changed over, it has two. */
export function addNsec3(chains: Map<string, ChainLink[]>, node: NodeView, record: ZoneRecord): void {
  const fields = fieldsOf(record);
  if (fields === undefined) return;
  const at = record.owner.labels[0]?.toLowerCase() ?? "";
  const next = textOf(fields, "nextHashedOwner").toLowerCase();
  const parameters = ["hashAlgorithm", "iterations", "salt"].map((name) => textOf(fields, name)).join(" ");
  // The digits of base32hex are in the order of their values.
  const link = { node, at, next, isAscending: at < next };
  const chain = chains.get(parameters);
  if (chain === undefined) chains.set(parameters, [link]);
  else chain.push(link);
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

function textOf(fields: readonly RdataField[], name: string): string {
  return fields.find((field) => field.name === name)?.text ?? "";
}
