import { tlsRptProblems } from "../mail/tls-rpt.js";
import { singleRecordRule } from "../mail/single-record.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "tls-rpt-syntax",
  severity: "error",
  summary: "a record for TLS reports cannot be read",
  section: "RFC 8460 3",
  docs: {
    why: "Senders that cannot read the record, or find several, send no reports about failed connections to your mail exchanges.",
    bad: `$TTL 1h
_smtp._tls TXT "v=TLSRPTv1; rua=«tls@example.org»"
`,
    good: `$TTL 1h
_smtp._tls TXT "v=TLSRPTv1; rua=mailto:tls@example.org"
`,
    fix: "Write `v=TLSRPTv1; rua=` with one or more `mailto:` or `https:` URIs, commas between them.",
  },
  ...singleRecordRule({ kind: "tls-rpt", version: "TLSRPTv1", readers: "senders", problems: tlsRptProblems }),
};
