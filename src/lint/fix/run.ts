/** `spf lint --fix` without its files: rounds of looking for fixes and applying those that are proved, until none is left. */
import type { Steps } from "../../base/run.js";
import { SourceText } from "../../base/source.js";
import { diffZones } from "../../zone/diff.js";
import type { ParsedZone } from "../../zone/parse.js";
import type { ZoneRecord } from "../../zone/record.js";
import { type LintInput, lintSteps } from "../run.js";
import { ChangedRecords } from "./changed.js";
import { editedFile } from "./place.js";
import { type AppliedFix, type FixableFinding, type MendedRecord, type RefusedFix, mendRecord } from "./record.js";

export interface FixInput extends LintInput {
  /** Reads a zone again from other octets, as it was read. */
  readonly reparse: (zone: ParsedZone, octets: Uint8Array) => ParsedZone;
}

export interface FixOutcome {
  /** What was looked at, as it is with the fixes. */
  readonly input: LintInput;
  /** In the order in which they were applied. Places are those of the file before the round of each. */
  readonly applied: readonly AppliedFix[];
  /** Those that were left out at the end. */
  readonly refused: readonly RefusedFix[];
  /** The records that were changed, from what they were at first to what they are now. */
  readonly records: ChangedRecords;
  /** Whether there might be more to fix: the rounds were used up. */
  readonly isCut: boolean;
}

/** A fix often makes room for another one, seldom for more than two or three. */
const MAX_ROUNDS = 50;

/** Applies all fixes of what is found in zones and texts. Throws where a change of a file would change another record. */
export function* fixSteps(input: FixInput): Steps<FixOutcome> {
  const { reparse, ...lintInput } = input;
  let current: LintInput = lintInput;
  const applied: AppliedFix[] = [];
  const records = new ChangedRecords();
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const mended = yield* records.asThoughPublished(mendOnce(current));
    applied.push(...mended.flatMap((one) => one.applied));
    const changed = mended.filter((one) => one.applied.length > 0);
    if (changed.length === 0) {
      return { input: current, applied, refused: mended.flatMap(({ refused }) => refused), records, isCut: false };
    }
    for (const one of changed) records.add(one);
    current = applyAll(current, changed, reparse);
  }
  return { input: current, applied, refused: [], records, isCut: true };
}

// --------------------------------------------------------------------------------------------------------------------------

function* mendOnce(input: LintInput): Steps<MendedRecord[]> {
  const { findings } = yield* lintSteps({ ...input, limit: Infinity });
  const byRecord = new Map<string, [FixableFinding, ...FixableFinding[]]>();
  for (const finding of findings) {
    const { fix, source } = finding;
    if (fix === undefined) continue;
    const key = `${source.name}\n${fix.record.span.start}`;
    const known = byRecord.get(key);
    if (known === undefined) byRecord.set(key, [{ ...finding, fix }]);
    else known.push({ ...finding, fix });
  }
  const twice = repeatedTexts(input.zones);
  const mended: MendedRecord[] = [];
  for (const group of byRecord.values()) mended.push(yield* mendRecord(group, obstacleOf(group[0], input.zones, twice)));
  return mended;
}

function obstacleOf(
  { source, fix }: FixableFinding,
  zones: readonly ParsedZone[],
  twice: ReadonlySet<string>,
): string | undefined {
  if (fix.record.isVerbatim === true) return undefined;
  if (!zones.some((zone) => zone.source === source)) return "the record is in a file that another one includes";
  const readers = zones.filter((zone) => zone.sources.some(({ name }) => name === source.name));
  if (readers.length > 1) return "other files include the one that the record is in";
  return twice.has(`${fix.owner?.key} ${fix.text}`) ? "the record stands in the file twice" : undefined;
}

/** TXT records that are left out because they are there already: once one of them is changed, the other one counts. */
function repeatedTexts(zones: readonly ParsedZone[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { table, problems } of zones) {
    if (!problems.some(({ code }) => code === "duplicate-record")) continue;
    for (let index = 0; index < table.count; index++) {
      if (!table.isOmitted(index)) continue;
      const record = table.record(index);
      if (record.data.type === "TXT") found.add(`${record.owner.key} ${textOf(record)}`);
    }
  }
  return found;
}

// --------------------------------------------------------------------------------------------------------------------------

function applyAll(input: LintInput, mended: readonly MendedRecord[], reparse: FixInput["reparse"]): LintInput {
  const fixed = new Map<ParsedZone, ParsedZone>();
  for (const zone of input.zones) {
    const here = mended.filter(({ at }) => at.record.source === zone.source);
    if (here.length === 0) continue;
    const edits = here.flatMap((one) => one.edits).sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
    const after = reparse(zone, editedFile(zone.source, edits));
    proveOthers(zone, after, here);
    fixed.set(zone, after);
  }
  const asFixed = (zone: ParsedZone): ParsedZone => fixed.get(zone) ?? zone;
  const texts = input.texts?.map((text) => {
    const one = mended.find(({ at }) => at.record.source === text.source);
    return one === undefined ? text : { ...text, source: new SourceText(text.source.name, Buffer.from(one.after, "latin1")) };
  });
  return {
    ...input,
    zones: input.zones.map(asFixed),
    ...(input.domains === undefined ? {} : { domains: input.domains.map(asFixed) }),
    ...(texts === undefined ? {} : { texts }),
  };
}

/** Whatever else is different in the file that was read again is a fault of this program. */
function proveOthers(before: ParsedZone, after: ParsedZone, mended: readonly MendedRecord[]): void {
  const codes = (zone: ParsedZone): string => zone.problems.map(({ code }) => code).join();
  const { sets, soa } = diffZones(before, after);
  const wanted = new Map(mended.map((one) => [`${one.at.owner?.key} ${one.before}`, one.after]));
  const isWanted = sets.every(({ type, removed, added }) => {
    if (type !== "TXT" || removed.length !== added.length) return false;
    const texts = new Set(added.map(textOf));
    return removed.every((record) => texts.has(wanted.get(`${record.owner.key} ${textOf(record)}`) ?? ""));
  });
  const changed = sets.reduce((sum, { removed }) => sum + removed.length, 0);
  if (
    isWanted &&
    soa === undefined &&
    changed === wanted.size &&
    before.table.count === after.table.count &&
    codes(before) === codes(after)
  )
    return;
  throw new Error(`the fixes of ${before.source.name} would change other records`);
}

function textOf({ data }: ZoneRecord): string {
  return data.type === "TXT" ? data.strings.join("") : "";
}
