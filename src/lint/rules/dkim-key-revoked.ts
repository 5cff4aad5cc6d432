import { parseDkim } from "../mail/dkim.js";
import { mailTexts } from "../mail/texts.js";
import type { Rule } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { placeInText } from "../text-place.js";

export const rule: Rule = {
  id: "dkim-key-revoked",
  severity: "info",
  summary: "a DKIM key is taken back",
  section: "RFC 6376 3.6.1",
  docs: {
    why: "An empty p says that signatures with this key are not valid any more. That is right for some weeks after a key was changed; later the record says no more than its absence.",
    bad: `$TTL 1h
2025._domainkey TXT "v=DKIM1; «p=»"
`,
    good: `$TTL 1h
2026._domainkey TXT "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
`,
    fix: "Remove the record when no mail with such a signature is on its way any more. A null key for all selectors, `*._domainkey`, may stay and has no finding.",
  },
  types: ["TXT"],
  signs: Sign.Text,
  checkNode(node, zone, context) {
    if (node.owner.labels[0] === "*") return;
    for (const { record, text, fault } of mailTexts(node, zone, "dkim")) {
      const revoked = fault === undefined ? parseDkim(text).revoked : undefined;
      if (revoked === undefined) continue;
      const message = "this key is taken back: remove the record when no mail with it is on its way any more";
      context.report({ ...placeInText(record, revoked.span.start, revoked.span.end), message });
    }
  },
};
