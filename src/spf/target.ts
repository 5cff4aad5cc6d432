/** The `<target-name>` of a term (RFC 7208 section 4.8). */
import type { DomainName } from "../base/name.js";
import type { Steps } from "../base/run.js";
import { type Evaluation, type Frame, Stop } from "./evaluation.js";
import { type MacroValues, countValidatedNameMacros, expandMacroString, expandedName } from "./macro.js";
import type { MacroString } from "./record.js";
import { validatedName } from "./validated-name.js";

/** Why a domain-spec gives no name; with `malformed` the text that it expanded to, with `unexpandable` the reason in words. */
export type NoTarget =
  | { readonly kind: "malformed"; readonly text: string }
  | { readonly kind: "unexpandable"; readonly text: string };

/** The name that a domain-spec expands to: the current domain where there is none. */
export function* expandTarget(
  evaluation: Evaluation,
  frame: Frame,
  domainSpec: MacroString | undefined,
): Steps<DomainName | NoTarget | Stop> {
  if (domainSpec === undefined) return frame.domain;
  const text = yield* expandMacros(evaluation, frame, domainSpec);
  if (text instanceof Stop) return text;
  const target = typeof text === "string" ? targetName(text) : text;
  if (frame.traceTerm !== undefined) frame.traceTerm.target = isTarget(target) ? target.text : target.text;
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
  const expanded = expandMacroString(macroString, macroValues(evaluation, frame, name));
  if (typeof expanded === "string") return expanded;
  return expanded.problem === "local-part-not-ascii"
    ? { kind: "unexpandable", text: "the local part of the sender is not ASCII (RFC 8616)" }
    : { kind: "malformed", text: "the expansion is too long" };
}

/** Whether expanding gave a name. */
export function isTarget(target: DomainName | NoTarget): target is DomainName {
  return !("kind" in target);
}

function targetName(text: string): DomainName | NoTarget {
  const name = expandedName(text);
  return typeof name === "string" ? { kind: "malformed", text } : name;
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
