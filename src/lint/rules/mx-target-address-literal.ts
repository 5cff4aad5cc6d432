import { type Rule, placeOf } from "../rule.js";
import { addressLiteral } from "../structure/names.js";
import { Sign } from "../signs/sign.js";

export const rule: Rule = {
  id: "mx-target-address-literal",
  severity: "error",
  summary: "a mail exchange is an address instead of a name",
  section: "RFC 1035 3.3.9",
  docs: {
    why: "An MX record holds a name. `192.0.2.25` is read as the name 192.0.2.25 below the zone, which has no address: senders cannot deliver, and the SPF mechanism mx matches nobody.",
    bad: `$TTL 1h
@    IN MX 10 «192.0.2.25»
`,
    good: `$TTL 1h
@    IN MX 10 mail
mail IN A  192.0.2.25
`,
    fix: "Give the host a name with an A or AAAA record, and write the name.",
  },
  types: ["MX"],
  signs: Sign.LiteralTarget,
  checkNode(node, _zone, context) {
    for (const record of node.rrset("MX")) {
      if (record.data.type !== "MX") continue;
      const address = addressLiteral(record.data.exchange);
      if (address === undefined) continue;
      const message = `an MX record holds the name of a host, and ${address} is an address: give the host a name`;
      context.report({ ...placeOf(record, 1), message });
    }
  },
};
