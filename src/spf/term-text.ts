/** A term in the middle of being parsed, and what its parts have in common: macro-strings and domain-specs (RFC 7208 section 7.1). */
import type { Diagnostic } from "../base/diagnostic.js";
import { parseIp4 } from "../base/ip.js";
import { type MacroContext, type MacroProblemCode, parseMacroString } from "./macro.js";
import type { MacroString } from "./record.js";

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

/** A term in the middle of being parsed: its text, its place, and how to report what is wrong with it. */
export class TermText {
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

/**
 *     domain-spec = macro-string domain-end
 *     domain-end  = ( "." toplabel [ "." ] ) / macro-expand
 */
export function parseDomainSpec(term: TermText, from: number, to: number): MacroString | undefined {
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

export function parseMacros(term: TermText, from: number, to: number, context: MacroContext): MacroString | undefined {
  const { value, problems } = parseMacroString(term.text.slice(from, to), term.start + from, context);
  for (const { code, message, span } of problems) {
    term.problems.push({ code, severity: "error", span, message, section: "RFC 7208 7" });
  }
  return problems.length === 0 ? value : undefined;
}
