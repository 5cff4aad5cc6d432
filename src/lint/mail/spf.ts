/** SPF records as the rules see them: parsed once for all rules, and what they refer to. */
import type { DomainName } from "../../base/name.js";
import { expandedName } from "../../spf/macro.js";
import { type ParsedRecord, parseRecord } from "../../spf/parse.js";
import { remembering } from "./remembering.js";
import type { MacroString, SpfRecord, Term } from "../../spf/record.js";

/** `parseRecord`, which keeps the last results. */
export const parseSpf: (text: string) => ParsedRecord = remembering(parseRecord);

/** A name that a term asks for. */
export interface SpfReference {
  readonly kind: "include" | "redirect" | "exp" | "a" | "mx" | "exists";
  readonly term: Term;
  readonly domain: MacroString;
}

/**
 * The names that evaluation may ask for: not those behind `all`, which are never tested (RFC 7208 section 5.1), nor a redirect
 * beside it (section 6.1). Terms without a domain, such as `mx`, are not among them.
 */
export function spfReferences({ terms }: SpfRecord): SpfReference[] {
  const references: SpfReference[] = [];
  const hasAll = terms.some((term) => term.kind === "directive" && term.mechanism.name === "all");
  let isBehindAll = false;
  for (const term of terms) {
    if (term.kind === "modifier") {
      if (term.name === "exp" || (term.name === "redirect" && !hasAll)) {
        references.push({ kind: term.name, term, domain: term.domain });
      }
      continue;
    }
    const { mechanism } = term;
    if (mechanism.name === "all") isBehindAll = true;
    if (isBehindAll) continue;
    switch (mechanism.name) {
      case "include":
      case "exists":
      case "a":
      case "mx":
        if (mechanism.domain !== undefined) references.push({ kind: mechanism.name, term, domain: mechanism.domain });
        break;
      default:
    }
  }
  return references;
}

/** The name that a domain-spec always means; undefined where it has macros, or is none. */
export function fixedName({ parts }: MacroString): DomainName | undefined {
  const [only] = parts;
  if (only?.kind !== "literal" || parts.length > 1) return undefined;
  const name = expandedName(only.text);
  return typeof name === "string" ? undefined : name;
}

/** The end of all names that a domain-spec with macros can mean, from a dot on and in lower case; undefined where that is open. */
export function fixedEnd({ parts }: MacroString): string | undefined {
  const last = parts.at(-1);
  if (last?.kind !== "literal") return undefined;
  const dot = last.text.indexOf(".");
  return dot < 0 ? undefined : last.text.slice(dot).replace(/\.$/, "").toLowerCase();
}
