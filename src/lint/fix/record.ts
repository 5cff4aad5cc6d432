/** The fixes of one record, one after the other, each of them proved. */
import type { Steps } from "../../base/run.js";
import { isSpfRecord } from "../../spf/parse.js";
import type { Finding } from "../rule.js";
import { applyEdits } from "../spf/faults/edited-text.js";
import type { TextEdit } from "../spf/spf-text.js";
import { type FileEdit, type PlacedFix, type RecordAt, fileEdits } from "./place.js";
import { type FixEffect, proveFix } from "./proof.js";

/** A finding that has a fix. */
export type FixableFinding = Finding & { readonly fix: PlacedFix };

export interface AppliedFix {
  readonly finding: FixableFinding;
  /** The record's text just before it and just after it. */
  readonly before: string;
  readonly after: string;
  readonly effect: FixEffect;
}

/** A fix that was left out. */
export interface RefusedFix {
  readonly finding: FixableFinding;
  /** `claim`: it does more than it claims. `place`: it cannot be written where the record stands. */
  readonly because: "claim" | "place";
  /** A sentence without a full stop. */
  readonly why: string;
  /** What it would do, for `claim`. */
  readonly effect?: FixEffect;
}

/** What became of one record. */
export interface MendedRecord {
  readonly at: RecordAt;
  readonly before: string;
  readonly after: string;
  /** In order; none where nothing was applied. */
  readonly edits: readonly FileEdit[];
  readonly applied: readonly AppliedFix[];
  readonly refused: readonly RefusedFix[];
}

/**
 * Applies the fixes of one record that are apart; one that touches another has to be looked for again in the record as it is then.
 * `obstacle` says why the record is not to be changed at all.
 */
export function* mendRecord(
  findings: readonly [FixableFinding, ...FixableFinding[]],
  obstacle: string | undefined,
): Steps<MendedRecord> {
  const at: RecordAt = findings[0].fix;
  const { text } = findings[0].fix;
  const applied: AppliedFix[] = [];
  const refused: RefusedFix[] = [];
  const refuse = (finding: FixableFinding, because: RefusedFix["because"], why: string, effect?: FixEffect): void =>
    void refused.push({ finding, because, why, ...(effect === undefined ? {} : { effect }) });
  const why = obstacle ?? (yield* rivalOf(at, text));
  let done: readonly TextEdit[] = [];
  let placed: readonly FileEdit[] = [];
  for (const finding of findings) {
    const { edits, claim } = finding.fix;
    if (why !== undefined) {
      refuse(finding, "place", why);
      continue;
    }
    if (touches(done, edits)) continue;
    const together = [...done, ...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
    const inFile = fileEdits(at, together);
    if (typeof inFile === "string") {
      refuse(finding, "place", inFile);
      continue;
    }
    const [before, after] = [applyEdits(text, done), applyEdits(text, together)];
    const { effect, refusal } = yield* proveFix(at.owner, before, after, claim);
    if (refusal !== undefined) {
      refuse(finding, "claim", refusal, effect);
      continue;
    }
    applied.push({ finding, before, after, effect });
    [done, placed] = [together, inFile];
  }
  return { at, before: text, after: applyEdits(text, done), edits: placed, applied, refused };
}

// --------------------------------------------------------------------------------------------------------------------------

/** Why a record is none that counts: beside another SPF record all get permerror (RFC 7208 section 4.5). */
function* rivalOf({ record, owner }: RecordAt, text: string): Steps<string | undefined> {
  if (record.isVerbatim === true || owner === undefined) return undefined;
  const answer = yield { name: owner, type: "TXT" };
  if (answer.status !== "noerror") return undefined;
  const texts = answer.records.flatMap((data) => (data.type === "TXT" ? [data.strings.join("")] : []));
  // A file that is laid over DNS answers for the record of DNS too, which is another world.
  if (!texts.includes(text)) return undefined;
  const others = texts.filter((other) => other !== text && isSpfRecord(other));
  return others.length === 0 ? undefined : "the name has another SPF record, and one has to go before the other counts";
}

// Two edits at one place have an order, which nobody said.
function touches(done: readonly TextEdit[], edits: readonly TextEdit[]): boolean {
  return edits.some(({ span }) => done.some((other) => span.start <= other.span.end && other.span.start <= span.end));
}
