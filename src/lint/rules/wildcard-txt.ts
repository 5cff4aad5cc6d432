import { isSpfRecord } from "../../spf/parse.js";
import { parseSpf } from "../mail/spf.js";
import { spfRecords } from "../mail/texts.js";
import type { Rule } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { madeUpName } from "../spf/registrable.js";
import { placeInText } from "../text-place.js";

export const rule: Rule = {
  id: "wildcard-txt",
  severity: "warning",
  summary: "a wildcard lets every name that nobody made send mail",
  section: "RFC 7208 3.5",
  docs: {
    why: "A wildcard record stands for all names without records of their own, so mail can be sent from names that do not exist, and passes SPF. Names that do exist have none of it, for which people then believe that they have.",
    bad: `$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   192.0.2.53
*    TXT "«v=spf1» ip4:192.0.2.25 -all"
`,
    good: `$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   192.0.2.53
*    TXT "v=spf1 -all"
`,
    fix: "Write a record for each name that sends. For the others a wildcard with `v=spf1 -all` does no harm.",
  },
  types: ["TXT"],
  signs: Sign.Wildcard,
  checkNode(node, zone, context) {
    if (node.owner.labels[0] !== "*") return;
    for (const { text } of spfRecords(node, zone)) {
      if (!letsSend(text.text)) continue;
      const message = `all names below ${node.owner.parent.text} that do not exist may send by this record`;
      context.report({ ...placeInText(text.record, 0, VERSION), message });
    }
  },
  *askDomain(node, zone, context) {
    const [own] = spfRecords(node, zone);
    const madeUp = madeUpName(node.owner);
    if (own === undefined || madeUp === undefined) return;
    const answer = yield { name: madeUp, type: "TXT" };
    if (answer.status !== "noerror") return;
    const texts = answer.records.flatMap((record) => (record.type === "TXT" ? [record.strings.join("")] : []));
    if (!texts.some((text) => isSpfRecord(text) && letsSend(text))) return;
    const message = `all names below ${node.owner.text} that do not exist have an SPF record and may send: there is a wildcard`;
    context.report({ ...placeInText(own.text.record, 0, VERSION), message });
  },
};

/** The length of `v=spf1`. */
const VERSION = 6;

/** Whether anyone may pass: a record that only fails, or says nothing, protects names. */
function letsSend(text: string): boolean {
  const { record } = parseSpf(text);
  return record.redirect !== undefined || record.directives.some(({ qualifier }) => qualifier === "+");
}
