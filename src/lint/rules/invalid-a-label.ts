import { quoted } from "../../zone/problems.js";
import { type Rule, placeOf } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { decodePunycode } from "../structure/punycode.js";

export const rule: Rule = {
  id: "invalid-a-label",
  severity: "info",
  summary: "a label begins with xn-- and is no A-label",
  section: "RFC 5890 2.3.2.1",
  docs: {
    why: "A label that begins with xn-- stands for one with letters outside ASCII. One that cannot be decoded, or that was encoded twice, stands for none: browsers refuse it, or show it as it is.",
    bad: `$TTL 1h
«xn--xn--bro-hoa-» IN A 192.0.2.80
`,
    good: `$TTL 1h
xn--bro-hoa IN A 192.0.2.80
`,
    fix: "Encode the name anew, once, with a tool such as idn2.",
  },
  signs: Sign.DoubleHyphen,
  checkNode(node, zone, context) {
    const { labels } = node.owner;
    for (let index = 0; index < labels.length - zone.apex.labels.length; index++) {
      const label = labels[index] ?? "";
      if (label.charCodeAt(2) !== HYPHEN || label.charCodeAt(3) !== HYPHEN || !/^xn/i.test(label)) continue;
      const decoded = decodePunycode(label.slice(4));
      if (decoded !== undefined && /[^\x00-\x7f]/.test(decoded) && !/^xn--/i.test(decoded)) continue;
      const [record] = node.rrset(node.types[0] ?? "A");
      if (record === undefined) return;
      const problem = /^xn--/i.test(decoded ?? label.slice(4))
        ? "is encoded twice"
        : "cannot be decoded to letters outside ASCII";
      context.report({
        ...placeOf(record, "owner"),
        message: `${quoted(label)} begins with xn--, but ${problem}`,
      });
      return;
    }
  },
};

const HYPHEN = 0x2d;
