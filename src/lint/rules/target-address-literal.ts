import { type QueryType, targetOf } from "../../base/question.js";
import { type Rule, placeOf } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { addressLiteral, isInZone } from "../structure/names.js";
import { SERVICE_FIELDS, SERVICE_TYPES, serviceTarget } from "../structure/services.js";
import { targetField, writtenAddress } from "../structure/targets.js";
import { mnemonic } from "../structure/types.js";

const TYPES: readonly QueryType[] = ["NS", "CNAME", "PTR", "SRV", ...SERVICE_TYPES];

export const rule: Rule = {
  id: "target-address-literal",
  severity: "error",
  summary: "an NS, CNAME, PTR, SRV, HTTPS or similar record holds an address instead of a name",
  section: "RFC 1035 3.3",
  docs: {
    why: "These records hold names. An address is read as a name below the zone, `192.0.2.80.example.org`, which does not exist: nothing can be reached through the record.",
    bad: `$TTL 1h
www  IN CNAME «192.0.2.80»
`,
    good: `$TTL 1h
www  IN A     192.0.2.80
`,
    fix: "Where a name stands for an address, write an A or AAAA record. A name server or the host of a service needs a name with such a record.",
  },
  types: TYPES,
  signs: Sign.LiteralTarget,
  checkNode(node, zone, context) {
    for (const type of TYPES) {
      if (!node.types.includes(type)) continue;
      for (const record of node.rrset(type)) {
        const name = targetOf(record.data) ?? serviceTarget(record)?.name;
        const literal = name === undefined ? undefined : addressLiteral(name);
        const address = type === "PTR" ? writtenAddress(record, 0) : literal;
        if (name === undefined || address === undefined) continue;
        // A name of a block list elsewhere, such as 2.0.0.127.bl.example.net, is none.
        if (type !== "PTR" && address.includes(".") && name.labels.length > 4 && !isInZone(name, zone.apex)) continue;
        const help =
          type === "CNAME"
            ? "write an A or AAAA record"
            : type === "PTR"
              ? "write the name of the host"
              : "give the host a name";
        const message = `the ${mnemonic(type)} record wants a name, and ${address} is an address: ${help}`;
        context.report({ ...placeOf(record, SERVICE_FIELDS.get(type) ?? targetField(type)), message });
      }
    }
  },
};
