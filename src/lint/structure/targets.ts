/** Where the names lead that records point to, as far as the zones that are checked know. */
import { DomainName, isName } from "../../base/name.js";
import { type QueryType, targetOf } from "../../base/question.js";
import { quoted } from "../../zone/problems.js";
import type { ZoneRecord } from "../../zone/record.js";
import type { NodeView, ZoneView } from "../../zone/view.js";
import { type Estate, type RuleContext, placeOf } from "../rule.js";
import { addressLiteral, isInZone, isWildcard, repeatsZoneName } from "./names.js";
import { TYPE_DNAME } from "./types.js";

/** What the zones say of a name. */
export type Target =
  /** It exists. `node` is the wildcard that stands for it, or has no types for an empty non-terminal. */
  | { readonly kind: "found"; readonly zone: ZoneView; readonly node: NodeView }
  /** It does not exist. */
  | { readonly kind: "absent"; readonly zone: ZoneView }
  /** It is at or below a delegation, to servers whose zone is not at hand. `node` is what the zone above has there: glue. */
  | {
      readonly kind: "delegated";
      readonly zone: ZoneView;
      readonly cut: DomainName;
      readonly node: NodeView | undefined;
    }
  /** No zone at hand can tell. */
  | { readonly kind: "unknown" };

/** Looks for a name in all zones, as an authoritative server would. Aliases are not followed. */
export function findTarget(estate: Estate, name: DomainName): Target {
  const zone = zoneOf(estate, name);
  if (zone === undefined) return UNKNOWN;
  const node = zone.node(name);
  if (node !== undefined) return at(zone, node);
  if (!isWhole(zone)) return UNKNOWN;
  for (let above = name; above.labels.length > zone.apex.labels.length;) {
    above = above.parent;
    const encloser = zone.node(above);
    if (encloser === undefined) continue;
    const { cut } = encloser;
    if (cut !== undefined) return { kind: "delegated", zone, cut, node: undefined };
    if (encloser.types.includes(TYPE_DNAME)) return UNKNOWN;
    const wildcard = wildcardBelow(zone, above);
    return wildcard === undefined ? { kind: "absent", zone } : at(zone, wildcard);
  }
  return { kind: "absent", zone };
}

export function hasAddress(node: NodeView): boolean {
  return node.types.includes("A") || node.types.includes("AAAA");
}

/** Whether what is not in the zone does not exist. */
export function isWhole(zone: ZoneView): boolean {
  return zone.isComplete && !zone.hasUnreadLines;
}

/** Whether a name of the zone is delegated away. A fragment that does not say what it belongs to may be for that very name. */
export function isDelegation(name: DomainName, zone: ZoneView): boolean {
  const { apex } = zone;
  return name.labels.length > apex.labels.length && (apex.labels.length > 0 || zone.isComplete);
}

/** Which field of the data that name is. */
export function targetField(type: QueryType): number {
  return type === "MX" ? 1 : type === "SRV" ? 3 : 0;
}

/**
 * Whether a target is no name of a host by its looks, which other rules report: an address, the zone's name twice, or the root
 * that stands for none.
 */
export function isMiswritten(name: DomainName, zone: ZoneView): boolean {
  return name.labels.length === 0 || repeatsZoneName(name, zone.apex) || addressLiteral(name) !== undefined;
}

/** Why a server, mail exchange or host cannot be reached by its name; undefined when it can, or nobody here knows. */
function missingAddress(target: Target): string | undefined {
  if (target.kind === "absent") return "does not exist";
  if (target.kind !== "found" || hasAddress(target.node) || target.node.types.includes("CNAME")) return undefined;
  return isWhole(target.zone) ? "has no address" : undefined;
}

/** A hint for a name that does not exist: it was written as a URL, or with dots but without the one at the end. */
export function dotHint(record: ZoneRecord, field: number): string {
  const written = writtenName(record, field);
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(written)) return ": this is a URL, and a name is wanted";
  return written.includes(".") && !written.endsWith(".") ? ": perhaps the dot at its end is missing" : "";
}

/** The address that is written in the place of a name, such as `192.0.2.25` in a PTR record, where the zone's name is made of numbers too. */
export function writtenAddress(record: ZoneRecord, field: number): string | undefined {
  const written = writtenName(record, field).replace(/\.$/, "");
  if (/^[0-9]{1,3}(?:\.[0-9]{1,3}){3}$/.test(written)) return written;
  return /^[0-9a-f:]{2,39}$/i.test(written) && written.split(":").length > 2 ? written : undefined;
}

// Empty where it is too long for a name.
function writtenName({ source, dataSpans }: ZoneRecord, field: number): string {
  const span = dataSpans[field];
  return span === undefined || span.end - span.start > 255 ? "" : source.slice(span.start, span.end);
}

/** The rules for NS, MX and SRV records whose target is a host. */
export function reportMissingAddresses(
  node: NodeView,
  zone: ZoneView,
  context: RuleContext,
  type: "NS" | "MX" | "SRV",
  what: string,
): void {
  for (const record of node.rrset(type)) {
    const name = targetOf(record.data);
    if (name === undefined || isMiswritten(name, zone)) continue;
    const missing = missingAddress(findTarget(context.estate, name));
    if (missing === undefined) continue;
    const field = targetField(type);
    const message = `${what} ${quoted(name.text)} ${missing}${missing === "does not exist" ? dotHint(record, field) : ""}`;
    context.report({ ...placeOf(record, field), message });
  }
}

/** The CNAME records that an alias leads through, itself the first. At most 16. */
export interface AliasChain {
  readonly records: readonly ZoneRecord[];
  /** Whether the last one leads back to the first. */
  readonly isLoop: boolean;
}

/** Resolvers give up at 10 to 16 aliases. */
const MAX_ALIASES = 16;

export function followAliases(estate: Estate, first: ZoneRecord): AliasChain {
  const records = [first];
  const seen = new Set([first.owner.key]);
  for (let record = first; records.length < MAX_ALIASES;) {
    if (record.data.type !== "CNAME") break;
    const target = findTarget(estate, record.data.target);
    if (target.kind !== "found") break;
    const next = target.node.rrset("CNAME")[0];
    if (next === undefined) break;
    if (next.owner.key === first.owner.key) return { records, isLoop: true };
    // A loop that the first one is not in is reported for those that are.
    if (seen.has(next.owner.key)) break;
    seen.add(next.owner.key);
    records.push(next);
    record = next;
  }
  return { records, isLoop: false };
}

// --------------------------------------------------------------------------------------------------------------------------

const UNKNOWN: Target = { kind: "unknown" };

function at(zone: ZoneView, node: NodeView): Target {
  const { cut } = node;
  if (cut !== undefined) return { kind: "delegated", zone, cut, node };
  return { kind: "found", zone, node };
}

/** Up to so many zones are compared with a name one by one, which makes no objects. */
const FEW_ZONES = 8;

function zoneOf(estate: Estate, name: DomainName): ZoneView | undefined {
  const { zones } = estate;
  if (zones.length > FEW_ZONES) return estate.zoneOf(name);
  let deepest: ZoneView | undefined;
  for (let index = 0; index < zones.length; index++) {
    const zone = zones[index];
    if (zone === undefined || !isInZone(name, zone.apex)) continue;
    if (deepest === undefined || zone.apex.labels.length > deepest.apex.labels.length) deepest = zone;
  }
  return deepest;
}

function wildcardBelow(zone: ZoneView, encloser: DomainName): NodeView | undefined {
  const name = DomainName.fromLabels(["*", ...encloser.labels]);
  if (!isName(name) || !isWildcard(name)) return undefined;
  return zone.node(name);
}
