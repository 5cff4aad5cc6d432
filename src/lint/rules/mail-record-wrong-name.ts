import { DomainName, isName } from "../../base/name.js";
import { quoted } from "../../zone/problems.js";
import type { ZoneRecord } from "../../zone/record.js";
import { REFERRING_TYPES, mailReferences, noteReferences } from "../mail/references.js";
import { mailNode } from "../mail/texts.js";
import { type Rule, type RuleContext, placeOf } from "../rule.js";
import { REFERRING_SIGNS } from "../signs/sign.js";

const VERSION = /^v\s*=\s*(?:DMARC1|DKIM1|STSv1|TLSRPTv1|BIMI1)(?=\s*;|\s*$)/i;

const NAMES = {
  dmarc: "_dmarc",
  "mta-sts": "_mta-sts",
  "tls-rpt": "_smtp._tls",
  bimi: "default._bimi",
  // With the name of a selector in front.
  dkim: "_domainkey",
} as const;

interface Misplaced {
  readonly record: ZoneRecord;
  readonly kind: keyof typeof NAMES;
}

/** Records at other names, until it is known what aliases lead to. */
const misplaced = new WeakMap<RuleContext, Misplaced[]>();

export const rule: Rule = {
  id: "mail-record-wrong-name",
  severity: "warning",
  summary: "a record for mail stands at a name where nobody looks for it",
  section: "RFC 8552 4.1",
  docs: {
    why: "Receivers ask for DMARC at `_dmarc`, for MTA-STS at `_mta-sts`, for TLS reports at `_smtp._tls`, for BIMI at `default._bimi` in front of the domain, and for a DKIM key at its selector and `_domainkey`, such as `s1._domainkey`. At any other name the record is never found.",
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
      if (kind === undefined || kind === purpose || kind === "spf" || !VERSION.test(text)) continue;
      if (kind === "dmarc" && purpose === "dmarc-report") continue;
      // A wildcard answers for the right name too.
      if (node.owner.labels[0] === "*") continue;
      const found = { record, kind };
      const others = misplaced.get(context);
      if (others === undefined) misplaced.set(context, [found]);
      else others.push(found);
    }
  },
  checkEstate(_estate, context) {
    const { aliases } = mailReferences(context.estate);
    for (const { record, kind } of misplaced.get(context) ?? []) {
      // An alias leads here from the right name.
      if (!aliases.has(record.owner.key)) report(record, kind, context);
    }
    misplaced.delete(context);
  },
};

function report(record: ZoneRecord, kind: Misplaced["kind"], context: RuleContext): void {
  const { owner } = record;
  const place = placeOf(record, "owner");
  if (kind !== "dkim") {
    const message = `nobody looks for this record at ${owner.text}: it belongs to ${NAMES[kind]} in front of the domain`;
    context.report({ ...place, message });
    return;
  }
  const right = selectorName(owner);
  const where = right === undefined ? "a selector and ._domainkey in front of the domain" : quoted(right);
  const message = `nobody looks for a DKIM key at ${quoted(owner.text)}: it belongs to ${where}`;
  // Keys that the aliases of others lead to have any name.
  context.report({ ...place, message, ...(right === undefined ? { severity: "info" } : {}) });
}

// `s1.domainkey`, or `_domainkey.s1`.
function selectorName({ labels }: DomainName): string | undefined {
  const at = labels.findIndex((label) => /^_?domain[-_]?keys?$/i.test(label));
  const [first, second, ...rest] = labels;
  if (at > 0) return textOf([...labels.slice(0, at), NAMES.dkim, ...labels.slice(at + 1)]);
  return at < 0 || first === undefined || second === undefined ? undefined : textOf([second, NAMES.dkim, ...rest]);
}

function textOf(labels: readonly string[]): string | undefined {
  const name = DomainName.fromLabels(labels);
  return isName(name) ? name.text : undefined;
}
