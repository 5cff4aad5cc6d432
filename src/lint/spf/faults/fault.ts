/** What is broken or misread in a record: one fault for each cause, owned by one rule. */
import { printableStart } from "../../../base/escape.js";
import type { Span } from "../../../base/source.js";
import type { Fix, FixClaim, RecordFinding, TextEdit } from "../spf-text.js";

/** The rules that own a fault. `spf-syntax` owns what no other rule does. */
export const FAULT_RULES = [
  "a-or-mx-with-ip",
  "all-with-argument",
  "bare-domain",
  "bare-ip",
  "cidr-detached",
  "cidr-leading-zero",
  "cidr-malformed",
  "cidr-not-allowed",
  "cidr-out-of-range",
  "colon-for-equals",
  "colon-missing",
  "comma-separator",
  "domain-bad-toplabel",
  "domain-empty-label",
  "domain-is-address",
  "domain-is-ip",
  "domain-is-url",
  "domain-label-too-long",
  "domain-missing",
  "domain-single-label",
  "domain-wildcard",
  "dual-cidr-malformed",
  "equals-for-colon",
  "exp-duplicate",
  "foreign-tags",
  "html-residue",
  "include-without-domain",
  "ip-alias",
  "ip-family-mismatch",
  "ip4-incomplete",
  "ip4-leading-zero",
  "ip4-netmask",
  "ip4-not-an-address",
  "ip4-octet-range",
  "ip4-range",
  "ip4-trailing-dot",
  "ip4-wildcard",
  "ip6-not-an-address",
  "macro-bad-letter",
  "macro-bad-toplabel",
  "macro-bad-transformer",
  "macro-exp-only",
  "macro-in-ip",
  "macro-missing-percent",
  "macro-percent",
  "macro-unclosed",
  "macro-zero-digit",
  "mechanism-doubled",
  "modifier-empty",
  "modifier-misspelt",
  "placeholder",
  "qualifier-doubled",
  "qualifier-on-modifier",
  "redirect-duplicate",
  "semicolon-in-record",
  "space-after-colon",
  "space-after-qualifier",
  "spf-syntax",
  "syntax-error-after-all",
  "tab-separator",
  "terms-joined",
  "unknown-mechanism",
] as const;

export type FaultRule = (typeof FAULT_RULES)[number];

/** A fault as its rule reports it. */
export interface Fault extends RecordFinding {
  readonly rule: FaultRule;
}

/** A fault as a detector found it: whether its change is a fix is decided when all faults of the record are known. */
export interface Found {
  readonly rule: FaultRule;
  readonly span: Span;
  readonly message: string;
  readonly related?: RecordFinding["related"];
  /** What would mend it. */
  readonly cure?: Cure;
  /** Whether it stands where nothing is evaluated: then `syntax-error-after-all` owns it. */
  readonly isBehindAll?: boolean;
}

export interface Cure {
  /** As `Fix.message`. */
  readonly message: string;
  readonly edits: readonly TextEdit[];
  /** What it changes where the record is valid before; without it there is no fix for a valid record. */
  readonly claim?: FixClaim;
}

/** The cure that writes another text in the place of one. */
export function writing(span: Span, text: string, claim?: Fix["claim"]): Cure {
  return { message: `write ${shown(text)}`, edits: [{ span, text }], ...(claim === undefined ? {} : { claim }) };
}

/** Text of the record within a message: escaped, and not too long. */
export function shown(text: string): string {
  return printableStart(text, 80);
}
