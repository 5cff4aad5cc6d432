/**
 * Rules about what an SPF record says of strangers. They are for the records of names that send mail: of a record that others include
 * only a match counts (RFC 7208 section 5.2), so its end is of no matter. Names with an underscore hold such parts.
 */
import type { Span } from "../../base/source.js";
import type { DomainName } from "../../base/name.js";
import type { SpfText } from "../spf/spf-text.js";
import type { Estate, Rule, RuleContext } from "../rule.js";
import { REFERRING_SIGNS } from "../signs/sign.js";
import { andMore } from "../structure/state.js";
import { type TextPlace, placeInText } from "../text-place.js";
import { REFERRING_TYPES, mailReferences, noteReferences } from "./references.js";
import { spfRecords } from "./texts.js";

/** What a rule finds in a record. */
export interface PolicyFinding {
  readonly span: Span;
  readonly message: string;
  /** Findings with the same cause are reported once, for the first record, with the count of the others. */
  readonly cause?: string;
}

/** Where a record stands. */
export interface PolicyPlace {
  readonly owner: DomainName;
  readonly estate: Estate;
}

interface PlacedFinding {
  readonly owner: DomainName;
  readonly place: TextPlace;
  readonly message: string;
  readonly cause: string | undefined;
}

/**
 * The functions of a rule that looks at each record of a name that is not included by others. `look` is told no place for a record that
 * stands in no zone, which is taken for the policy of a name.
 */
export function policyRule(
  look: (spf: SpfText, place: PolicyPlace | undefined) => PolicyFinding | undefined,
): Pick<Rule, "types" | "signs" | "checkNode" | "checkEstate" | "checkLoneRecord"> {
  // Until it is known what others include.
  const found = new WeakMap<RuleContext, PlacedFinding[]>();
  return {
    types: REFERRING_TYPES,
    signs: REFERRING_SIGNS,
    checkNode(node, zone, context) {
      noteReferences(node, zone, context);
      const { owner } = node;
      if (!node.types.includes("TXT") || owner.labels.some((label) => label.startsWith("_"))) return;
      for (const { text, parsed } of spfRecords(node, zone)) {
        const finding = look({ text: text.text, strings: [text.text], parsed }, { owner, estate: context.estate });
        if (finding === undefined) continue;
        const { span, message, cause } = finding;
        const list = found.get(context) ?? [];
        list.push({ owner, place: placeInText(text.record, span.start, span.end), message, cause });
        found.set(context, list);
      }
    },
    checkEstate(_estate, context) {
      const { names } = mailReferences(context.estate);
      const policies = (found.get(context) ?? []).filter(({ owner }) => !names.has(`include ${owner.key}`));
      const counts = new Map<string, number>();
      for (const { cause } of policies) if (cause !== undefined) counts.set(cause, (counts.get(cause) ?? 0) + 1);
      for (const { place, message, cause } of policies) {
        const count = cause === undefined ? 1 : counts.get(cause);
        if (count === undefined) continue;
        context.report({ ...place, message: `${message}${andMore(count - 1, "record")}` });
        if (cause !== undefined) counts.delete(cause);
      }
      found.delete(context);
    },
    checkLoneRecord(spf, context) {
      const finding = look(spf, undefined);
      if (finding !== undefined) context.report({ span: finding.span, message: finding.message });
    },
  };
}
