import { quoted } from "../../zone/problems.js";
import { spfRecords } from "../mail/texts.js";
import type { Rule } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { placeInText } from "../text-place.js";

export const rule: Rule = {
  id: "repo-live-drift",
  severity: "warning",
  summary: "the SPF record of a zone file is not the one that DNS has",
  section: "RFC 7208 3",
  docs: {
    why: "Receivers see what is published. Either the file was never loaded, or somebody changed the record elsewhere, such as in the form of a provider, and the next time that the file is loaded the change is lost.",
    bad: `$TTL 1h
@ TXT "«v=spf1 ip4:192.0.2.25 -all»"
`,
    good: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 include:_spf.example.net -all"
`,
    published: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 include:_spf.example.net -all"
`,
    fix: "Publish the file, or take what was changed elsewhere over into it. `spf diff example.org example.org.zone` says whose verdict differs.",
  },
  needsPublished: true,
  types: ["TXT"],
  signs: Sign.Text | Sign.Spf,
  checkNode(node, zone, context) {
    const [first, ...others] = spfRecords(node, zone);
    const published = context.published(node.owner);
    if (first === undefined || others.length > 0 || published === undefined) return;
    const { text, record } = first.text;
    const [one, ...more] = published;
    if (one === text && more.length === 0) return;
    const what =
      one === undefined
        ? "no SPF record"
        : more.length > 0
          ? `${published.length} SPF records`
          : `another SPF record, ${quoted(one)}`;
    const message = `the record is not published: DNS has ${what} for ${node.owner.text}`;
    context.report({ ...placeInText(record, 0, text.length), message });
  },
};
