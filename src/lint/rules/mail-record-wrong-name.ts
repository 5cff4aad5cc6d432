import type { ZoneRecord } from "../../zone/record.js";
import { REFERRING_TYPES, mailReferences, noteReferences } from "../mail/references.js";
import { mailNode } from "../mail/texts.js";
import { type Rule, type RuleContext, placeOf } from "../rule.js";
import { REFERRING_SIGNS } from "../signs/sign.js";

const VERSION = /^v\s*=\s*(?:DMARC1|STSv1|TLSRPTv1|BIMI1)(?=\s*;|\s*$)/i;

const NAMES = {
  dmarc: "_dmarc",
  "mta-sts": "_mta-sts",
  "tls-rpt": "_smtp._tls",
  bimi: "default._bimi",
} as const;

/** Records at other names, until it is known what aliases lead to. */
const misplaced = new WeakMap<RuleContext, { readonly record: ZoneRecord; readonly name: string }[]>();

export const rule: Rule = {
  id: "mail-record-wrong-name",
  severity: "warning",
  summary: "a record for mail stands at a name where nobody looks for it",
  section: "RFC 8552 4.1",
  docs: {
    why: "Receivers ask for DMARC at `_dmarc`, for MTA-STS at `_mta-sts`, for TLS reports at `_smtp._tls` and for BIMI at `default._bimi` in front of the domain. At any other name the record is never found.",
    bad: `$TTL 1h
«dmarc» TXT "v=DMARC1; p=reject"
`,
    good: `$TTL 1h
_dmarc TXT "v=DMARC1; p=reject"
`,
    fix: "Move the record to the name that the message says. It is right where it is when an alias of another zone leads to it.",
  },
  types: REFERRING_TYPES,
  signs: REFERRING_SIGNS,
  checkNode(node, zone, context) {
    noteReferences(node, zone, context);
    if (!node.types.includes("TXT")) return;
    const { purpose, texts } = mailNode(node, zone);
    for (const { record, text, kind } of texts) {
      if (kind === undefined || kind === purpose || kind === "spf" || kind === "dkim" || !VERSION.test(text)) continue;
      if (kind === "dmarc" && purpose === "dmarc-report") continue;
      // A wildcard answers for the right name too.
      if (node.owner.labels[0] === "*") continue;
      const found = { record, name: NAMES[kind] };
      const others = misplaced.get(context);
      if (others === undefined) misplaced.set(context, [found]);
      else others.push(found);
    }
  },
  checkEstate(_estate, context) {
    const { aliases } = mailReferences(context.estate);
    for (const { record, name } of misplaced.get(context) ?? []) {
      const { owner } = record;
      // An alias leads here from the right name.
      if (aliases.has(owner.key)) continue;
      const message = `nobody looks for this record at ${owner.text}: it belongs to ${name} in front of the domain`;
      context.report({ ...placeOf(record, "owner"), message });
    }
    misplaced.delete(context);
  },
};
