import { parseDkim } from "../mail/dkim.js";
import { mailTexts, reportProblems } from "../mail/texts.js";
import type { Rule } from "../rule.js";
import { Sign } from "../signs/sign.js";

export const rule: Rule = {
  id: "dkim-key-syntax",
  severity: "error",
  summary: "a DKIM key cannot be read",
  section: "RFC 6376 3.6.1",
  docs: {
    why: "Receivers that cannot read the key treat the signatures that name it as if there were none. Mail that is forwarded then fails DMARC. Tags that nobody knows are only information.",
    bad: `$TTL 1h
2026._domainkey TXT "v=DKIM1; k=ed25519; p=«11qYAYKxCrfVS/7TyWQHOg7hcvPa»"
`,
    good: `$TTL 1h
2026._domainkey TXT "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
`,
    fix: "Write the key again as your mail server shows it: the base64 alone, without the lines BEGIN and END.",
  },
  types: ["TXT"],
  signs: Sign.Text,
  checkNode(node, zone, context) {
    for (const text of mailTexts(node, zone, "dkim")) {
      if (text.fault === undefined) reportProblems(context, text, parseDkim(text.text).problems);
    }
  },
};
