import { parseDmarc } from "../mail/dmarc.js";
import { mailNode, mailTexts } from "../mail/texts.js";
import type { Rule } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { placeInText } from "../text-place.js";

export const rule: Rule = {
  id: "dmarc-policy-missing",
  severity: "warning",
  summary: "a DMARC record has no policy",
  section: "RFC 9989 4.7",
  docs: {
    why: "A record without p counts as p=none where it has a valid address for reports. Without one many receivers, those by RFC 7489 among them, ignore it. Mail of strangers is delivered either way.",
    bad: `$TTL 1h
_dmarc TXT "«v=DMARC1»; rua=mailto:dmarc@example.org"
`,
    good: `$TTL 1h
_dmarc TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.org"
`,
    fix: "Write `p=none`, `p=quarantine` or `p=reject` behind the version.",
  },
  types: ["TXT"],
  signs: Sign.Text,
  checkNode(node, zone, context) {
    if (mailNode(node, zone).purpose !== "dmarc") return;
    for (const text of mailTexts(node, zone, "dmarc")) {
      if (text.fault !== undefined) continue;
      const { isRead, find, problems } = parseDmarc(text.text);
      const version = find("v");
      if (!isRead || version === undefined || find("p") !== undefined) continue;
      // What is no tag may be the policy, and has a finding of its own.
      if (problems.some(({ severity }) => severity === undefined)) continue;
      const message = "the record has no p, the policy: write p=none, p=quarantine or p=reject behind the version";
      context.report({
        ...placeInText(text.record, version.span.start, version.span.end),
        message,
      });
    }
  },
};
