import { spfRecords } from "../mail/texts.js";
import type { Rule } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { placeInText } from "../text-place.js";

export const rule: Rule = {
  id: "ptr-mechanism",
  severity: "warning",
  summary: "an SPF record has the mechanism ptr",
  section: "RFC 7208 5.5",
  docs: {
    why: "The mechanism asks for the names of the client and for the addresses of each: it is slow, burdens servers of others, and fails when those do. Large receivers skip it. It should not be used.",
    bad: `$TTL 1h
@ TXT "v=spf1 «ptr:example.org» -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 -all"
`,
    fix: "Write the addresses with ip4 and ip6, or the hosts with a.",
  },
  types: ["TXT"],
  signs: Sign.Text,
  checkNode(node, zone, context) {
    for (const { text, parsed } of spfRecords(node, zone)) {
      for (const { mechanism, span } of parsed.record.directives) {
        if (mechanism.name !== "ptr") continue;
        const message = "ptr is slow and unreliable, and should not be used: write the addresses with ip4 and ip6";
        context.report({ ...placeInText(text.record, span.start, span.end), message });
      }
    }
  },
};
