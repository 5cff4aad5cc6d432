/** The void lookups of a policy (RFC 7208 section 4.6.4). */
import type { Answer, Question } from "../../base/question.js";
import { MAX_VOID_LOOKUPS } from "../../spf/limits.js";
import { FAMILIES } from "../../spf/policy/outcomes.js";
import type { PolicyTerm } from "../../spf/policy/policy.js";
import type { Effect } from "../../spf/policy/ways.js";
import { formatTerm } from "../../spf/print.js";
import { quoted } from "../../zone/problems.js";
import { shownInRoot } from "./policy-terms.js";
import type { PolicyFinding, PolicyView } from "./policy-view.js";
import { missingName } from "./registrable.js";
import { type Greatest, greatest, lookupBound, weightBound } from "./way-counts.js";

/**
 * The most void lookups of a check, for IPv4 and for IPv6 clients; undefined where the limit allows them, and where records go round
 * in a circle. Those of names that depend on the sender are not counted: the rule macro-multi-void is about them.
 */
export function voidsOf(view: PolicyView): readonly (Greatest | undefined)[] {
  if (lookupBound(view) === Infinity) return [undefined, undefined];
  return FAMILIES.map((family) => {
    const bound = weightBound(view.policy.root, (term) => (isVoid(term.answer ?? term.addresses?.[family]) ? 1 : 0));
    if (bound <= MAX_VOID_LOOKUPS) return undefined;
    const most = greatest(view.possible, family, voidsIn);
    return most !== undefined && most.count > MAX_VOID_LOOKUPS && !isOthers(view, most) ? most : undefined;
  });
}

/** A finding at the term of the root that leads to the void lookup that is one too many, with the terms that find nothing. */
export function atThirdVoid(view: PolicyView, { met, witness }: Greatest, message: string): PolicyFinding {
  const third = met[MAX_VOID_LOOKUPS];
  const span = third?.rootTerm.term.span ?? { start: 0, end: view.text.length };
  const others = new Map(met.map(({ rootTerm, effect }) => [rootTerm, effect.term]));
  if (third !== undefined) others.delete(third.rootTerm);
  const type = witness.family === 4 ? "A" : "AAAA";
  return {
    span,
    message: `${message} (${shownTerms(view, met)})`,
    related: [...others].map(([{ term: root }, term]) => ({ span: root.span, message: reasonOf(term, type) })),
  };
}

/** Why a term finds nothing for the clients that ask for a type. */
function reasonOf(term: PolicyTerm, type: "A" | "AAAA"): string {
  const question = voidQuestion(term);
  if (question !== undefined) return describeVoid(question, missingName(term) === undefined);
  const { target } = term;
  // What `a` asks is a void lookup for the other family alone, which finds something.
  const name = target?.kind === "name" ? target.name.text : formatTerm(term.term);
  return `${name} has no ${type} record, so this one finds nothing for ${type === "A" ? "IPv4" : "IPv6"} clients`;
}

/** The most terms that are named. */
const MAX_NAMED = 5;

function shownTerms(view: PolicyView, met: Greatest["met"]): string {
  const shown = met.slice(0, MAX_NAMED).map(({ effect: { term }, rootTerm }) => {
    const root = shownInRoot(view, rootTerm);
    return term === rootTerm ? root : `${quoted(formatTerm(term.term))} behind ${root}`;
  });
  const last = met.length > MAX_NAMED ? `${met.length - MAX_NAMED} more` : (shown.pop() ?? "");
  return `${shown.join(", ")} and ${last}`;
}

/** Of a term itself, without those of the record that it leads to, and only where it is known that nothing is there. */
function voidsIn({ term, tally, child, isAssumed }: Effect): number {
  return child === undefined && !isAssumed && term.target?.kind === "name" ? tally.voids : 0;
}

/** Whether an answer is nothing, which is a void lookup. */
function isVoid(answer: Answer | undefined): boolean {
  return answer?.status === "nodata" || answer?.status === "nxdomain";
}

/** Whether a record that is checked itself has too many of them alone: it is said there. */
function isOthers(view: PolicyView, { met }: Greatest): boolean {
  const counts = new Map<PolicyTerm, number>();
  for (const { effect, rootTerm } of met) counts.set(rootTerm, (counts.get(rootTerm) ?? 0) + voidsIn(effect));
  return [...counts].some(([{ child }, count]) => {
    return count > MAX_VOID_LOOKUPS && child !== undefined && view.isChecked(child.domain);
  });
}

/** The question of a term that was answered with nothing: AAAA, which `a` asks last, for both of its own. */
export function voidQuestion({ term, target, addresses, answer, isReached }: PolicyTerm): Question | undefined {
  if (!isReached || target?.kind !== "name" || term.kind === "modifier") return undefined;
  const { name } = target;
  switch (term.mechanism.name) {
    case "a":
      return isVoid(addresses?.[4]) && isVoid(addresses?.[6]) ? { name, type: "AAAA" } : undefined;
    case "exists":
      return isVoid(answer) ? { name, type: "A" } : undefined;
    case "mx":
      return isVoid(answer) ? { name, type: "MX" } : undefined;
    default:
      return undefined;
  }
}

/** Why a question has no answer. */
export function describeVoid({ name, type }: Question, doesExist: boolean): string {
  if (!doesExist) return `there is no name ${name.text}`;
  return `the name ${name.text} has no ${type === "AAAA" ? "address" : `${type} record`}`;
}
