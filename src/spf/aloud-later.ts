/** The sentences for a term of which those in front of it leave less than it says, or nothing. */
import { type Meaning, directiveMeaning } from "./aloud-terms.js";
import { QUALIFIER_RESULTS } from "./check-host.js";
import { ownLookups } from "./limits.js";
import type { MatchedBefore } from "./matched-before.js";
import { formatTerm } from "./print.js";
import type { Directive, SpfRecord } from "./record.js";
import { networkOf } from "./term-words.js";

/** What a directive means that others stand in front of which match some of its hosts, or all. */
export function laterMeaning(directive: Directive, record: SpfRecord, { by, families }: MatchedBefore): Meaning {
  const { 4: four, 6: six } = families;
  if (four !== undefined && six !== undefined) {
    const both = `${formatTerm(four)} and ${formatTerm(six)}`;
    return { meaning: `Never looked at: ${both} in front of it match every host.`, notes: [] };
  }
  if (by !== undefined) return neverDecides(directive, by);
  const { meaning, notes } = directiveMeaning(directive, record);
  const whole = four ?? six;
  if (whole === undefined || networkOf(directive) !== undefined) return { meaning, notes };
  const [family, other] = four === undefined ? [6, 4] : [4, 6];
  const note = `Here that is about IPv${other} hosts alone: ${formatTerm(whole)} in front of it matches every IPv${family} address.`;
  return { meaning, notes: [note, ...notes] };
}

function neverDecides(directive: Directive, by: Directive): Meaning {
  const front = `${formatTerm(by)} in front of it matches every host that it would match`;
  const notes = ownLookups(directive) > 0 ? ["It still takes a DNS lookup for the hosts that come to it."] : [];
  if (directive.qualifier === by.qualifier) return { meaning: `Not needed: ${front}.`, notes };
  return { meaning: `Never decides: ${front}, and gives ${QUALIFIER_RESULTS[by.qualifier]}.`, notes };
}
