import { quoted } from "../../zone/problems.js";
import { type Rule, placeOf } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { isOddOctet } from "../structure/names.js";

export const rule: Rule = {
  id: "name-odd-characters",
  severity: "warning",
  summary: "a name has blanks, controls, or signs that mean something in zone files",
  section: "RFC 1035 2.3.1",
  docs: {
    why: "DNS allows every octet in a name, but hardly any program expects a blank, a dot within a label, an @ or a parenthesis there. Mostly it is a slip: an escape that is too many, or a mail address in place of a name.",
    bad: `$TTL 1h
«sales@staff» IN MX 10 mail
mail                IN A  192.0.2.25
`,
    good: `$TTL 1h
sales               IN MX 10 mail
mail                IN A  192.0.2.25
`,
    fix: "Write the name that is meant, of letters, digits, hyphens and underscores.",
  },
  signs: Sign.OddName,
  checkNode(node, zone, context) {
    const { labels } = node.owner;
    for (let index = 0; index < labels.length - zone.apex.labels.length; index++) {
      const odd = oddOctet(labels[index] ?? "");
      if (odd === undefined) continue;
      // RFC 6763 section 4.1: the names of services are text for people.
      if (labels[index + 1]?.startsWith("_") === true) return;
      const [record] = node.rrset(node.types[0] ?? "A");
      if (record === undefined) return;
      context.report({
        ...placeOf(record, "owner"),
        message: `the name ${quoted(node.owner.text)} has ${describe(odd)} in it`,
      });
      return;
    }
  },
};

// Letters outside ASCII are a matter of their own.
function oddOctet(label: string): number | undefined {
  for (let at = 0; at < label.length; at++) {
    const code = label.charCodeAt(at);
    if (isOddOctet(code) && code < 0x80) return code;
  }
  return undefined;
}

function describe(code: number): string {
  if (code === 0x20) return "a blank";
  if (code < 0x20 || code === 0x7f) return `the control character ${code}`;
  return code === 0x2e ? "a dot within a label" : `the character ${String.fromCharCode(code)}`;
}
