/** The words of a record between its spaces, as the parser sees them and as a person may have meant them. */
import { parseIp4, parseIp6 } from "../../../base/ip.js";
import type { Span } from "../../../base/source.js";
import { type ParsedRecord, type SyntaxProblem, parseRecord } from "../../../spf/parse.js";
import type { Term } from "../../../spf/record.js";

/** A word between spaces: a term, or what was meant as one. */
export interface Token extends Span {
  readonly text: string;
  /** What the parser finds wrong in it. */
  readonly problems: readonly SyntaxProblem[];
  /** What the parser read; undefined where it is broken. */
  readonly term: Term | undefined;
  readonly reading: Reading;
}

/** A word taken apart without being strict about any part: `signs name sign rest`. */
interface Reading {
  /** All qualifiers in front. */
  readonly signs: string;
  /** As written, and in lower case; empty where no letter follows the signs. */
  readonly written: string;
  readonly name: string;
  /** What follows the name: a colon or an equals sign, which belong to no part, or nothing of these. */
  readonly sign: ":" | "=" | "";
  readonly rest: string;
  /** Where `rest` starts in the word. */
  readonly restAt: number;
}

const VERSION_LENGTH = "v=spf1".length;

/** The words after the version. */
export function tokensOf(text: string, { record, problems }: ParsedRecord): Token[] {
  const tokens: Token[] = [];
  let nextTerm = 0;
  let nextProblem = 0;
  for (const { start, end } of words(text, VERSION_LENGTH)) {
    const own: SyntaxProblem[] = [];
    for (let problem; (problem = problems[nextProblem]) !== undefined && problem.span.start < end; nextProblem++) {
      if (problem.span.start >= start) own.push(problem);
    }
    const term = record.terms[nextTerm];
    const isTerm = term?.span.start === start;
    if (isTerm) nextTerm++;
    const word = text.slice(start, end);
    tokens.push({ text: word, start, end, problems: own, term: isTerm ? term : undefined, reading: readWord(word) });
  }
  return tokens;
}

/** The places of the words from an offset on. */
export function words(text: string, from: number): Span[] {
  const found: Span[] = [];
  for (let at = from; at < text.length;) {
    if (text.charCodeAt(at) === 0x20) {
      at++;
      continue;
    }
    const space = text.indexOf(" ", at);
    const end = space < 0 ? text.length : space;
    found.push({ start: at, end });
    at = end;
  }
  return found;
}

function readWord(text: string): Reading {
  const signs = /^[-+~?]*/.exec(text)?.[0] ?? "";
  const written = /^[A-Za-z][A-Za-z0-9._-]*/.exec(text.slice(signs.length))?.[0] ?? "";
  const end = signs.length + written.length;
  const next = text.charAt(end);
  const sign = next === ":" || next === "=" ? next : "";
  const restAt = end + sign.length;
  return { signs, written, name: written.toLowerCase(), sign, rest: text.slice(restAt), restAt };
}

/** Whether a text is one term, with a name that SPF has. */
export function isKnownTerm(text: string): boolean {
  if (text === "" || text.includes(" ")) return false;
  const { record, problems } = parseRecord(`v=spf1 ${text}`);
  const [term] = record.terms;
  return problems.length === 0 && term !== undefined && (term.kind === "directive" || term.name !== "unknown");
}

/** The family of an address with or without a length; undefined for anything else. */
export function familyOf(text: string): 4 | 6 | undefined {
  const address = text.split("/", 1)[0] ?? "";
  if (parseIp4(address) !== undefined) return 4;
  return parseIp6(address) === undefined ? undefined : 6;
}

/** Whether a text looks as if it were meant as an IPv4 address, with or without a length. */
export function looksLikeIp4(text: string): boolean {
  return /^[0-9]{1,4}(?:\.(?:[0-9]{1,4}|[*x]))+\.?(?:-[0-9.]+)?(?:\/.*)?$/i.test(text);
}

/** Whether a text looks like a name of two or more labels, without macros. */
export function looksLikeDomain(text: string): boolean {
  return /^[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_-]+)*\.(?=[a-z0-9-]*[a-z])[a-z0-9-]*[a-z0-9]\.?$/i.test(text);
}

/** Whether a word that is no term could be what belongs after a colon: an address, a name, a macro. */
export function isOperand({ text, problems }: Token): boolean {
  if (problems.length === 0) return false;
  const plain = text.split("/", 1)[0] ?? "";
  return familyOf(text) !== undefined || looksLikeIp4(text) || looksLikeDomain(plain) || /^[\w.-]*%\{[^:]*$/.test(text);
}
