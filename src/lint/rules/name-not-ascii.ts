import { utf8Text } from "../../base/foreign-character.js";
import { MAX_LABEL_OCTETS } from "../../base/name.js";
import { toALabel } from "../../spf/a-label.js";
import { quoted } from "../../zone/problems.js";
import { type Rule, placeOf } from "../rule.js";
import { Sign } from "../signs/sign.js";

export const rule: Rule = {
  id: "name-not-ascii",
  severity: "warning",
  summary: "a name has letters outside ASCII",
  section: "RFC 5890 2.3.2.1",
  docs: {
    why: "Names with umlauts and other letters are published as A-labels, which begin with xn--. Browsers and mail programs ask for those only: the name as it stands here is found by nobody.",
    bad: `$TTL 1h
«büro» IN A 192.0.2.80
`,
    good: `$TTL 1h
xn--bro-hoa IN A 192.0.2.80
`,
    fix: "Write the A-label, as a tool such as idn2 prints it.",
  },
  signs: Sign.OddName,
  checkNode(node, zone, context) {
    const { labels } = node.owner;
    for (let index = 0; index < labels.length - zone.apex.labels.length; index++) {
      const label = labels[index] ?? "";
      if (isAscii(label)) continue;
      // RFC 6763 section 4.1: the names of services are text for people, in UTF-8.
      if (labels[index + 1]?.startsWith("_") === true) return;
      const [record] = node.rrset(node.types[0] ?? "A");
      if (record === undefined) return;
      const form = toALabel(utf8Text(label));
      const what =
        form === undefined || form.length > MAX_LABEL_OCTETS
          ? "it as an A-label, which begins with xn--"
          : `its A-label, ${form}`;
      const message = `the label ${quoted(label)} has letters outside ASCII: write ${what}`;
      context.report({ ...placeOf(record, "owner"), message });
      return;
    }
  },
};

function isAscii(label: string): boolean {
  for (let at = 0; at < label.length; at++) if (label.charCodeAt(at) > 0x7f) return false;
  return true;
}
