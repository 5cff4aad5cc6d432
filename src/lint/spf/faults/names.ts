/** The names of SPF, and what people write in their place. */
import { closest } from "../../../base/suggest.js";
import { familyOf, isKnownTerm } from "./tokens.js";

export const MECHANISMS: ReadonlySet<string> = new Set(["all", "include", "a", "mx", "ptr", "ip4", "ip6", "exists"]);
/** The modifiers that have a meaning here. */
export const MODIFIERS: ReadonlySet<string> = new Set(["redirect", "exp"]);

/** Whether a name in lower case is a mechanism or a modifier of RFC 7208. */
export function isKnownName(name: string): boolean {
  return MECHANISMS.has(name) || MODIFIERS.has(name);
}

/** The family that a name such as `ipv4` stands for, or `any` for `ip`; undefined for other names. */
function aliasFamily(name: string): 4 | 6 | "any" | undefined {
  const match = /^(?:ip|ips|ipv|ip-|ip_|ipaddr|ipaddress|address|inet)([46]?)$/.exec(name);
  if (match === null || name === "ip4" || name === "ip6") return undefined;
  return match[1] === "4" ? 4 : match[1] === "6" ? 6 : "any";
}

/** `ip4` or `ip6` for a name that is written in their place; what stands behind it says which where the name does not. */
export function ipAlias(name: string, argument: string): "ip4" | "ip6" | undefined {
  const family = aliasFamily(name);
  if (family === undefined) return undefined;
  return (familyOf(argument) ?? (family === 6 ? 6 : 4)) === 6 ? "ip6" : "ip4";
}

const SYNONYMS: ReadonlyMap<string, string> = new Map([
  ["any", "all"],
  ["cname", "a"],
  ["everyone", "all"],
  ["exist", "exists"],
  ["explain", "exp"],
  ["explanation", "exp"],
  ["host", "a"],
  ["includes", "include"],
  ["inc", "include"],
  ["incl", "include"],
  ["mail", "a"],
  ["mxs", "mx"],
  ["rdns", "ptr"],
  ["spf", "include"],
  ["_spf", "include"],
]);

/** The mechanism or modifier that an unknown name may have meant. */
export function meantName(name: string): string | undefined {
  return SYNONYMS.get(name) ?? closest(name, [...MECHANISMS, ...MODIFIERS]);
}

/** The modifier that an unknown modifier's name may have meant. Short names are left alone: they are mostly of other RFCs. */
export function meantModifier(name: string): string | undefined {
  const synonym = SYNONYMS.get(name);
  if (synonym !== undefined) return MODIFIERS.has(synonym) ? synonym : undefined;
  return name.length < 3 ? undefined : closest(name, MODIFIERS);
}

/** The mechanism that a long enough name of an unknown modifier may have meant. */
export function meantMechanism(name: string): string | undefined {
  const synonym = name.length < 3 ? undefined : SYNONYMS.get(name);
  if (synonym !== undefined) return synonym === "a" || MODIFIERS.has(synonym) ? undefined : synonym;
  return name.length < 5 ? undefined : closest(name, ["include", "exists"]);
}

// --------------------------------------------------------------------------------------------------------------------------

/** Where a term can begin within a word. */
const JOINT =
  /[-+~?](?:all|mx|a|ptr)(?=$|[-+~?:/])|[-+~?]?(?:include|exists|ip4|ip6|mx|ptr|a):|[-+~?]?(?:redirect|exp)=|(?:all|a|mx|ptr)$/gi;

/** The longest word that is taken apart, in characters. */
const MAX_WORD = 512;

/** The terms that a word is made of; undefined where it is not two or more. A word that the parser takes is not `isBroken`. */
export function joinedTerms(text: string, isBroken: boolean): readonly string[] | undefined {
  if (text.length > MAX_WORD) return undefined;
  const parts: string[] = [];
  let from = 0;
  for (const { 0: joint, index } of text.matchAll(JOINT)) {
    const part = text.slice(from, index);
    if (index <= from || !isKnownTerm(part)) continue;
    // Without a mark, the end of a name looks like a term: `include:spf.example.mx`.
    const isMarked = /^[-+~?]|[:=]$/.test(joint);
    if (!isMarked && !(isBroken && /[0-9]$|^[-+~?]?(?:a|mx|ptr)$/i.test(part))) continue;
    parts.push(part);
    from = index;
  }
  return parts.length > 0 && isKnownTerm(text.slice(from)) ? [...parts, text.slice(from)] : undefined;
}
