/** Writes records as text: `parseRecord(formatRecord(r))` means the same as `r`. */
import { formatIp } from "../base/ip.js";
import type { MacroPart, MacroString, Mechanism, SpfRecord, Term } from "./record.js";

/**
 * The text of a record in its plain form: lower-case names, one space between terms, no `+`, no length that is the default,
 * addresses in their usual form. Macro letters keep their case, which has a meaning; unknown modifiers keep theirs.
 */
export function formatRecord(record: Pick<SpfRecord, "terms">): string {
  return ["v=spf1", ...record.terms.map(formatTerm)].join(" ");
}

/** The text of one term in its plain form. */
export function formatTerm(term: Term): string {
  if (term.kind === "directive") return `${term.qualifier === "+" ? "" : term.qualifier}${formatMechanism(term.mechanism)}`;
  if (term.name === "unknown") return `${term.label}=${formatMacroString(term.value)}`;
  return `${term.name}=${formatMacroString(term.domain)}`;
}

/** The text of one mechanism without its qualifier. */
export function formatMechanism(mechanism: Mechanism): string {
  switch (mechanism.name) {
    case "all":
      return "all";
    case "ip4":
    case "ip6": {
      const bits = mechanism.name === "ip4" ? 32 : 128;
      return `${mechanism.name}:${formatIp(mechanism.address)}${mechanism.prefix === bits ? "" : `/${mechanism.prefix}`}`;
    }
    case "a":
    case "mx": {
      const lengths = `${mechanism.prefix4 === 32 ? "" : `/${mechanism.prefix4}`}${mechanism.prefix6 === 128 ? "" : `//${mechanism.prefix6}`}`;
      return `${withDomain(mechanism.name, mechanism.domain)}${lengths}`;
    }
    default:
      return withDomain(mechanism.name, mechanism.domain);
  }
}

function withDomain(name: string, domain: MacroString | undefined): string {
  return domain === undefined ? name : `${name}:${formatMacroString(domain)}`;
}

/** The text of a macro-string, built from its parts. */
export function formatMacroString(macroString: Pick<MacroString, "parts">): string {
  return macroString.parts.map(formatPart).join("");
}

function formatPart(part: MacroPart): string {
  if (part.kind !== "expand") return part.text;
  const letter = part.urlEscape ? part.letter.toUpperCase() : part.letter;
  const delimiters = part.delimiters === "." ? "" : part.delimiters;
  return `%{${letter}${part.keep ?? ""}${part.reverse ? "r" : ""}${delimiters}}`;
}
