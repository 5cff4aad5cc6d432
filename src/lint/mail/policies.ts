/**
 * Rules about what an SPF record says of strangers. They are for the records of names that send mail: of a record that others include
 * only a match counts (RFC 7208 section 5.2), so its end is of no matter. Names with an underscore hold such parts.
 */
import type { Span } from "../../base/source.js";
import type { DomainName } from "../../base/name.js";
import type { SpfText } from "../spf/spf-text.js";
import type { Estate, Rule, RuleContext } from "../rule.js";
import { type TextPlace, placeInText } from "../text-place.js";
import { REFERRING_TYPES, mailReferences, noteReferences } from "./references.js";
import { spfRecords } from "./texts.js";

/** What a rule finds in a record. */
export interface PolicyFinding {
  readonly span: Span;
  readonly message: string;
}

/** Where a record stands. */
export interface PolicyPlace {
  readonly owner: DomainName;
  readonly estate: Estate;
}

/**
 * The functions of a rule that looks at each record of a name that is not included by others. `look` is told no place for a record that
 * stands in no zone, which is taken for the policy of a name.
 */
export function policyRule(
  look: (spf: SpfText, place: PolicyPlace | undefined) => PolicyFinding | undefined,
): Pick<Rule, "types" | "checkNode" | "checkEstate" | "checkLoneRecord"> {
  // Until it is known what others include.
  const found = new WeakMap<RuleContext, { owner: DomainName; place: TextPlace; message: string }[]>();
  return {
    types: REFERRING_TYPES,
    checkNode(node, zone, context) {
      noteReferences(node, zone, context);
      const { owner } = node;
      if (!node.types.includes("TXT") || owner.labels.some((label) => label.startsWith("_"))) return;
      for (const { text, parsed } of spfRecords(node, zone)) {
        const finding = look({ text: text.text, strings: [text.text], parsed }, { owner, estate: context.estate });
        if (finding === undefined) continue;
        const { span, message } = finding;
        const list = found.get(context) ?? [];
        list.push({ owner, place: placeInText(text.record, span.start, span.end), message });
        found.set(context, list);
      }
    },
    checkEstate(_estate, context) {
      const { names } = mailReferences(context.estate);
      for (const { owner, place, message } of found.get(context) ?? []) {
        if (!names.has(`include ${owner.key}`)) context.report({ ...place, message });
      }
      found.delete(context);
    },
    checkLoneRecord(spf, context) {
      const finding = look(spf, undefined);
      if (finding !== undefined) context.report(finding);
    },
  };
}
