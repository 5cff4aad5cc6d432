import type { QueryType } from "../../base/question.js";
import { quoted } from "../../zone/problems.js";
import { type Rule, placeOf } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { isReverseZone } from "../structure/names.js";

const TYPES: readonly QueryType[] = ["A", "AAAA", "MX"];

export const rule: Rule = {
  id: "host-in-reverse-zone",
  severity: "info",
  summary: "the name of an address has an A, AAAA or MX record",
  section: "RFC 1035 3.5",
  docs: {
    why: "Names below in-addr.arpa and ip6.arpa stand for addresses, and lead to the name of a host by a PTR record. An address or mail exchange there is of use to nobody; mostly PTR was meant.",
    bad: `$TTL 1h
mail IN A   192.0.2.25
; file 2.0.192.in-addr.arpa.zone
$TTL 1h
25   IN «A»   192.0.2.25
`,
    good: `$TTL 1h
mail IN A   192.0.2.25
; file 2.0.192.in-addr.arpa.zone
$TTL 1h
25   IN PTR mail.example.org.
`,
    fix: "Write a PTR record with the name of the host, and the address in the zone of that name.",
  },
  types: TYPES,
  signs: Sign.WrongTree,
  checkNode(node, zone, context) {
    const { owner } = node;
    // Name servers of a reverse zone may have their names there, but those are no numbers.
    if (!isReverseZone(zone.apex) || !/^[0-9a-f]{1,3}$/i.test(owner.labels[0] ?? "")) return;
    if (owner.labels.length === zone.apex.labels.length) return;
    const type = TYPES.find((odd) => node.types.includes(odd));
    const [record] = type === undefined ? [] : node.rrset(type);
    if (record === undefined) return;
    const message = `${quoted(owner.text)} stands for an address: it has a PTR record and not one of type ${record.type}`;
    context.report({ ...placeOf(record, "type"), message });
  },
};
