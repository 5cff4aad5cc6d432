/** The parser of SPF records (RFC 7208 sections 4.5, 4.6.1 and 12). It never throws: it returns a record and its problems. */
import { isDigit } from "../base/ascii.js";
import type { Diagnostic } from "../base/diagnostic.js";
import { parseIp4, parseIp6 } from "../base/ip.js";
import { type MacroContext, type MacroProblemCode, parseMacroString } from "./macro.js";
import type {
  Directive,
  ExpModifier,
  MacroString,
  Mechanism,
  Modifier,
  Qualifier,
  RedirectModifier,
  SpfRecord,
  Term,
} from "./record.js";

/** Everything that the parser can find wrong. Each makes the record permerror (section 4.6). */
export type SyntaxProblemCode =
  | MacroProblemCode
  | "version-missing"
  | "non-ascii"
  | "control-character"
  | "unknown-mechanism"
  | "malformed-term"
  | "qualifier-on-modifier"
  | "all-with-argument"
  | "domain-missing"
  | "domain-bad-toplabel"
  | "ip4-not-an-address"
  | "ip6-not-an-address"
  | "cidr-malformed"
  | "cidr-leading-zero"
  | "cidr-out-of-range"
  | "cidr-not-allowed"
  | "redirect-duplicate"
  | "exp-duplicate"
  | "modifier-empty";

export type SyntaxProblem = Diagnostic<SyntaxProblemCode>;

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

/** A term in the middle of being parsed: its text, its place, and how to report what is wrong with it. */
class TermText {
  readonly text: string;
  readonly start: number;
  readonly problems: SyntaxProblem[];

  constructor(text: string, start: number, problems: SyntaxProblem[]) {
    this.text = text;
    this.start = start;
    this.problems = problems;
  }

  /** Reports a problem with the characters `from` to `to` of the term. */
  report(code: SyntaxProblemCode, from: number, to: number, message: string, section: string): undefined {
    const span = { start: this.start + from, end: this.start + to };
    this.problems.push({ code, severity: "error", span, message, section });
  }
}

function parseTerm(text: string, start: number, problems: SyntaxProblem[]): Term | undefined {
  const term = new TermText(text, start, problems);
  const foreign = /[^\x21-\x7e]/.exec(text);
  if (foreign !== null) {
    const control = text.charCodeAt(foreign.index) < 0x80;
    return term.report(
      control ? "control-character" : "non-ascii",
      foreign.index,
      foreign.index + 1,
      control ? "a control character stands in the record; terms are separated by spaces only" : "a record is ASCII only",
      "RFC 7208 3.1",
    );
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

/** `mechanism = ( all / include / a / mx / ptr / ip4 / ip6 / exists )`; names are compared without case. */
function parseMechanism(term: TermText, name: string, nameEnd: number): Mechanism | undefined {
  const { text } = term;
  switch (name.toLowerCase()) {
    case "all":
      if (nameEnd === text.length) return { name: "all" };
      return term.report("all-with-argument", nameEnd, text.length, "all takes nothing after its name", "RFC 7208 5.1");
    case "include": {
      const domain = parseRequiredDomain(term, "include", nameEnd, "RFC 7208 5.2");
      return domain && { name: "include", domain };
    }
    case "exists": {
      const domain = parseRequiredDomain(term, "exists", nameEnd, "RFC 7208 5.7");
      return domain && { name: "exists", domain };
    }
    case "a":
    case "mx":
      return parseHostMechanism(term, name.toLowerCase() as "a" | "mx", nameEnd);
    case "ptr": {
      if (nameEnd === text.length) return { name: "ptr" };
      const domain = parseRequiredDomain(term, "ptr", nameEnd, "RFC 7208 5.5");
      return domain && { name: "ptr", domain };
    }
    case "ip4":
    case "ip6":
      return parseIpMechanism(term, name.toLowerCase() as "ip4" | "ip6", nameEnd);
    default: {
      const message = `there is no mechanism "${name}"${didYouMean(name.toLowerCase())}`;
      return term.report("unknown-mechanism", nameEnd - name.length, nameEnd, message, "RFC 7208 4.6.1");
    }
  }
}

export const MECHANISM_NAMES = ["all", "include", "a", "mx", "ptr", "ip4", "ip6", "exists"];

/** What people write for a mechanism, and for two terms without a space between them. */
function didYouMean(name: string): string {
  if (name === "ipv4" || name === "ip") return ": did you mean ip4?";
  if (name === "ipv6") return ": did you mean ip6?";
  const joined = MECHANISM_NAMES.find(
    (known) => name.startsWith(known) && /^[-~?+]?(?:all|a|mx|ip4|ip6|include)$/.test(name.slice(known.length)),
  );
  return joined === undefined ? "" : `: is a space missing after "${joined}"?`;
}

/** `":" domain-spec`, where no length may follow. */
function parseRequiredDomain(term: TermText, name: string, at: number, section: string): MacroString | undefined {
  if (term.text.charAt(at) === "/") {
    return term.report("cidr-not-allowed", at, term.text.length, `${name} takes no length`, section);
  }
  if (at + 1 >= term.text.length) {
    return term.report("domain-missing", 0, term.text.length, `${name} needs a colon and a domain`, section);
  }
  return parseDomainSpec(term, at + 1, term.text.length);
}

/**
 *     a  = "a"  [ ":" domain-spec ] [ dual-cidr-length ]
 *     mx = "mx" [ ":" domain-spec ] [ dual-cidr-length ]
 *     dual-cidr-length = [ ip4-cidr-length ] [ "/" ip6-cidr-length ]
 */
function parseHostMechanism(term: TermText, name: "a" | "mx", nameEnd: number): Mechanism | undefined {
  const { text } = term;
  const section = name === "a" ? "RFC 7208 5.3" : "RFC 7208 5.4";
  // The lengths are cut from the end: a slash may also be a character of the domain-spec.
  let domainEnd = text.length;
  let prefix6 = 128;
  let prefix4 = 32;
  let digits = digitsBefore(text, domainEnd, nameEnd);
  if (digits - 2 >= nameEnd && text.startsWith("//", digits - 2)) {
    const prefix = parsePrefix(term, digits, domainEnd, 128, section);
    if (prefix === undefined) return undefined;
    prefix6 = prefix;
    domainEnd = digits - 2;
    digits = digitsBefore(text, domainEnd, nameEnd);
  }
  if (digits - 1 >= nameEnd && text.charAt(digits - 1) === "/") {
    const prefix = parsePrefix(term, digits, domainEnd, 32, section);
    if (prefix === undefined) return undefined;
    prefix4 = prefix;
    domainEnd = digits - 1;
  }
  if (domainEnd === nameEnd) return { name, prefix4, prefix6 };
  if (text.charAt(nameEnd) !== ":") {
    return term.report("cidr-malformed", nameEnd, text.length, 'a length is "/24", "//64" or both as "/24//64"', section);
  }
  if (domainEnd === nameEnd + 1) {
    return term.report("domain-missing", nameEnd, text.length, `${name}: needs a domain after the colon`, section);
  }
  const domain = parseDomainSpec(term, nameEnd + 1, domainEnd);
  return domain && { name, domain, prefix4, prefix6 };
}

/**
 *     ip4 = "ip4" ":" ip4-network [ ip4-cidr-length ]
 *     ip6 = "ip6" ":" ip6-network [ ip6-cidr-length ]
 */
function parseIpMechanism(term: TermText, name: "ip4" | "ip6", nameEnd: number): Mechanism | undefined {
  const { text } = term;
  const bits = name === "ip4" ? 32 : 128;
  const slash = text.indexOf("/", nameEnd);
  const end = slash < 0 ? text.length : slash;
  const networkText = text.slice(nameEnd + 1, end);
  const address = name === "ip4" ? parseIp4(networkText) : parseIp6(networkText);
  if (text.charAt(nameEnd) !== ":" || address === undefined) {
    const isOther = (name === "ip4" ? parseIp6(networkText) : parseIp4(networkText)) !== undefined;
    const hint = isOther ? `; this one is of the other family: ${name === "ip4" ? "ip6" : "ip4"}:` : "";
    const example = name === "ip4" ? "an IPv4 address as in ip4:192.0.2.0/24" : "an IPv6 address as in ip6:2001:db8::/32";
    const message = `${name} needs ${example}${hint}`;
    // The address, or the whole term where there is none.
    const at = end > nameEnd + 1 ? ([nameEnd + 1, end] as const) : ([0, text.length] as const);
    return term.report(`${name}-not-an-address`, ...at, message, "RFC 7208 5.6");
  }
  if (slash < 0) return { name, address, prefix: bits };
  const prefix = parsePrefix(term, slash + 1, text.length, bits, "RFC 7208 5.6");
  return prefix === undefined ? undefined : { name, address, prefix };
}

/**
 *     ip4-cidr-length = "/" ("0" / %x31-39 0*1DIGIT)   ; 0 to 32
 *     ip6-cidr-length = "/" ("0" / %x31-39 0*2DIGIT)   ; 0 to 128
 */
function parsePrefix(term: TermText, from: number, to: number, bits: 32 | 128, section: string): number | undefined {
  const text = term.text.slice(from, to);
  const at = [Math.max(from - 1, 0), Math.max(to, from)] as const;
  if (!/^[0-9]+$/.test(text)) {
    return term.report("cidr-malformed", ...at, `a length is a number from 0 to ${bits} after the slash`, section);
  }
  if (text.length > 1 && text.startsWith("0")) {
    return term.report("cidr-leading-zero", ...at, "a length has no leading zero", section);
  }
  if (text.length > 3 || Number(text) > bits) {
    return term.report("cidr-out-of-range", ...at, `the length is at most ${bits} here`, section);
  }
  return Number(text);
}

function isAlpha(code: number): boolean {
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}

function isNameCharacter(code: number): boolean {
  return isAlpha(code) || isDigit(code) || code === 0x2d || code === 0x2e || code === 0x5f;
}

function digitsBefore(text: string, end: number, floor: number): number {
  let index = end;
  while (index > floor && isDigit(text.charCodeAt(index - 1))) index--;
  return index;
}

/**
 *     domain-spec = macro-string domain-end
 *     domain-end  = ( "." toplabel [ "." ] ) / macro-expand
 */
function parseDomainSpec(term: TermText, from: number, to: number): MacroString | undefined {
  const value = parseMacros(term, from, to, "domain-spec");
  if (value === undefined) return undefined;
  const last = value.parts.at(-1);
  if (last === undefined || last.kind !== "literal" || endsInToplabel(last.text)) return value;
  const text = term.text.slice(from, to);
  const hint =
    parseIp4(text) !== undefined
      ? "; for an address write ip4:"
      : text.includes(".") || value.parts.length > 1
        ? ""
        : "; names in a record are always whole, never relative";
  const message = `a domain has a dot and ends in a label that is not all digits, such as example.org${hint}`;
  return term.report("domain-bad-toplabel", from, to, message, "RFC 7208 7.1");
}

/**
 *     toplabel = ( *alphanum ALPHA *alphanum ) / ( 1*alphanum "-" *( alphanum / "-" ) alphanum )
 */
function endsInToplabel(literal: string): boolean {
  const name = literal.endsWith(".") ? literal.slice(0, -1) : literal;
  const dot = name.lastIndexOf(".");
  const label = name.slice(dot + 1);
  return dot >= 0 && /^[A-Za-z0-9-]+$/.test(label) && !/^[0-9]+$/.test(label) && !label.startsWith("-") && !label.endsWith("-");
}

function parseMacros(term: TermText, from: number, to: number, context: MacroContext): MacroString | undefined {
  const { value, problems } = parseMacroString(term.text.slice(from, to), term.start + from, context);
  for (const { code, message, span } of problems) {
    term.problems.push({ code, severity: "error", span, message, section: "RFC 7208 7" });
  }
  return problems.length === 0 ? value : undefined;
}
