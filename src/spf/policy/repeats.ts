/**
 * Terms that can go from a record because of another one that asks the same: a proof by form, which holds whatever the answer is. A
 * question that an evaluation asks again has the answer that it had; so a term that asks what an earlier one asked, and compares with
 * no more addresses, never matches, and an error would have ended the evaluation at the earlier one. It only counts again (RFC 7208
 * sections 4.6.2 and 4.6.4).
 */
import { formatTerm } from "../print.js";
import type { PolicyRecord, PolicyTerm } from "./policy.js";

/**
 * Whether a record is another one without some terms that decide nothing, for another term does: then whoever gets another result had
 * permerror, because there were too many lookups or void lookups. Both are of the same domain, in policies of the same one.
 */
export function onlyDropsRepeats(before: PolicyRecord, after: PolicyRecord): boolean {
  if (before.state !== "record" || after.state !== "record") return false;
  const isReached = (term: PolicyTerm): boolean => term.isReached;
  const [old, left] = [before.terms.filter(isReached), after.terms.filter(isReached)];
  let kept = 0;
  for (const [at, term] of old.entries()) {
    const next = left[kept];
    if (next !== undefined && isSame(term, next)) {
      kept++;
      continue;
    }
    if (old.slice(0, at).some((earlier) => isWithin(term, earlier))) continue;
    // Right in front of one that stays, the verdict is the same there.
    const behind = old[at + 1];
    if (behind === undefined || next === undefined || !isSame(behind, next) || !isDecidedBy(term, behind)) return false;
  }
  return kept === left.length;
}

// --------------------------------------------------------------------------------------------------------------------------

function isSame(a: PolicyTerm, b: PolicyTerm): boolean {
  return formatTerm(a.term) === formatTerm(b.term);
}

/** Whether a term gets the answers of another one, and matches nobody whom that one does not match. */
function isWithin(inner: PolicyTerm, outer: PolicyTerm): boolean {
  if (inner.term.kind !== "directive" || outer.term.kind !== "directive") return false;
  const [a, b] = [inner.term.mechanism, outer.term.mechanism];
  if (a.name !== b.name || !asksSame(inner, outer)) return false;
  if (!("prefix4" in a) || !("prefix4" in b)) return true;
  return b.prefix4 <= a.prefix4 && b.prefix6 <= a.prefix6;
}

/** Whether the term behind one gives all whom that one matches the same, and all others what they had. */
function isDecidedBy(term: PolicyTerm, behind: PolicyTerm): boolean {
  if (term.term.kind !== "directive") return false;
  const { qualifier, mechanism } = term.term;
  if (behind.term.kind === "directive") {
    // A wider mx may match by a host in front of one that cannot be asked now, which the narrower one comes to.
    const isAlike = mechanism.name !== "mx" || isWithin(behind, term);
    return isAlike && behind.term.qualifier === qualifier && isWithin(term, behind);
  }
  // A redirect passes whom an include of the same record passes.
  return mechanism.name === "include" && qualifier === "+" && asksSame(term, behind);
}

/** Whether two targets are the same name for the same mail. */
function asksSame({ target: a }: PolicyTerm, { target: b }: PolicyTerm): boolean {
  if (a?.kind === "name") return b?.kind === "name" && a.name.equals(b.name);
  return a?.kind === "dynamic" && b?.kind === "dynamic" && a.form === b.form;
}
