/**
 * An SPF record as a tree: one type for each rule of the grammar (RFC 7208 section 12). Every node knows its place in the
 * record's text, in characters from its start.
 */
import type { IpAddress } from "../base/ip.js";
import type { Span } from "../base/source.js";

/** A record that was parsed. It may lack the terms that have syntax errors; such a record is permerror. */
export interface SpfRecord {
  /** The text as published, strings joined without a space (section 3.3). */
  readonly text: string;
  /** The terms in their order. */
  readonly terms: readonly Term[];
  /** The directives in their order: what evaluation walks along. */
  readonly directives: readonly Directive[];
  readonly redirect?: RedirectModifier;
  readonly exp?: ExpModifier;
}

/** `term = directive / modifier` */
export type Term = Directive | Modifier;

/** `+` pass, `-` fail, `~` softfail, `?` neutral (section 4.6.2). */
export type Qualifier = "+" | "-" | "~" | "?";

/** `directive = [ qualifier ] mechanism` */
export interface Directive {
  readonly kind: "directive";
  readonly qualifier: Qualifier;
  readonly mechanism: Mechanism;
  readonly span: Span;
}

export type Mechanism = All | Include | A | Mx | Ptr | Ip4 | Ip6 | Exists;

/** `all` (section 5.1) */
export interface All {
  readonly name: "all";
}

/** `include:<domain-spec>` (section 5.2) */
export interface Include {
  readonly name: "include";
  readonly domain: MacroString;
}

/** `a[:<domain-spec>][/<ip4-cidr>][//<ip6-cidr>]` (section 5.3) */
export interface A {
  readonly name: "a";
  readonly domain?: MacroString;
  readonly prefix4: number;
  readonly prefix6: number;
}

/** `mx[:<domain-spec>][/<ip4-cidr>][//<ip6-cidr>]` (section 5.4) */
export interface Mx {
  readonly name: "mx";
  readonly domain?: MacroString;
  readonly prefix4: number;
  readonly prefix6: number;
}

/** `ptr[:<domain-spec>]` (section 5.5) */
export interface Ptr {
  readonly name: "ptr";
  readonly domain?: MacroString;
}

/** `ip4:<ip4-network>[/<ip4-cidr>]` (section 5.6) */
export interface Ip4 {
  readonly name: "ip4";
  readonly address: IpAddress;
  readonly prefix: number;
}

/** `ip6:<ip6-network>[/<ip6-cidr>]` (section 5.6) */
export interface Ip6 {
  readonly name: "ip6";
  readonly address: IpAddress;
  readonly prefix: number;
}

/** `exists:<domain-spec>` (section 5.7) */
export interface Exists {
  readonly name: "exists";
  readonly domain: MacroString;
}

/** `modifier = redirect / explanation / unknown-modifier` */
export type Modifier = RedirectModifier | ExpModifier | UnknownModifier;

/** `redirect=<domain-spec>` (section 6.1) */
export interface RedirectModifier {
  readonly kind: "modifier";
  readonly name: "redirect";
  readonly domain: MacroString;
  readonly span: Span;
}

/** `exp=<domain-spec>` (section 6.2) */
export interface ExpModifier {
  readonly kind: "modifier";
  readonly name: "exp";
  readonly domain: MacroString;
  readonly span: Span;
}

/** `unknown-modifier = name "=" macro-string`, ignored in evaluation (section 6) */
export interface UnknownModifier {
  readonly kind: "modifier";
  readonly name: "unknown";
  /** The name as written. */
  readonly label: string;
  readonly value: MacroString;
  readonly span: Span;
}

/** `macro-string = *( macro-expand / macro-literal )` (section 7.1), also as `domain-spec` and `explain-string` */
export interface MacroString {
  readonly text: string;
  readonly parts: readonly MacroPart[];
  readonly span: Span;
}

export type MacroPart = MacroLiteral | MacroEscape | MacroExpand;

/** Characters that stand for themselves. */
export interface MacroLiteral {
  readonly kind: "literal";
  readonly text: string;
}

/** `%%` a percent sign, `%_` a space, `%-` the four characters `%20`. */
export interface MacroEscape {
  readonly kind: "escape";
  readonly text: "%%" | "%_" | "%-";
}

/** `%{ <macro-letter> <transformers> *<delimiter> }` */
export interface MacroExpand {
  readonly kind: "expand";
  readonly letter: MacroLetter;
  /** The letter was upper case: the value is URL-escaped. */
  readonly urlEscape: boolean;
  /** How many parts to keep from the right; absent keeps all. */
  readonly keep?: number;
  readonly reverse: boolean;
  /** The delimiters to split at, `.` where none are written. */
  readonly delimiters: string;
}

/** `macro-letter` (section 7.2); `c`, `r` and `t` only in explanations. */
export type MacroLetter = "s" | "l" | "o" | "d" | "i" | "p" | "h" | "c" | "r" | "t" | "v";
