/** What the domain-spec of a term means in a policy, where neither the sender nor the client is known. */
import { ip4 } from "../../base/ip.js";
import type { DomainName } from "../../base/name.js";
import { type MacroValues, expandMacroString } from "../macro.js";
import { formatMacroString } from "../print.js";
import type { Directive, MacroLetter, MacroString, RedirectModifier } from "../record.js";
import { type NoTarget, checkedTarget, expandWith, isTarget, targetName } from "../target.js";
import type { PolicyTarget } from "./policy.js";
import { NOBODY } from "./published.js";

/** What is the same for each sender of the checked domain, by MAIL FROM and by HELO; not known where nobody said which one it is. */
function knownLetters(current: DomainName, checked: DomainName): ReadonlySet<MacroLetter> {
  const letters: [MacroLetter, DomainName][] = [
    ["d", current],
    ["o", checked],
  ];
  return new Set(letters.flatMap(([letter, domain]) => (domain.equals(NOBODY) ? [] : letter)));
}

/** The target of a term of the record of `current`, in the policy of `checked`; undefined for a mechanism that has none. */
export function policyTarget(
  term: Directive | RedirectModifier,
  current: DomainName,
  checked: DomainName,
): PolicyTarget | undefined {
  if (term.kind === "modifier") return recordTarget(term.domain, current, checked);
  const { mechanism } = term;
  switch (mechanism.name) {
    case "all":
    case "ip4":
    case "ip6":
      return undefined;
    case "include":
      return recordTarget(mechanism.domain, current, checked);
    case "ptr": {
      const target = targetOf(mechanism.domain, current, checked);
      return target.kind === "name" ? { kind: "dynamic", letters: [], form: target.name.key } : target;
    }
    default:
      return targetOf(mechanism.domain, current, checked);
  }
}

function recordTarget(domain: MacroString, current: DomainName, checked: DomainName): PolicyTarget {
  const target = targetOf(domain, current, checked);
  return target.kind === "name" ? named(checkedTarget(target.name)) : target;
}

function targetOf(domain: MacroString | undefined, current: DomainName, checked: DomainName): PolicyTarget {
  if (domain === undefined) return { kind: "name", name: current };
  const values = knownValues(current, checked);
  const known = knownLetters(current, checked);
  const letters = dynamicLetters(domain, known);
  if (letters.length > 0) {
    if (isUnknownDomain(domain)) return { kind: "name", name: NOBODY };
    return { kind: "dynamic", letters, form: formOf(domain, letters, known, values) };
  }
  const text = expandWith(domain, values);
  return named(typeof text === "string" ? targetName(text) : text);
}

/** Whether it is `%{d}` or `%{o}` and nothing else: of a domain that nobody knows one name is known, its own. */
function isUnknownDomain({ parts }: MacroString): boolean {
  const [part, ...more] = parts;
  if (part?.kind !== "expand" || more.length > 0) return false;
  return (part.letter === "d" || part.letter === "o") && part.keep === undefined && !part.reverse && part.delimiters === ".";
}

function named(target: DomainName | NoTarget): PolicyTarget {
  return isTarget(target) ? { kind: "name", name: target } : { kind: "malformed", problem: target.problem };
}

/** The letters of a macro-string that stand for something which is not known, each once. */
function dynamicLetters({ parts }: MacroString, known: ReadonlySet<MacroLetter>): MacroLetter[] {
  const letters = new Set<MacroLetter>();
  for (const part of parts) if (part.kind === "expand" && !known.has(part.letter)) letters.add(part.letter);
  return [...letters];
}

/**
 * What a dynamic domain-spec asks for, as text. The validated name depends on the domain whose record is evaluated (section 7.3), and
 * the sender and its HELO name go with the checked domain, so these are parts of it.
 */
function formOf(
  { parts }: MacroString,
  letters: readonly MacroLetter[],
  known: ReadonlySet<MacroLetter>,
  values: MacroValues,
): string {
  const texts = parts.map((part) => {
    if (part.kind === "literal") return part.text.toLowerCase();
    const isKnown = part.kind === "expand" && known.has(part.letter);
    const text = isKnown ? expandMacroString({ text: "", parts: [part], span: NOWHERE }, values) : undefined;
    return typeof text === "string" ? text.toLowerCase() : formatMacroString({ parts: [part] });
  });
  const isOfSender = letters.includes("s") || letters.includes("h");
  const domains = [letters.includes("p") ? values.domain : "", isOfSender ? values.senderDomain : ""];
  return [texts.join(""), ...domains.filter((domain) => domain !== "").map((domain) => domain.toLowerCase())].join("@");
}

const NOWHERE = { start: 0, end: 0 };

/** Values for macros that use nothing but the known letters. */
function knownValues(current: DomainName, checked: DomainName): MacroValues {
  return {
    domain: current.labels.join("."),
    senderDomain: checked.labels.join("."),
    localPart: "",
    client: ip4(0),
    helo: "",
  };
}
