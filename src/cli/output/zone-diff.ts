/** The difference between two zones, as text and as JSON: `schemas/zone-diff.schema.json` says what is in the latter. */
import { asciiJson, printable } from "../../base/escape.js";
import { typeCode } from "../../base/question.js";
import { type SetChange, type ZoneDiff, shownData } from "../../zone/diff.js";
import type { ParsedZone } from "../../zone/parse.js";
import { typeMnemonic } from "../../zone/types.js";
import { type Terminal, styled, wrap } from "../terminal.js";
import { type SpfDifference, compareSpf } from "./spf-difference.js";

type Look = Pick<Terminal, "width" | "colour">;

/** How much differs. */
interface Counts {
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
  readonly ttl: number;
}

/** Whether two zones mean the same. */
export function isSameZone({ sets, soa }: ZoneDiff): boolean {
  return sets.length === 0 && soa === undefined;
}

/** The difference for people: a paragraph for each record set. */
export function formatDiffText(before: ParsedZone, after: ParsedZone, diff: ZoneDiff, look: Look): string {
  const [from, to] = [shownName(before), shownName(after)];
  if (isSameZone(diff)) {
    return `${wrap(`${from} and ${to} mean the same: ${records(after.records.length)}.`, look.width)}\n`;
  }
  const lines = [styled(look, "red", `--- ${from}`), styled(look, "green", `+++ ${to}`)];
  if (diff.soa !== undefined) pushSoa(lines, diff.soa, look);
  // A change of TTLs alone is of another kind than one of data, and there may be many.
  for (const set of diff.sets.filter(({ kind }) => kind !== "ttl")) pushSet(lines, set, look);
  const ttls = diff.sets.filter(({ kind }) => kind === "ttl");
  if (ttls.length > 0) lines.push("", styled(look, "bold", "TTL alone"));
  for (const set of ttls) lines.push(wrap(`${titleOf(set)}: ${ttlChange(set)}`, look.width - 2, "  "));
  lines.push("", wrap(summaryOf(diff), look.width));
  return `${lines.join("\n")}\n`;
}

/** One JSON text with a line end, in ASCII. */
export function formatDiffJson(before: ParsedZone, after: ParsedZone, diff: ZoneDiff): string {
  const document = {
    version: 1,
    same: isSameZone(diff),
    before: zoneJson(before),
    after: zoneJson(after),
    counts: countsOf(diff),
    soa: diff.soa && {
      owner: diff.soa.owner.text,
      fields: diff.soa.fields,
      ttl:
        diff.soa.ttlBefore === diff.soa.ttlAfter
          ? undefined
          : { before: ttlsJson([diff.soa.ttlBefore]), after: ttlsJson([diff.soa.ttlAfter]) },
    },
    sets: diff.sets.map(setJson),
  };
  return `${asciiJson(document)}\n`;
}

// --------------------------------------------------------------------------------------------------------------------------
// Text

function pushSoa(lines: string[], soa: NonNullable<ZoneDiff["soa"]>, look: Look): void {
  lines.push("", styled(look, "bold", `${soa.owner.text} SOA`));
  for (const { field, before, after } of soa.fields) lines.push(wrap(`${field} ${before} -> ${after}`, look.width, "  "));
  if (soa.ttlBefore !== soa.ttlAfter) lines.push(`  TTL ${ttlText([soa.ttlBefore])} -> ${ttlText([soa.ttlAfter])}`);
}

function pushSet(lines: string[], set: SetChange, look: Look): void {
  const kind = set.kind === "added" ? ": new" : set.kind === "removed" ? ": gone" : "";
  const title =
    kind === "" ? titleOf(set) : `${titleOf(set)}${kind}, TTL ${ttlText(kind === ": new" ? set.ttlAfter : set.ttlBefore)}`;
  lines.push(
    "",
    ...wrap(title, look.width)
      .split("\n")
      .map((line) => styled(look, "bold", line)),
  );
  for (const record of set.removed) pushRecord(lines, "-", shownData(record), look);
  for (const record of set.added) pushRecord(lines, "+", shownData(record), look);
  const kept = set.after.length - set.added.length;
  if (set.kind === "changed" && kept > 0) lines.push(styled(look, "dim", `  and ${records(kept)} as before`));
  if (set.kind === "changed" && ttlText(set.ttlBefore) !== ttlText(set.ttlAfter)) lines.push(`  ${ttlChange(set)}`);
  const spf = set.type === "TXT" ? compareSpf(set.before, set.after) : undefined;
  if (spf === undefined) return;
  for (const message of [...spf.notes, ...spf.terms.map((term) => term.message)]) {
    lines.push(wrap(`SPF: ${printable(message)}`, look.width, "  "));
  }
}

function pushRecord(lines: string[], sign: "+" | "-", data: string, look: Look): void {
  const text = wrap(printable(data), look.width, "  ");
  for (const [index, line] of text.split("\n").entries()) {
    lines.push(styled(look, sign === "+" ? "green" : "red", index === 0 ? `${sign}${line.slice(1)}` : line));
  }
}

function titleOf({ owner, type }: SetChange): string {
  return `${owner.text} ${typeMnemonic(typeCode(type))}`;
}

function ttlChange({ ttlBefore, ttlAfter }: SetChange): string {
  return `TTL ${ttlText(ttlBefore)} -> ${ttlText(ttlAfter)}`;
}

function ttlText(ttls: readonly (number | undefined)[]): string {
  return ttls.map((ttl) => (ttl === undefined ? "not stated" : String(ttl))).join(" and ");
}

function summaryOf(diff: ZoneDiff): string {
  const { added, removed, changed, ttl } = countsOf(diff);
  const parts: string[] = [];
  if (added > 0) parts.push(`${added} new`);
  if (removed > 0) parts.push(`${removed} gone`);
  if (changed > 0) parts.push(`${changed} changed`);
  if (ttl > 0) parts.push(`${ttl} with another TTL alone`);
  const sets = `Record sets: ${parts.length === 0 ? "none differs" : parts.join(", ")}.`;
  const serial = diff.soa?.fields.some(({ field }) => field === "serial") === true;
  if (diff.soa === undefined) return parts.length === 0 ? sets : `${sets} The SOA serial is the same.`;
  return `${sets} The SOA record differs${serial ? "" : ", but its serial is the same"}.`;
}

function records(count: number): string {
  return count === 1 ? "1 record" : `${count} records`;
}

function shownName({ source }: ParsedZone): string {
  return source.name === "-" ? "standard input" : printable(source.name);
}

function countsOf({ sets }: ZoneDiff): Counts {
  const count = (kind: SetChange["kind"]): number => sets.filter((set) => set.kind === kind).length;
  return {
    added: count("added"),
    removed: count("removed"),
    changed: count("changed"),
    ttl: count("ttl"),
  };
}

// --------------------------------------------------------------------------------------------------------------------------
// JSON

function zoneJson(zone: ParsedZone): object {
  return {
    file: zone.source.name,
    origin: zone.origin?.text,
    isFragment: zone.isFragment,
    records: zone.records.length,
  };
}

function setJson(set: SetChange): object {
  const isSameTtl = ttlText(set.ttlBefore) === ttlText(set.ttlAfter);
  const spf = set.type === "TXT" ? compareSpf(set.before, set.after) : undefined;
  return {
    kind: set.kind,
    owner: set.owner.text,
    type: typeMnemonic(typeCode(set.type)),
    removed: set.removed.map(shownData),
    added: set.added.map(shownData),
    kept: set.after.length - set.added.length,
    ttl: isSameTtl ? undefined : { before: ttlsJson(set.ttlBefore), after: ttlsJson(set.ttlAfter) },
    spf: spf && spfJson(spf),
  };
}

function spfJson({ before, after, notes, terms }: SpfDifference): object {
  return { before, after, notes, terms };
}

function ttlsJson(ttls: readonly (number | undefined)[]): (number | null)[] {
  return ttls.map((ttl) => ttl ?? null);
}
