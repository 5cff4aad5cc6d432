import { type Rule, placeOf } from "../rule.js";
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
    fix: "Give the host a name with an A record, and write the name.",
  },
  types: ["MX"],
  signs: Sign.LiteralTarget,
  checkNode(node, _zone, context) {
    for (const record of node.rrset("MX")) {
      if (record.data.type !== "MX") continue;
      const { exchange } = record.data;
      const numbers = exchange.labels.slice(0, 4).filter((label) => /^[0-9]{1,3}$/.test(label));
      // With or without the zone behind it; four numbers below a reverse zone are a name like others.
      if (numbers.length < 4 || exchange.labels.includes("arpa")) continue;
      context.report({
        ...placeOf(record, 1),
        message: `an MX record holds the name of a host, and ${numbers.join(".")} is an address: give the host a name`,
      });
    }
  },
};
