/** Policies of records that are not published, or not yet. */
import { type DomainName, domainName } from "../../base/name.js";
import type { Answer } from "../../base/question.js";
import type { Steps } from "../../base/run.js";

/** Stands for the domain of a record whose domain nobody said (RFC 6761 section 6.4). */
export const NOBODY: DomainName = domainName("the-record.invalid");

/** The name of a domain for people: that of `NOBODY` is a placeholder, and is never shown. */
export function domainWords(domain: DomainName): string {
  return domain.equals(NOBODY) ? "the record's own domain" : domain.text;
}

const ALONE: Answer = { status: "servfail", isUnknown: true, reason: "the record stands alone, and nobody said whose it is" };

/**
 * The same computation, as though a text were the one SPF record of a domain, whatever is published. Of `NOBODY` nothing else is known
 * either.
 */
export function* asThoughPublished<T>(steps: Steps<T>, domain: DomainName, text: string): Steps<T> {
  let step = steps.next();
  while (step.done !== true) {
    const { name, type } = step.value;
    let own: Answer | undefined;
    if (name.equals(domain) && type === "TXT") own = { status: "noerror", records: [{ type, strings: [text] }] };
    else if (name.equals(NOBODY)) own = ALONE;
    step = steps.next(own ?? (yield step.value));
  }
  return step.value;
}
