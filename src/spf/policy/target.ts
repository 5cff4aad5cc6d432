/** What the domain-spec of a term means in a policy, where neither the sender nor the client is known. */
import { ip4 } from "../../base/ip.js";
import type { DomainName } from "../../base/name.js";
import type { MacroValues } from "../macro.js";
import type { Directive, MacroLetter, MacroString, RedirectModifier } from "../record.js";
import { type NoTarget, checkedTarget, expandWith, isTarget, targetName } from "../target.js";
import type { PolicyTarget } from "./policy.js";

/** What is the same for each sender of the checked domain, by MAIL FROM and by HELO. */
const KNOWN_LETTERS: ReadonlySet<MacroLetter> = new Set<MacroLetter>(["d", "o"]);

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
      return target.kind === "name" ? { kind: "dynamic", letters: [], name: target.name } : target;
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
  const letters = dynamicLetters(domain);
  if (letters.length > 0) return { kind: "dynamic", letters };
  const text = expandWith(domain, knownValues(current, checked));
  return named(typeof text === "string" ? targetName(text) : text);
}

function named(target: DomainName | NoTarget): PolicyTarget {
  return isTarget(target) ? { kind: "name", name: target } : { kind: "malformed", problem: target.problem };
}

/** The letters of a macro-string that stand for something of the sender or the client, each once. */
function dynamicLetters({ parts }: MacroString): MacroLetter[] {
  const letters = new Set<MacroLetter>();
  for (const part of parts) if (part.kind === "expand" && !KNOWN_LETTERS.has(part.letter)) letters.add(part.letter);
  return [...letters];
}

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
