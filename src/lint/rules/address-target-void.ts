import type { DomainName } from "../../base/name.js";
import type { QueryType } from "../../base/question.js";
import { REFERRING_TYPES, mailReferences, noteReferences } from "../mail/references.js";
import { spfRecords } from "../mail/texts.js";
import type { Estate, Rule } from "../rule.js";
import { REFERRING_SIGNS } from "../signs/sign.js";
import { shownInRoot } from "../spf/policy-terms.js";
import { missingName, registrableTarget } from "../spf/registrable.js";
import { describeVoid, voidQuestion } from "../spf/voids.js";
import { placeInText } from "../text-place.js";

export const rule: Rule = {
  id: "address-target-void",
  severity: "warning",
  summary: "a term of an SPF record finds nothing",
  section: "RFC 7208 4.6.4",
  docs: {
    why: "A term whose name does not exist or has no such record never matches, so hosts that were meant cannot send. It is also a void lookup, and a third one of these ends the check with a permanent error.",
    bad: `$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   192.0.2.53
@    TXT "v=spf1 «a:mial.example.org» -all"
mail A   192.0.2.25
`,
    good: `$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   192.0.2.53
@    TXT "v=spf1 a:mail.example.org -all"
mail A   192.0.2.25
`,
    fix: "Write the name of a host that has addresses (for a), of a domain with MX records (for mx), or remove the term.",
  },
  *askPolicy(policy, context) {
    for (const term of policy.policy.root.terms) {
      const question = voidQuestion(term);
      // The zones that are checked are gone through below: the same name is said once, however many records have it.
      if (question === undefined || policy.isAnsweredHere(question)) continue;
      // That is worse, and has a rule of its own.
      if ((yield* registrableTarget(term)) !== undefined) continue;
      const what = describeVoid(question, missingName(term) === undefined);
      context.report({ span: term.term.span, message: `${what}: ${shownInRoot(policy, term)} matches nobody`, partOf: LIMIT });
    }
  },
  types: REFERRING_TYPES,
  signs: REFERRING_SIGNS,
  checkNode(node, zone, context) {
    noteReferences(node, zone, context);
    const { types } = node;
    if (!types.includes("TXT")) return;
    for (const { text, parsed } of spfRecords(node, zone)) {
      for (const { mechanism, span } of parsed.record.directives) {
        if (mechanism.name === "all") break;
        if ((mechanism.name !== "a" && mechanism.name !== "mx") || mechanism.domain !== undefined) continue;
        // Nearly always it is there, and nobody need be asked.
        if (mechanism.name === "mx" ? types.includes("MX") : types.includes("A") || types.includes("AAAA")) continue;
        const what = node.owner.labels[0] === "*" ? undefined : voidTarget(context.estate, mechanism.name, node.owner);
        if (what === undefined) continue;
        context.report({
          ...placeInText(text.record, span.start, span.end),
          message: `${what}: ${mechanism.name} matches nobody here`,
          partOf: LIMIT,
        });
      }
    }
  },
  checkEstate(_estate, context) {
    const { estate } = context;
    for (const { kind, target, place, count } of mailReferences(estate).names.values()) {
      if ((kind !== "a" && kind !== "mx" && kind !== "exists") || estate.zoneOf(target) === undefined) continue;
      const what = voidTarget(estate, kind, target);
      const more = count > 1 ? `; ${count} records refer to it` : "";
      if (what === undefined) continue;
      // What concerns other records too is not said by what is found in one.
      context.report({
        ...place,
        message: `${what}: this term matches nobody${more}`,
        ...(count > 1 ? {} : { partOf: LIMIT }),
      });
    }
  },
};

/** Where there are too many of them, that finding names them all. */
const LIMIT = "voids-over-2";

/** Why a term finds nothing; undefined where it finds something, or where the zones do not know. */
function voidTarget(estate: Estate, kind: "a" | "mx" | "exists", name: DomainName): string | undefined {
  const types: readonly QueryType[] = kind === "mx" ? ["MX"] : kind === "exists" ? ["A"] : ["A", "AAAA"];
  let doesExist = true;
  for (const type of types) {
    const found = estate.lookup({ name, type });
    if (found.kind === "unknown") return undefined;
    const { status } = found.answer;
    if (status !== "nodata" && status !== "nxdomain") return undefined;
    if (status === "nxdomain") doesExist = false;
  }
  return describeVoid({ name, type: kind === "mx" ? "MX" : kind === "exists" ? "A" : "AAAA" }, doesExist);
}
