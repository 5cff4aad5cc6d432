/** What `spf lint --fix` did, as text and as fields of its JSON. */
import { printable } from "../../base/escape.js";
import type { SourceText, Span } from "../../base/source.js";
import type { ChangedRecord } from "../../lint/fix/changed.js";
import type { FixEffect } from "../../lint/fix/proof.js";
import type { AppliedFix, RefusedFix } from "../../lint/fix/record.js";
import type { FixOutcome } from "../../lint/fix/run.js";
import { placeJson } from "../../lint/reporters/json.js";
import type { RecordAt } from "../../lint/fix/place.js";
import { formatRecordData } from "../../zone/print.js";
import { absoluteName } from "../../zone/rdata/text.js";
import { type Terminal, styled, wrap } from "../terminal.js";
import { changeBlocks, comparisonJson, signedLines } from "./policy-diff.js";

type Look = Pick<Terminal, "width" | "colour">;

/** The applied fixes for people: a paragraph for each record, and what to publish where nothing is written. Empty without any. */
export function formatFixesText({ applied, records }: FixOutcome, look: Look): string {
  const groups = byRecord(applied);
  const changed = records.all();
  const parts = changed.map((record) => recordText(record, groups.get(recordKey(record.at)) ?? [], look));
  for (const record of changed) {
    const published = publishedText(record);
    if (published !== undefined) parts.push(published);
  }
  return parts.map((part) => `${part}\n\n`).join("");
}

/** Why a fix was not applied, in lines that are safe to print. */
export function refusedText({ finding, why, effect }: RefusedFix, look: Look): string {
  const { source, span, rule, fix } = finding;
  const head = `spf: not fixed: ${placeText(source, span)}: ${rule}: ${printable(fix.message)}: ${printable(why)}`;
  const effects = effect === undefined ? [] : effectLines(effect, look, "  ");
  return [wrap(head, look.width), ...effects].map((line) => `${line}\n`).join("");
}

/** The fields `fixed` and `refused` of the JSON document. */
export function fixesJson({ applied, refused, records }: FixOutcome): object {
  const groups = byRecord(applied);
  return {
    fixed: records.all().map((record) => ({
      file: record.at.record.source.name,
      domain: record.at.owner?.text,
      before: record.before,
      after: record.after,
      fixes: (groups.get(recordKey(record.at)) ?? []).map(({ finding, effect }) => ({
        ...fixJson(finding),
        ...comparisonJson(effect.comparison),
      })),
    })),
    refused: refused.map(({ finding, because, why, effect }) => ({
      ...fixJson(finding),
      because,
      why,
      ...(effect === undefined ? {} : comparisonJson(effect.comparison)),
    })),
  };
}

// --------------------------------------------------------------------------------------------------------------------------

function recordKey({ record, owner }: RecordAt): string {
  return `${record.source.name}\n${owner?.key ?? ""}`;
}

function byRecord(applied: readonly AppliedFix[]): ReadonlyMap<string, readonly AppliedFix[]> {
  const groups = new Map<string, AppliedFix[]>();
  for (const one of applied) {
    const key = recordKey(one.finding.fix);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return groups;
}

function placeText(source: SourceText, span: Span): string {
  const { line, column } = source.position(span.start);
  return `${printable(source.name)}:${line}:${column}`;
}

function recordText({ at, before, after }: ChangedRecord, applied: readonly AppliedFix[], look: Look): string {
  const { source, span } = at.record;
  const { line } = source.position(span.start);
  const place = at.record.isVerbatim === true ? printable(source.name) : `${printable(source.name)}:${line}`;
  const owner = at.owner === undefined ? "" : ` (${printable(at.owner.text)})`;
  return [
    styled(look, "bold", `${place}${owner}: fixed`),
    ...signedLines("-", printable(before), look),
    ...signedLines("+", printable(after), look),
    ...applied.flatMap((one) => appliedLines(one, look)),
  ].join("\n");
}

function appliedLines({ finding: { rule, fix }, effect }: AppliedFix, look: Look): string[] {
  const [first = "", ...rest] = wrap(`${rule}: ${printable(fix.message)}`, look.width - 4).split("\n");
  return [`  ${first}`, ...rest.map((line) => `    ${line}`), ...effectLines(effect, look, "    ")];
}

function effectLines({ comparison }: FixEffect, look: Look, indent: string): string[] {
  if (comparison.isEqual) return [`${indent}nobody's verdict changes`];
  const narrow = { ...look, width: look.width - indent.length };
  return changeBlocks(comparison, narrow).flatMap((block) =>
    block.flatMap((text) => text.split("\n")).map((line) => `${indent}${line}`),
  );
}

/** The record of a command line as text, that of a domain as a line of a zone file; whole, so that it can be copied. */
function publishedText({ at: { record, owner }, after }: ChangedRecord): string | undefined {
  if (record.isVerbatim === true) return `The new record:\n${printable(after)}`;
  if (owner === undefined || !record.source.name.startsWith("dns:")) return undefined;
  const strings = after.match(/[^]{1,255}/g) ?? [""];
  return `To publish:\n${absoluteName(owner)} IN TXT ${formatRecordData({ type: "TXT", strings })}`;
}

function fixJson({ rule, source, span, fix }: AppliedFix["finding"]): object {
  return { rule, message: fix.message, claim: fix.claim.kind, ...placeJson(source, span) };
}
