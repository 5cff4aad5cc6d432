/** Macros (RFC 7208 section 7): the parser of `macro-string` and its expansion. */
import { isDigit } from "../base/ascii.js";
import { type IpAddress, formatIp, ip6Groups } from "../base/ip.js";
import { DomainName, MAX_NAME_TEXT, type NameProblem, isOctetString } from "../base/name.js";
import { meantMacro } from "./meant-macro.js";
import type { Span } from "../base/source.js";
import type { MacroExpand, MacroLetter, MacroPart, MacroString } from "./record.js";

/** The most characters that one expansion reads, and that it gives: more than a DNS message or a reply could hold. */
export const MAX_EXPANSION = 65_535;
/** More parts than a domain name can have; larger numbers mean the same (a name of 253 octets has at most 127 labels). */
const MAX_KEEP = 128;

export type MacroProblemCode =
  | "macro-percent"
  | "macro-unclosed"
  | "macro-bad-letter"
  | "macro-bad-transformer"
  | "macro-zero-digit"
  | "macro-exp-only"
  | "macro-bad-character";

export interface MacroProblem {
  readonly code: MacroProblemCode;
  readonly message: string;
  readonly span: Span;
}

/** Where a macro-string stands: `c`, `r` and `t` are for explanation texts, which may also have spaces (section 7.2, 6.2). */
export type MacroContext = "domain-spec" | "unknown-modifier" | "explain-string";

const LETTERS = "slodiphcrtv";
const EXP_ONLY = "crt";
const DELIMITERS = ".-+,/_=";

/**
 * Parses a macro-string. `offset` is the place of `text` in its record, for the spans. Returns the string with the parts that
 * are good, and every problem.
 *
 *     macro-string  = *( macro-expand / macro-literal )
 *     macro-expand  = ( "%{" macro-letter transformers *delimiter "}" ) / "%%" / "%_" / "%-"
 *     macro-literal = %x21-24 / %x26-7E
 *     transformers  = *DIGIT [ "r" ]
 *     delimiter     = "." / "-" / "+" / "," / "/" / "_" / "="
 */
export function parseMacroString(
  text: string,
  offset: number,
  context: MacroContext,
): { value: MacroString; problems: MacroProblem[] } {
  const parts: MacroPart[] = [];
  const problems: MacroProblem[] = [];
  const report = (code: MacroProblemCode, start: number, end: number, message: string): void => {
    problems.push({ code, message, span: { start: offset + start, end: offset + end } });
  };
  let index = 0;
  while (index < text.length) {
    const percent = text.indexOf("%", index);
    const literalEnd = percent < 0 ? text.length : percent;
    if (literalEnd > index) {
      const literal = text.slice(index, literalEnd);
      const bad = (context === "explain-string" ? /[^\x20-\x7e]/ : /[^\x21-\x7e]/).exec(literal);
      if (bad !== null) {
        const at = index + bad.index;
        report("macro-bad-character", at, at + 1, "only printable ASCII may stand here");
      }
      parts.push({ kind: "literal", text: literal });
    }
    if (percent < 0) break;
    const next = text[percent + 1];
    if (next === "%" || next === "_" || next === "-") {
      parts.push({ kind: "escape", text: `%${next}` });
      index = percent + 2;
    } else if (next === "{") {
      const close = text.indexOf("}", percent);
      if (close < 0) {
        report("macro-unclosed", percent, text.length, "this macro has no closing brace");
        break;
      }
      const expand = parseExpand(text.slice(percent + 2, close), context, (code, message) =>
        report(code, percent, close + 1, message),
      );
      if (expand !== undefined) parts.push(expand);
      index = close + 1;
    } else {
      const meant = meantMacro(text.slice(percent, percent + MAX_MACRO));
      const message =
        meant === undefined
          ? 'a percent sign is written "%%"; a macro starts with "%{"'
          : `a macro is written in braces: write ${meant.right} in place of ${meant.wrong}`;
      report("macro-percent", percent, percent + 1, message);
      index = percent + 1;
    }
  }
  return { value: { text, parts, span: { start: offset, end: offset + text.length } }, problems };
}

/** How much of a text is looked at for a macro that is written wrong. */
const MAX_MACRO = 40;

function parseExpand(
  body: string,
  context: MacroContext,
  report: (code: MacroProblemCode, message: string) => void,
): MacroExpand | undefined {
  const letter = body.charAt(0).toLowerCase();
  if (letter === "" || !LETTERS.includes(letter)) {
    report("macro-bad-letter", "a macro needs one of the letters s, l, o, d, i, p, h, v (and c, r, t in explanations)");
    return undefined;
  }
  if (context === "domain-spec" && EXP_ONLY.includes(letter)) {
    report("macro-exp-only", `the macro letter ${letter} is only for explanation texts`);
    return undefined;
  }
  let index = 1;
  while (index < body.length && isDigit(body.charCodeAt(index))) index++;
  const digits = body.slice(1, index);
  if (digits !== "" && /^0+$/.test(digits)) {
    report("macro-zero-digit", "the number of parts to keep must not be zero");
    return undefined;
  }
  const reverse = body.charAt(index).toLowerCase() === "r";
  if (reverse) index++;
  const delimiters = body.slice(index);
  for (const character of delimiters) {
    if (!DELIMITERS.includes(character)) {
      report("macro-bad-transformer", 'after its letter a macro takes a number, "r", then delimiters out of .-+,/_=');
      return undefined;
    }
  }
  return {
    kind: "expand",
    letter: letter as MacroLetter,
    urlEscape: body.charAt(0) !== letter,
    // Number() of a long run of digits may be Infinity, which the minimum makes a plain number again.
    ...(digits === "" ? {} : { keep: Math.min(Number(digits), MAX_KEEP) }),
    reverse,
    delimiters: delimiters === "" ? "." : delimiters,
  };
}

// ------------------------------------------------------------------------------------------------------------------------
// Expansion

/** What macros stand for in one evaluation. All but `validatedName` are known before any question is asked. */
export interface MacroValues {
  /** The local part of the sender, `postmaster` where there is none (section 4.3). */
  readonly localPart: string;
  /** The sender's domain. */
  readonly senderDomain: string;
  /** The domain whose record is evaluated: `%{d}`. */
  readonly domain: string;
  readonly client: IpAddress;
  readonly helo: string;
  /** The validated name of the client: `%{p}`, `unknown` where there is none. */
  readonly validatedName?: string;
  /** The receiving host: `%{r}`, `unknown` where it is not given. */
  readonly receiver?: string;
  /** Seconds since 1970: `%{t}`. */
  readonly timestamp?: number;
}

/** How many times a macro-string has `%{p}`, whose value needs questions. */
export function countValidatedNameMacros(macroString: MacroString): number {
  let count = 0;
  for (const part of macroString.parts) if (part.kind === "expand" && part.letter === "p") count++;
  return count;
}

/**
 * Why a macro-string has no expansion: `%{s}` or `%{l}` with a local part outside ASCII, which makes the term not match
 * (RFC 8616 section 4), or a text of more than `MAX_EXPANSION` characters.
 */
export interface ExpansionProblem {
  readonly problem: "local-part-not-ascii" | "expansion-too-long";
}

/** Expands a macro-string to its text. */
export function expandMacroString(macroString: MacroString, values: MacroValues): string | ExpansionProblem {
  let expanded = "";
  let read = 0;
  for (const part of macroString.parts) {
    if (part.kind === "literal") expanded += part.text;
    else if (part.kind === "escape") expanded += part.text === "%%" ? "%" : part.text === "%_" ? " " : "%20";
    else {
      if ((part.letter === "s" || part.letter === "l") && !isAscii(values.localPart)) {
        return { problem: "local-part-not-ascii" };
      }
      const value = macroValue(part.letter, values);
      // What is read counts, not only what is kept of it: a record may have thousands of macros, and a client a long name.
      read += value.length;
      if (read > MAX_EXPANSION) return { problem: "expansion-too-long" };
      expanded += transform(value, part);
    }
    if (expanded.length > MAX_EXPANSION) return { problem: "expansion-too-long" };
  }
  return expanded;
}

/**
 * Makes an expanded domain-spec a name. One longer than 253 characters loses labels from its left until it fits (section 7.3);
 * then an empty or an over-long label makes it no name (section 4.8).
 */
export function expandedName(text: string): DomainName | NameProblem {
  const name = text.endsWith(".") ? text.slice(0, -1) : text;
  if (name.length <= MAX_NAME_TEXT) return name === "" ? "empty" : DomainName.fromLabels(name.split("."));
  const cut = name.indexOf(".", name.length - MAX_NAME_TEXT - 1);
  return cut < 0 ? "label-too-long" : DomainName.fromLabels(name.slice(cut + 1).split("."));
}

function macroValue(letter: MacroLetter, values: MacroValues): string {
  switch (letter) {
    case "s":
      return `${values.localPart}@${values.senderDomain}`;
    case "l":
      return values.localPart;
    case "o":
      return values.senderDomain;
    case "d":
      return values.domain;
    case "i":
      return dottedAddress(values.client);
    case "p":
      return values.validatedName ?? "unknown";
    case "v":
      return values.client.family === 4 ? "in-addr" : "ip6";
    case "h":
      return values.helo;
    case "c":
      return formatIp(values.client);
    case "r":
      return values.receiver ?? "unknown";
    case "t":
      return String(values.timestamp ?? 0);
  }
}

/**
 * `%{i}`: a dotted quad, or the 32 nibbles of an IPv6 address with dots between (section 7.3). The nibbles are in upper case: it
 * is the same name, and the OpenSPF suite shows them so in an explanation.
 */
function dottedAddress(address: IpAddress): string {
  if (address.family === 4) return formatIp(address);
  return ip6Groups(address)
    .flatMap((group) => group.toString(16).toUpperCase().padStart(4, "0").split(""))
    .join(".");
}

/** The name to ask for the PTR records of an address (RFC 1035 section 3.5, RFC 3596 section 2.5). */
export function reverseName(address: IpAddress): DomainName {
  const labels = dottedAddress(address).toLowerCase().split(".").reverse();
  const name = DomainName.fromLabels([...labels, address.family === 4 ? "in-addr" : "ip6", "arpa"]);
  if (typeof name === "string") throw new Error("a reverse name is always a name");
  return name;
}

function transform(value: string, macro: MacroExpand): string {
  let transformed = value;
  if (macro.keep !== undefined || macro.reverse || macro.delimiters !== ".") {
    let parts = splitAt(value, macro.delimiters);
    if (macro.reverse) parts.reverse();
    if (macro.keep !== undefined) parts = parts.slice(-macro.keep);
    transformed = parts.join(".");
  }
  return macro.urlEscape ? urlEscape(transformed) : transformed;
}

function splitAt(value: string, delimiters: string): string[] {
  const parts: string[] = [];
  let start = 0;
  for (let index = 0; index < value.length; index++) {
    if (delimiters.includes(value.charAt(index))) {
      parts.push(value.slice(start, index));
      start = index + 1;
    }
  }
  parts.push(value.slice(start));
  return parts;
}

/** Escapes every octet but the unreserved ones of RFC 3986 section 2.3, as section 7.3 asks. */
function urlEscape(value: string): string {
  if (/^[A-Za-z0-9._~-]*$/.test(value)) return value;
  let escaped = "";
  if (isOctetString(value)) {
    // A name is a string of octets already.
    for (let index = 0; index < value.length; index++) escaped += URL_ESCAPES[value.charCodeAt(index)] ?? "";
  } else {
    // What a client said in other characters has its octets in UTF-8.
    for (const octet of new TextEncoder().encode(value)) escaped += URL_ESCAPES[octet] ?? "";
  }
  return escaped;
}

/** Each octet as `urlEscape` writes it. */
const URL_ESCAPES: readonly string[] = Array.from({ length: 256 }, (_, octet) => {
  const character = String.fromCharCode(octet);
  return /[A-Za-z0-9._~-]/.test(character) ? character : `%${octet.toString(16).toUpperCase().padStart(2, "0")}`;
});

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 0x7f) return false;
  return true;
}
