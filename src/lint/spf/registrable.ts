/** Names that are gone, and whether anyone can have them. */
import { DomainName } from "../../base/name.js";
import type { Answer, Question } from "../../base/question.js";
import type { Steps } from "../../base/run.js";
import type { PolicyTerm } from "../../spf/policy/policy.js";

/**
 * Top-level names under which nothing is registered: those of special use (RFC 6761, RFC 6762, RFC 7686, RFC 8375, RFC 9476), the one
 * of private networks, and that of addresses.
 */
const NOT_FOR_SALE: ReadonlySet<string> = new Set([
  "alt",
  "arpa",
  "example",
  "internal",
  "invalid",
  "local",
  "localhost",
  "onion",
  "test",
]);

/** The name that a term asks for and that does not exist; where an alias leads to it, the end of the alias. */
export function missingName({ target, child, addresses, answer }: PolicyTerm): DomainName | undefined {
  if (target?.kind !== "name") return undefined;
  const found = child?.answer ?? answer ?? addresses?.[4] ?? addresses?.[6];
  return found?.status === "nxdomain" ? (found.aliases?.at(-1) ?? target.name) : undefined;
}

/**
 * For a name that does not exist the domain under a top-level name that does not exist either, so that whoever registers it has the
 * name too. Undefined where a longer name above exists or somebody does not answer. Under a suffix of several labels, such as co.uk,
 * it is not known what can be registered, so nothing is said.
 */
export function* registrableDomain(missing: DomainName): Steps<DomainName | undefined> {
  let domain = missing;
  for (let at = missing.parent; at.labels.length > 0; at = at.parent) {
    const question: Question = { name: at, type: "NS" };
    const { status }: Answer = yield question;
    if (status !== "nxdomain") {
      const exists = status === "noerror" || status === "nodata";
      return exists && at.labels.length === 1 && !NOT_FOR_SALE.has(at.key) ? domain : undefined;
    }
    domain = at;
  }
  return undefined;
}

/** The same for the name that a term asks for. */
export function* registrableTarget(term: PolicyTerm): Steps<DomainName | undefined> {
  const missing = missingName(term);
  return missing === undefined ? undefined : yield* registrableDomain(missing);
}

/** A name that nobody has made, below another one; undefined where that is too long to have one. */
export function madeUpName(above: DomainName): DomainName | undefined {
  const name = DomainName.fromLabels([MADE_UP, ...above.labels]);
  return typeof name === "string" ? undefined : name;
}

// It looks like no address, no host and no number, so that no list has it.
const MADE_UP = "q7x2-no-such-name-k4w9";
