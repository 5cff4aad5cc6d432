/** The parser of SPF records (RFC 7208 sections 4.5, 4.6.1 and 12). It never throws: it returns a record and its problems. */
import { isDigit } from "../base/ascii.js";
import { type ForeignCharacter, foreignCharacterAt, utf8Text } from "../base/foreign-character.js";
import { parseIp4 } from "../base/ip.js";
import { parseMechanism } from "./parse-mechanism.js";
import type { Directive, ExpModifier, Modifier, Qualifier, RedirectModifier, SpfRecord, Term } from "./record.js";
import { type SyntaxProblem, TermText, parseDomainSpec, parseMacros } from "./term-text.js";

export type { SyntaxProblem, SyntaxProblemCode } from "./term-text.js";

export interface ParsedRecord {
  readonly record: SpfRecord;
  /** Empty when the record is right; in the order of the text otherwise. */
  readonly problems: readonly SyntaxProblem[];
}

const VERSION = "v=spf1";

/**
 * Whether a TXT record's joined strings are an SPF record: they start with `v=spf1` in any case, then a space or the end
 * (section 4.5).
 */
export function isSpfRecord(text: string): boolean {
  if (text.length > VERSION.length && text.charCodeAt(VERSION.length) !== 0x20) return false;
  return text.slice(0, VERSION.length).toLowerCase() === VERSION;
}

/**
 * Parses a record, given as the text that its strings make when they are joined without a space (section 3.3).
 *
 *     record  = version terms *SP
 *     version = "v=spf1"
 *     terms   = *( 1*SP ( directive / modifier ) )
 */
export function parseRecord(text: string): ParsedRecord {
  const problems: SyntaxProblem[] = [];
  const terms: Term[] = [];
  const directives: Directive[] = [];
  let redirect: RedirectModifier | undefined;
  let exp: ExpModifier | undefined;
  let index = 0;
  if (isSpfRecord(text)) index = VERSION.length;
  else {
    const span = { start: 0, end: Math.min(text.length, VERSION.length) };
    const message = 'an SPF record starts with "v=spf1" and a space';
    problems.push({
      code: "version-missing",
      severity: "error",
      section: "RFC 7208 4.5",
      span,
      message,
    });
  }
  while (index < text.length) {
    if (text.charCodeAt(index) === 0x20) {
      index++;
      continue;
    }
    const space = text.indexOf(" ", index);
    const end = space < 0 ? text.length : space;
    const term = parseTerm(text.slice(index, end), index, problems);
    if (term !== undefined) {
      terms.push(term);
      if (term.kind === "directive") directives.push(term);
      else if (term.name === "redirect") {
        if (redirect === undefined) redirect = term;
        else problems.push(duplicate("redirect-duplicate", term));
      } else if (term.name === "exp") {
        if (exp === undefined) exp = term;
        else problems.push(duplicate("exp-duplicate", term));
      }
    }
    index = end;
  }
  const record: SpfRecord = {
    text,
    terms,
    directives,
    ...(redirect === undefined ? {} : { redirect }),
    ...(exp === undefined ? {} : { exp }),
  };
  return { record, problems };
}

function duplicate(code: "redirect-duplicate" | "exp-duplicate", term: Modifier): SyntaxProblem {
  const message = `${term.name}= may appear only once`;
  return { code, severity: "error", section: "RFC 7208 6", span: term.span, message };
}

// ------------------------------------------------------------------------------------------------------------------------
// One term

/** Which character stands in the place of an ASCII one, given as its octets in UTF-8, and what to write. */
function instead(kind: ForeignCharacter["kind"], octets: string): string {
  if (kind === "other") return "";
  const code = utf8Text(octets).codePointAt(0) ?? 0;
  const does = { blank: "write a space", dash: 'write "-"', quote: "remove it" }[kind];
  return ` (U+${code.toString(16).toUpperCase().padStart(4, "0")}): ${does}`;
}

function parseTerm(text: string, start: number, problems: SyntaxProblem[]): Term | undefined {
  const term = new TermText(text, start, problems);
  const foreign = /[^\x21-\x7e]/.exec(text);
  if (foreign !== null) {
    const at = foreign.index;
    if (text.charCodeAt(at) < 0x80) {
      const message = "a control character stands in the record; terms are separated by spaces only";
      return term.report("control-character", at, at + 1, message, "RFC 7208 3.1");
    }
    const { length, kind, what } = foreignCharacterAt(text, at);
    const message = `a record is ASCII only, and ${what}${instead(kind, text.slice(at, at + length))}`;
    return term.report("non-ascii", at, at + length, message, "RFC 7208 3.1");
  }
  //     modifier = name "=" macro-string
  const nameEnd = endOfName(text, 0);
  return nameEnd > 0 && text[nameEnd] === "=" ? parseModifier(term, text.slice(0, nameEnd)) : parseDirective(term);
}

/**
 * Where the name that starts at `start` ends; `start` itself where there is none.
 *
 *     name = ALPHA *( ALPHA / DIGIT / "-" / "_" / "." )
 */
function endOfName(text: string, start: number): number {
  let at = start;
  while (at < text.length && (at === start ? isAlpha : isNameCharacter)(text.charCodeAt(at))) at++;
  return at;
}

function parseModifier(term: TermText, label: string): Modifier | undefined {
  const span = { start: term.start, end: term.start + term.text.length };
  const name = label.toLowerCase();
  const valueAt = label.length + 1;
  if (name !== "redirect" && name !== "exp") {
    const value = parseMacros(term, valueAt, term.text.length, "unknown-modifier");
    return value && { kind: "modifier", name: "unknown", label, value, span };
  }
  if (valueAt === term.text.length) {
    return term.report("modifier-empty", 0, valueAt, `${name}= needs a domain after the equals sign`, "RFC 7208 6");
  }
  const domain = parseDomainSpec(term, valueAt, term.text.length);
  return domain && { kind: "modifier", name, domain, span };
}

/**
 *     directive = [ qualifier ] mechanism
 *     qualifier = "+" / "-" / "?" / "~"
 */
function parseDirective(term: TermText): Directive | undefined {
  const { text } = term;
  const first = text.charAt(0);
  const qualified = first === "+" || first === "-" || first === "~" || first === "?";
  const nameAt = qualified ? 1 : 0;
  const nameEnd = endOfName(text, nameAt);
  const name = text.slice(nameAt, nameEnd);
  const next = text.charAt(nameEnd);
  if (name === "" || (next !== "" && next !== ":" && next !== "/")) {
    if (qualified && next === "=") {
      return term.report("qualifier-on-modifier", 0, 1, `the modifier ${name}= takes no "${first}" in front`, "RFC 7208 4.6.1");
    }
    const hint = /[,;]/.test(text)
      ? "; terms are separated by spaces only"
      : parseIp4(text.split("/")[0] ?? "") !== undefined
        ? "; for an address write ip4:"
        : "";
    return term.report("malformed-term", 0, text.length, `this is no mechanism and no modifier${hint}`, "RFC 7208 4.6.1");
  }
  const mechanism = parseMechanism(term, name, nameEnd);
  if (mechanism === undefined) return undefined;
  const qualifier: Qualifier = qualified ? first : "+";
  return {
    kind: "directive",
    qualifier,
    mechanism,
    span: { start: term.start, end: term.start + text.length },
  };
}

function isAlpha(code: number): boolean {
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}

function isNameCharacter(code: number): boolean {
  return isAlpha(code) || isDigit(code) || code === 0x2d || code === 0x2e || code === 0x5f;
}
