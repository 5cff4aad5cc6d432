import { bimiProblems } from "../mail/bimi.js";
import { singleRecordRule } from "../mail/single-record.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "bimi-syntax",
  severity: "error",
  summary: "a BIMI record cannot be read",
  section: "draft-brand-indicators-for-message-identification 4.3",
  docs: {
    why: "Mail programs show no image for a domain whose record they cannot read.",
    bad: `$TTL 1h
default._bimi TXT "v=BIMI1; l=«http://www.example.org/logo.svg»"
`,
    good: `$TTL 1h
default._bimi TXT "v=BIMI1; l=https://www.example.org/logo.svg"
`,
    fix: "Write `v=BIMI1; l=` with the https URI of an SVG image, and `a=` with that of its certificate.",
  },
  ...singleRecordRule({ kind: "bimi", version: "BIMI1", readers: "mail programs", problems: bimiProblems }),
};
