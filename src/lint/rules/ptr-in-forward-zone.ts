import { quoted } from "../../zone/problems.js";
import { type Rule, placeOf } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { isReverseZone } from "../structure/names.js";

export const rule: Rule = {
  id: "ptr-in-forward-zone",
  severity: "info",
  summary: "a PTR record stands in a zone that is not for addresses",
  section: "RFC 1035 3.5",
  docs: {
    why: "The name of an address is looked up below in-addr.arpa or ip6.arpa. A PTR record elsewhere is never asked for, except for the lists of services of RFC 6763: the address still has no name, and some mail servers refuse its mail.",
    bad: `$TTL 1h
25   IN «PTR» mail
mail IN A   192.0.2.25
`,
    good: `$TTL 1h
mail IN A   192.0.2.25
; file 2.0.192.in-addr.arpa.zone
$TTL 1h
25   IN PTR mail.example.org.
`,
    fix: "Move the record to the reverse zone of the address, or ask whoever the address is from to write it there.",
  },
  types: ["PTR"],
  signs: Sign.WrongTree,
  checkNode(node, zone, context) {
    const { apex } = zone;
    // A fragment that names no zone may be for any.
    if (apex.labels.length === 0 || isReverseZone(apex) || apex.labels.at(-1) === "arpa") return;
    // RFC 6763: services are listed by PTR records of names such as _http._tcp.
    if (node.owner.labels.some((label) => label.startsWith("_"))) return;
    const [record] = node.rrset("PTR");
    if (record === undefined) return;
    const message = `${quoted(node.owner.text)} is no name of an address: nobody asks for a PTR record there`;
    context.report({ ...placeOf(record, "type"), message });
  },
};
