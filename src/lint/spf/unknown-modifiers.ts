/** Modifiers that RFC 7208 does not define. Receivers ignore them (section 6). */
import type { UnknownModifier } from "../../spf/record.js";
import { isFaulty } from "./faults/classify.js";
import type { SpfText } from "./spf-text.js";
import { isReadable } from "./terms.js";

/** Asks for reports about failures (RFC 6652 section 3). */
const REPORTING = /^r[apr]$/i;

/** The modifiers that nobody defined, or those of RFC 6652; without those that are mistakes for something else. */
export function unknownModifiers(spf: SpfText, kind: "reporting" | "undefined"): UnknownModifier[] {
  const { terms, directives } = spf.parsed.record;
  if (terms.length === directives.length || !isReadable(spf)) return [];
  return terms.filter(
    (term): term is UnknownModifier =>
      term.kind === "modifier" &&
      term.name === "unknown" &&
      REPORTING.test(term.label) === (kind === "reporting") &&
      !isFaulty(spf, term.span),
  );
}
