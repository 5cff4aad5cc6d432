/** Records of the corpus: every type in its own form and in that of RFC 3597, and faults of its data. */
import { readFileSync } from "node:fs";
import { INVALID, VALID } from "../../zone/rdata-support.js";

/** A type and its data. */
export interface RecordCase {
  readonly title: string;
  readonly text: string;
}

/** Types whose data are strings up to the end of the record, so that one more is no fault. */
const ENDLESS = new Set(["TXT", "SPF", "NINFO", "AVC", "RESINFO", "WALLET", "CLA"]);

/** Types that have data without any field. */
const MAY_BE_EMPTY = new Set(["APL", "UNSPEC"]);

/** One of every type and more, the edges of what each allows, and the same octets as `\#`. */
export const GOOD_RECORDS: readonly RecordCase[] = unique([
  ...VALID.filter(({ text }) => !isWrongSpf(text)).map(({ text }) => caseOf(text)),
  ...linesOf("edge-records.txt").map(caseOf),
  ...firstOfEachType().map(({ text, hex }) => ({
    title: `\\# of ${text.replace(/ \\#.*/, "")}`,
    text: `${typeOf(text)} ${genericData(hex)}`,
  })),
]);

/** One fault each. */
export const FAULTY_RECORDS: readonly RecordCase[] = unique([
  ...INVALID.map(([text]) => caseOf(text)),
  ...linesOf("wrong-records.txt").map(caseOf),
  ...firstOfEachType().flatMap(faultsOfEveryType),
]);

// ---------------------------------------------------------------------------------------------------------------------------

function faultsOfEveryType({ text, hex }: { readonly text: string; readonly hex: string }): RecordCase[] {
  const type = typeOf(text);
  const faults = [{ title: `${type} \\# too long`, text: `${type} \\# ${hex.length / 2 + 1} ${hex}` }];
  if (!MAY_BE_EMPTY.has(type)) faults.push({ title: `${type} without data`, text: type });
  if (!ENDLESS.has(type)) faults.push({ title: `${type} with one field more`, text: `${text} ..` });
  return faults;
}

// Right data, but rules about SPF have something to say.
function isWrongSpf(text: string): boolean {
  return text === 'TXT "v=spf1 -all" b ""';
}

function firstOfEachType(): (typeof VALID)[number][] {
  return [
    ...new Map(
      VALID.filter(({ text }) => !isWrongSpf(text))
        .toReversed()
        .map((record) => [typeOf(record.text), record]),
    ).values(),
  ].toReversed();
}

function genericData(hex: string): string {
  return hex === "" ? "\\# 0" : `\\# ${hex.length / 2} ${hex}`;
}

function typeOf(text: string): string {
  return text.split(" ", 1)[0] ?? "";
}

function caseOf(text: string): RecordCase {
  return { title: text, text };
}

// The files and what is made of them may have the same record.
function unique(cases: readonly RecordCase[]): RecordCase[] {
  return [...new Map(cases.toReversed().map((record) => [record.text, record])).values()].toReversed();
}

function linesOf(file: string): string[] {
  const text = readFileSync(new URL(file, import.meta.url), "utf8");
  return text.split("\n").filter((line) => line !== "" && !line.startsWith(";"));
}
