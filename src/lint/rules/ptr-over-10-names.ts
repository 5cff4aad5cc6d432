import { MAX_PTR_NAMES } from "../../spf/limits.js";
import { type Rule, placeOf } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { isReverseZone } from "../structure/names.js";

export const rule: Rule = {
  id: "ptr-over-10-names",
  severity: "warning",
  summary: "an address has more than ten names",
  section: "RFC 7208 5.5",
  docs: {
    why: "A check with ptr, or with the macro `%{p}`, looks at ten names of the client and leaves the others out; which ten is left to chance. So the same mail passes now and not the next time.",
    bad: `$TTL 1h
@ TXT "v=spf1 -all"
; file 2.0.192.in-addr.arpa.zone
$TTL 1h
25 «PTR» h1.example.org.
$GENERATE 2-11 25 PTR h$.example.org.
`,
    good: `$TTL 1h
@ TXT "v=spf1 -all"
; file 2.0.192.in-addr.arpa.zone
$TTL 1h
25 PTR mail.example.org.
`,
    fix: "Give the address one name, that of the host itself; the other names need only an A or AAAA record.",
  },
  types: ["PTR"],
  signs: Sign.ManyPointers,
  checkNode(node, zone, context) {
    const names = isReverseZone(zone.apex) ? node.rrset("PTR") : [];
    const [first] = names;
    if (first === undefined || names.length <= MAX_PTR_NAMES) return;
    const message = `the address has ${names.length} names, and a check with ptr looks at ${MAX_PTR_NAMES} of them`;
    context.report({ ...placeOf(first, "type"), message });
  },
};
