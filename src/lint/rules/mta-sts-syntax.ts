import { mtaStsProblems } from "../mail/mta-sts.js";
import { singleRecordRule } from "../mail/single-record.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "mta-sts-syntax",
  severity: "error",
  summary: "an MTA-STS record cannot be read",
  section: "RFC 8461 3.1",
  docs: {
    why: "Senders that cannot read the record, or find several, deliver as if the domain had no MTA-STS policy: without a check of the certificate.",
    bad: `$TTL 1h
_mta-sts TXT "v=STSv1; id=«2026-01-01»"
`,
    good: `$TTL 1h
_mta-sts TXT "v=STSv1; id=20260101"
`,
    fix: "Write `v=STSv1; id=` and up to 32 letters and digits, and change them with each change of the policy.",
  },
  ...singleRecordRule({ kind: "mta-sts", version: "STSv1", readers: "senders", problems: mtaStsProblems }),
};
