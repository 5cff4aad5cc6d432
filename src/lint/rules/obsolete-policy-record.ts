import { mailNode } from "../mail/texts.js";
import type { Rule } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { placeInText } from "../text-place.js";

export const rule: Rule = {
  id: "obsolete-policy-record",
  severity: "info",
  summary: "a policy of DomainKeys or ADSP is obsolete",
  section: "RFC 5617",
  docs: {
    why: "DomainKeys ended in 2007, ADSP in 2013. Receivers ask for neither; DMARC is in their place.",
    bad: `$TTL 1h
_adsp._domainkey TXT "«dkim=all»"
`,
    good: `$TTL 1h
_dmarc TXT "v=DMARC1; p=reject"
`,
    fix: "Remove the record, and publish a DMARC record at `_dmarc`.",
  },
  types: ["TXT"],
  signs: Sign.Text,
  checkNode(node, zone, context) {
    const { purpose, texts } = mailNode(node, zone);
    if (purpose !== "relic") return;
    for (const { record, text, kind } of texts) {
      // A key, or what says that it is something else, only stands at the wrong name.
      if (kind !== undefined) continue;
      const what = /^\s*dkim\s*=/i.test(text) ? "ADSP" : /^\s*[a-z]\s*=/i.test(text) ? "DomainKeys" : undefined;
      if (what === undefined) continue;
      context.report({
        ...placeInText(record, 0, text.length),
        message: `nobody reads the policies of ${what} any more: DMARC is in their place`,
      });
    }
  },
};
