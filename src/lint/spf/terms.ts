/** The terms of a record as its rules ask for them. */
import type { Span } from "../../base/source.js";
import { quoted } from "../../zone/problems.js";
import type { Ip4, Ip6, MacroLetter, MacroString, Mechanism, SpfRecord, Term } from "../../spf/record.js";
import type { Directive } from "../../spf/record.js";
import type { SpfText } from "./spf-text.js";

/** Whether a record follows the grammar. Of one that does not, receivers read nothing, and its order says nothing. */
export function isReadable({ parsed }: SpfText): boolean {
  return parsed.problems.length === 0;
}

/** The first `all`: it always matches, so that it is the end of the record (RFC 7208 section 5.1). */
export function firstAll({ directives }: SpfRecord): Directive | undefined {
  return directives.find(({ mechanism }) => mechanism.name === "all");
}

/** Whether a mechanism says by itself which addresses it means. */
export function isNetwork(mechanism: Mechanism): mechanism is Ip4 | Ip6 {
  return mechanism.name === "ip4" || mechanism.name === "ip6";
}

/** The domain-spec of a term, where it has one. */
export function domainOf(term: Term): MacroString | undefined {
  if (term.kind === "modifier") return term.name === "unknown" ? undefined : term.domain;
  const { mechanism } = term;
  return "domain" in mechanism ? mechanism.domain : undefined;
}

/** A term as it is written, for messages. */
export function shownTerm({ text }: Pick<SpfText, "text">, { span }: { readonly span: Span }): string {
  return quoted(text.slice(span.start, span.end));
}

/** A macro of a domain-spec and its place in the record. */
export interface PlacedMacro {
  readonly letter: MacroLetter;
  readonly span: Span;
}

/** The macros of a domain-spec in their order. */
export function macrosOf(domain: MacroString): PlacedMacro[] {
  const macros: PlacedMacro[] = [];
  // Most have none. An escape is read too, so that the second sign of "%%" starts no macro.
  if (!domain.parts.some(({ kind }) => kind === "expand")) return macros;
  for (const { index, 0: found } of domain.text.matchAll(/%(?:\{[^}]*\}|[%_-])/g)) {
    if (!found.startsWith("%{")) continue;
    const start = domain.span.start + index;
    macros.push({ letter: found.charAt(2).toLowerCase() as MacroLetter, span: { start, end: start + found.length } });
  }
  return macros;
}
