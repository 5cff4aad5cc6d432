/** The `<target-name>` of a term (RFC 7208 section 4.8). */
import { type DomainName, MAX_NAME_TEXT, describeNameProblem } from "../base/name.js";
import type { Steps } from "../base/run.js";
import { type Evaluation, type Frame, Stop } from "./evaluation.js";
import { type MacroValues, countValidatedNameMacros, expandMacroString, expandedName } from "./macro.js";
import type { MacroString } from "./record.js";
import { validatedName } from "./validated-name.js";

/** Why a domain-spec gives no name (section 4.8; `unexpandable`: RFC 8616 section 4), and the same in words. */
export interface NoTarget {
  readonly kind: "malformed" | "unexpandable";
  readonly problem: string;
}

/** How much of an expansion is shown, in characters. */
const MAX_SHOWN = 80;

/** The name that a domain-spec expands to: the current domain where there is none. */
export function* expandTarget(
  evaluation: Evaluation,
  frame: Frame,
  domainSpec: MacroString | undefined,
): Steps<DomainName | NoTarget | Stop> {
  if (domainSpec === undefined) return frame.domain;
  const fixed = fixedTarget(domainSpec);
  if (fixed !== undefined) {
    if (frame.traceTerm !== undefined) frame.traceTerm.target = fixed.text;
    return fixed;
  }
  const text = yield* expandMacros(evaluation, frame, domainSpec);
  if (text instanceof Stop) return text;
  const target = typeof text === "string" ? targetName(text) : text;
  if (frame.traceTerm !== undefined) {
    if (isTarget(target)) frame.traceTerm.target = target.text;
    else frame.traceTerm.note = target.problem;
  }
  return target;
}

/** Expands a macro-string; each `%{p}` in it counts as a lookup and asks for the client's names (section 4.6.4). */
export function* expandMacros(evaluation: Evaluation, frame: Frame, macroString: MacroString): Steps<string | NoTarget | Stop> {
  let name: string | undefined;
  for (let left = countValidatedNameMacros(macroString); left > 0; left--) {
    const stop = evaluation.countLookup(frame);
    if (stop !== undefined) return stop;
    if (name !== undefined) continue;
    const validated = yield* validatedName(evaluation, frame);
    if (validated instanceof Stop) return validated;
    name = validated;
  }
  return expandWith(macroString, macroValues(evaluation, frame, name));
}

/** Expands a macro-string where all that its macros stand for is known. */
export function expandWith(macroString: MacroString, values: MacroValues): string | NoTarget {
  const expanded = expandMacroString(macroString, values);
  if (typeof expanded === "string") return expanded;
  return expanded.problem === "local-part-not-ascii"
    ? { kind: "unexpandable", problem: "the local part of the sender is not ASCII (RFC 8616 4)" }
    : { kind: "malformed", problem: "the expansion is too long" };
}

/** Whether expanding gave a name. */
export function isTarget(target: DomainName | NoTarget): target is DomainName {
  return !("kind" in target);
}

/**
 * The target of an include or redirect. One of a single label, which only macros can make, is none: check_host() gives none for it
 * (section 4.3).
 */
export function checkedTarget(target: DomainName | NoTarget): DomainName | NoTarget {
  if (!isTarget(target) || target.labels.length > 1) return target;
  return { kind: "malformed", problem: `"${target.text}" has no dot, so it is no full domain name` };
}

/** Names of domain-specs without macros: the records that a cache keeps name the same targets in each check. */
const fixedTargets = new WeakMap<MacroString, DomainName>();

/** The name that a domain-spec always expands to; undefined where it has macros or is none. */
function fixedTarget(domainSpec: MacroString): DomainName | undefined {
  const known = fixedTargets.get(domainSpec);
  if (known !== undefined) return known;
  const [only, ...more] = domainSpec.parts;
  if (only?.kind !== "literal" || more.length > 0 || only.text.length > MAX_NAME_TEXT) return undefined;
  const name = expandedName(only.text);
  if (typeof name === "string") return undefined;
  fixedTargets.set(domainSpec, name);
  return name;
}

/** The name that the text of an expanded domain-spec is. */
export function targetName(text: string): DomainName | NoTarget {
  const name = expandedName(text);
  if (typeof name !== "string") return name;
  const shown = text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}...` : text;
  return {
    kind: "malformed",
    problem: `"${shown}" is no domain name: ${describeNameProblem(name)}`,
  };
}

function macroValues({ request, options }: Evaluation, frame: Frame, validated: string | undefined): MacroValues {
  return {
    localPart: request.sender.localPart,
    senderDomain: request.sender.domain,
    domain: frame.domain.labels.join("."),
    client: request.client,
    helo: request.helo,
    ...(validated === undefined ? {} : { validatedName: validated }),
    ...(options.receiver === undefined ? {} : { receiver: options.receiver }),
    ...(options.timestamp === undefined ? {} : { timestamp: options.timestamp }),
  };
}
