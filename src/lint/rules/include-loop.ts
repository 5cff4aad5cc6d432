import type { DomainName } from "../../base/name.js";
import { NOBODY, domainWords } from "../../spf/policy/published.js";
import { REFERRING_TYPES, mailReferences, noteReferences, spfRecordAt, textOf } from "../mail/references.js";
import { fixedName, parseSpf, spfReferences } from "../mail/spf.js";
import type { Estate, Rule } from "../rule.js";
import { REFERRING_SIGNS } from "../signs/sign.js";
import { circleToBlame } from "../spf/circles.js";
import { type TextPlace, placeInText } from "../text-place.js";

export const rule: Rule = {
  id: "include-loop",
  severity: "error",
  summary: "SPF records include each other in a circle",
  section: "RFC 7208 4.6.4",
  docs: {
    why: "A check that goes round in a circle ends at ten lookups with a permanent error, so that only senders that match before it get a result.",
    bad: `$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   192.0.2.53
@    TXT "v=spf1 ip4:192.0.2.25 «include:_spf.example.org» -all"
_spf TXT "v=spf1 ip4:198.51.100.0/24 include:example.org -all"
`,
    good: `$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   192.0.2.53
@    TXT "v=spf1 ip4:192.0.2.25 include:_spf.example.org -all"
_spf TXT "v=spf1 ip4:198.51.100.0/24 -all"
`,
    fix: "Remove one of the terms of the circle. Terms that both records need belong into a third one.",
  },
  checkPolicy(policy, context) {
    // Circles of the checked zones alone are found below, however long they are.
    const found = circleToBlame(policy);
    if (found !== undefined) context.report({ span: found.rootTerm.term.span, message: messageOf(found.circle) });
  },
  types: REFERRING_TYPES,
  signs: REFERRING_SIGNS,
  checkNode: noteReferences,
  checkEstate(_estate, context) {
    const { estate } = context;
    const depths = new Map<string, number>();
    const inReported = new Set<string>();
    let circles = 0;
    for (const { kind, target } of mailReferences(estate).names.values()) {
      if ((kind !== "include" && kind !== "redirect") || depths.has(target.key)) continue;
      if (estate.zoneOf(target) === undefined) continue;
      // Not recursive: a chain may be as long as the file.
      const stack = [enter(target, estate)];
      depths.set(target.key, 0);
      for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
        const edge = top.edges[top.next++];
        if (edge === undefined) {
          depths.set(top.name.key, DONE);
          stack.pop();
          continue;
        }
        const { key } = edge.name;
        const depth = depths.get(key);
        if (depth === undefined) {
          depths.set(key, stack.length);
          stack.push(enter(edge.name, estate));
        } else if (depth !== DONE && !inReported.has(key) && circles < MAX_CIRCLES) {
          // Circles with a name in common are one knot.
          const circle = stack.slice(depth).map(({ name }) => name);
          for (const name of circle) inReported.add(name.key);
          circles++;
          context.report({ ...edge.place, message: messageOf(circle) });
        }
      }
    }
  },
};

/** In place of a depth, for names whose references were all followed. */
const DONE = -1;
/** More circles than anyone mends before they look again. */
const MAX_CIRCLES = 100;

interface Step {
  readonly name: DomainName;
  readonly edges: readonly { readonly name: DomainName; readonly place: TextPlace }[];
  next: number;
}

function enter(name: DomainName, estate: Estate): Step {
  const record = spfRecordAt(estate, name);
  const references = record === undefined ? [] : spfReferences(parseSpf(textOf(record)).record);
  const edges: { name: DomainName; place: TextPlace }[] = [];
  for (const { kind, term, domain } of references) {
    const target = kind === "include" || kind === "redirect" ? fixedName(domain) : undefined;
    if (record === undefined || target === undefined) continue;
    edges.push({ name: target, place: placeInText(record, term.span.start, term.span.end) });
  }
  return { name, edges, next: 0 };
}

/** How many names of a circle a message shows. */
const MAX_SHOWN = 5;

function messageOf(circle: readonly DomainName[]): string {
  const [first] = circle;
  if (first !== undefined && circle.length === 1) {
    const record = first.equals(NOBODY) ? "the record" : `the record of ${first.text}`;
    return `${record} refers to itself: checks that come here are a permanent error`;
  }
  const names = circle.slice(0, MAX_SHOWN).map(domainWords);
  if (circle.length > MAX_SHOWN) names.push(`${circle.length - MAX_SHOWN} more`);
  return `the records go round in a circle, ${names.join(" to ")} and back: checks that come here are a permanent error`;
}
