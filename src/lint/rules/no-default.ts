import type { DomainName } from "../../base/name.js";
import { REFERRING_TYPES, mailReferences, noteReferences } from "../mail/references.js";
import { spfRecords } from "../mail/texts.js";
import type { Rule, RuleContext } from "../rule.js";
import { REFERRING_SIGNS } from "../signs/sign.js";
import { type TextPlace, placeInText } from "../text-place.js";

/** Records without an end, until it is known what others include. */
const endless = new WeakMap<RuleContext, { readonly owner: DomainName; readonly place: TextPlace }[]>();

export const rule: Rule = {
  id: "no-default",
  severity: "warning",
  summary: "an SPF record does not say what holds for all others",
  section: "RFC 7208 4.7",
  docs: {
    why: "A record without `all` or redirect ends in neutral: strangers are treated as if the domain had no record. Records that others include need no `all`; those of names with an underscore are left out here.",
    bad: `$TTL 1h
@ TXT "«v=spf1 ip4:192.0.2.25»"
`,
    good: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 -all"
`,
    fix: "End the record with `-all`, or with `~all` while you find out who sends.",
  },
  types: REFERRING_TYPES,
  signs: REFERRING_SIGNS,
  checkNode(node, zone, context) {
    noteReferences(node, zone, context);
    if (!node.types.includes("TXT")) return;
    for (const { text, parsed } of spfRecords(node, zone)) {
      const { record, problems } = parsed;
      if (problems.length > 0 || record.redirect !== undefined) continue;
      if (record.directives.some(({ mechanism }) => mechanism.name === "all")) continue;
      const { owner } = node;
      if (owner.labels.some((label) => label.startsWith("_"))) continue;
      const found = { owner, place: placeInText(text.record, 0, text.text.trimEnd().length) };
      const others = endless.get(context);
      if (others === undefined) endless.set(context, [found]);
      else others.push(found);
    }
  },
  checkEstate(_estate, context) {
    const { names } = mailReferences(context.estate);
    const message = "the record has no all and no redirect: strangers get neutral, as if there were no record";
    for (const { owner, place } of endless.get(context) ?? []) {
      // Of an included record only a match counts, so its end is of no matter.
      if (!names.has(`include ${owner.key}`)) context.report({ ...place, message });
    }
    endless.delete(context);
  },
};
