/**
 * What is broken in a record, and what was misread without a word: one fault for each cause, each owned by one rule.
 *
 * Characters that no term has are looked at first. What is left when they are mended is read again, so that `a; mx; -al` has two
 * faults and not four. Then each word has the first fault that a detector sees in it, perhaps with its neighbours.
 */
import type { Span } from "../../../base/source.js";
import { type ParsedRecord, parseRecord } from "../../../spf/parse.js";
import { once } from "../once.js";
import type { Fix, FixClaim, SpfText } from "../spf-text.js";
import {
  type CharacterDetector,
  commaSeparators,
  htmlResidue,
  placeholders,
  semicolonSeparators,
  tabSeparators,
} from "./characters.js";
import { isOrdinaryDomain } from "./domains.js";
import { EditedText, applyEdits } from "./edited-text.js";
import type { Cure, Fault, Found } from "./fault.js";
import { foreignTags } from "./foreign-tags.js";
import { MODIFIERS } from "./names.js";
import type { FoundTerm } from "./term-place.js";
import { termFaults } from "./terms.js";
import { type Token, tokensOf } from "./tokens.js";

/** The most faults of one record: a text that is no record at all has one in each word. */
export const MAX_FAULTS = 20;

/** The longest text that fixes are tried on, in characters: each is read again. */
const MAX_FIXED = 8192;

const NONE: readonly Fault[] = [];

/** The faults of a record in the order of their places, found once for all rules. */
export const faultsIn: (spf: SpfText) => readonly Fault[] = once(({ text, parsed }) =>
  isOrdinary(parsed) ? NONE : classify(text, parsed),
);

/** Whether a piece of a record is part of a fault: what it seems to say was not meant. */
export function isFaulty(spf: SpfText, { start, end }: Span): boolean {
  return faultsIn(spf).some(({ span }) => span.start < end && span.end > start);
}

/** Whether a record has nothing that a detector could look for. Nearly all have not. */
function isOrdinary({ record, problems }: ParsedRecord): boolean {
  if (problems.length > 0) return false;
  for (const term of record.terms) {
    if (term.kind === "directive") {
      const { mechanism } = term;
      if ("domain" in mechanism && mechanism.domain !== undefined && !isOrdinaryDomain(mechanism.domain.text)) return false;
    } else if (term.name === "unknown" || !isOrdinaryDomain(term.domain.text)) return false;
  }
  return true;
}

function classify(text: string, parsed: ParsedRecord): readonly Fault[] {
  const found = findAll(text, parsed);
  const shownOnes = found.slice(0, MAX_FAULTS);
  const left = found.length - shownOnes.length;
  return shownOnes.map((one, index): Fault => {
    const { span, related, cure } = one;
    const fix = cure && fixOf(text, parsed, found, one, cure);
    // Nothing behind `all` is evaluated, so that nobody expects a mistake there to matter.
    const message =
      one.isBehindAll === true ? `${one.message}; it breaks the whole record, although it stands behind all` : one.message;
    return {
      rule: one.isBehindAll === true ? "syntax-error-after-all" : one.rule,
      span,
      message: left > 0 && index === MAX_FAULTS - 1 ? `${message}; the record has ${left} more problems` : message,
      ...(related === undefined ? {} : { related }),
      ...(fix === undefined ? {} : { fix }),
    };
  });
}

// --------------------------------------------------------------------------------------------------------------------------

/** In this order: `&nbsp;` ends in a semicolon, and so does a tag. */
const CHARACTERS: readonly CharacterDetector[] = [
  htmlResidue,
  tabSeparators,
  foreignTags,
  placeholders,
  semicolonSeparators,
  commaSeparators,
];

function findAll(text: string, parsed: ParsedRecord): Found[] {
  const [first] = parsed.problems;
  if (first?.code === "version-missing") return [{ rule: "spf-syntax", span: first.span, message: first.message }];
  const found: Found[] = [];
  let edited = new EditedText(text);
  for (const detector of CHARACTERS) {
    const faults = detector(edited.text);
    for (const fault of faults) found.push(inOriginal(fault, edited));
    edited = edited.edit(faults.flatMap(({ edits }) => edits));
  }
  const read = edited.text === text ? parsed : parseRecord(edited.text);
  for (const fault of findTerms(tokensOf(edited.text, read))) found.push(inOriginal(fault, edited));
  return found.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

function inOriginal(fault: Found, edited: EditedText): Found {
  const { related, cure } = fault;
  return {
    ...fault,
    span: edited.original(fault.span),
    ...(related === undefined ? {} : { related: related.map((one) => ({ ...one, span: edited.original(one.span) })) }),
    ...(cure === undefined
      ? {}
      : { cure: { ...cure, edits: cure.edits.map((edit) => ({ ...edit, span: edited.original(edit.span) })) } }),
  };
}

function findTerms(tokens: readonly Token[]): FoundTerm[] {
  const found: FoundTerm[] = [];
  let isBehindAll = false;
  for (let index = 0; index < tokens.length;) {
    const token = tokens[index];
    if (token === undefined) break;
    const faults = termFaults({ token, following: tokens.slice(index + 1, index + 3) });
    for (const fault of faults) {
      found.push(isBehindAll && token.problems.length > 0 && isDirective(token) ? { ...fault, isBehindAll: true } : fault);
    }
    if (faults.length === 0 && token.term?.kind === "directive" && token.term.mechanism.name === "all") isBehindAll = true;
    index += faults[0]?.takes ?? 1;
  }
  return withFirstOnes(found, tokens);
}

/** Whether a word was meant to be evaluated: modifiers may stand behind `all`. */
function isDirective({ reading }: Token): boolean {
  return reading.sign !== "=" && !MODIFIERS.has(reading.name);
}

/** Modifiers that stand twice, each with the first one of its name. */
function withFirstOnes(found: FoundTerm[], tokens: readonly Token[]): FoundTerm[] {
  return found.map((fault) => {
    if (fault.rule !== "redirect-duplicate" && fault.rule !== "exp-duplicate") return fault;
    const name = fault.rule === "exp-duplicate" ? "exp" : "redirect";
    const first = tokens.find(({ term }) => term?.kind === "modifier" && term.name === name);
    const again = tokens.find(({ start }) => start === fault.span.start);
    if (first === undefined || again === undefined) return fault;
    const related = [{ span: { start: first.start, end: first.end }, message: `the first ${name}=` }];
    if (first.text.toLowerCase() !== again.text.toLowerCase()) return { ...fault, related };
    const before = tokens[tokens.indexOf(again) - 1];
    const edits = [{ span: { start: before?.end ?? again.start, end: again.end }, text: "" }];
    return { ...fault, related, cure: { message: `remove the second ${name}=`, edits } };
  });
}

// --------------------------------------------------------------------------------------------------------------------------

/** A cure as a fix: where it mends its fault, makes no new one, and it is known whose verdict it may change. */
function fixOf(text: string, parsed: ParsedRecord, found: readonly Found[], fault: Found, cure: Cure): Fix | undefined {
  const claim: FixClaim | undefined = parsed.problems.length > 0 ? { kind: "repair" } : cure.claim;
  if (claim === undefined || text.length > MAX_FIXED) return undefined;
  const mended = applyEdits(text, cure.edits);
  const read = parseRecord(mended);
  // What a fault seems to say is not said yet: `+ all` is no `+all`.
  if (letsAllSend(read) && !letsAllSend(parsed, fault.span)) return undefined;
  const before = found.filter((other) => other !== fault).map(({ rule }) => rule);
  const after = (isOrdinary(read) ? [] : findAll(mended, read)).map(({ rule }) => rule);
  for (const rule of after) {
    const at = before.indexOf(rule);
    if (at < 0) return undefined;
    before.splice(at, 1);
  }
  return { message: cure.message, edits: cure.edits, claim };
}

/** Whether a record has `+all` or `all`, but for those in one piece of it. */
export function letsAllSend({ record }: ParsedRecord, without?: Span): boolean {
  return record.directives.some(
    ({ qualifier, mechanism, span }) =>
      mechanism.name === "all" &&
      qualifier === "+" &&
      (without === undefined || span.start >= without.end || span.end <= without.start),
  );
}
