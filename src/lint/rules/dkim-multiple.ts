import { parseTagList } from "../mail/tag-list.js";
import { mailTexts } from "../mail/texts.js";
import type { Rule } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { placeInText } from "../text-place.js";

export const rule: Rule = {
  id: "dkim-multiple",
  severity: "error",
  summary: "a selector has several DKIM keys",
  section: "RFC 6376 3.6.2.2",
  docs: {
    why: "A selector has one key. Of several, receivers take any one of them or none, so that signatures are valid by chance.",
    bad: `$TTL 1h
2026._domainkey TXT "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
                TXT "«v=DKIM1; k=ed25519; p=O2onvM62pC1io6jQKm8Nc2UyFXcd4kOmOsBIoYtZ2ik=»"
`,
    good: `$TTL 1h
2026a._domainkey TXT "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
2026b._domainkey TXT "v=DKIM1; k=ed25519; p=O2onvM62pC1io6jQKm8Nc2UyFXcd4kOmOsBIoYtZ2ik="
`,
    fix: "Give each key a selector of its own.",
  },
  types: ["TXT"],
  signs: Sign.Text,
  checkNode(node, zone, context) {
    const texts = mailTexts(node, zone, "dkim");
    if (texts.length < 2) return;
    const [first, second, ...more] = texts.filter(({ text }) => parseTagList(text).find("p") !== undefined);
    if (first === undefined || second === undefined) return;
    context.report({
      ...placeInText(second.record, 0, second.text.length),
      message: `the selector ${node.owner.text} has ${2 + more.length} keys, and receivers take any one of them or none`,
      related: [{ ...placeInText(first.record, 0, first.text.length), message: "the first key" }],
    });
  },
};
