import { type Rule, placeOf } from "../rule.js";
import { uint16At } from "../structure/octets.js";
import { TYPE_NSEC3PARAM } from "../structure/types.js";

export const rule: Rule = {
  id: "nsec3-iterations",
  severity: "warning",
  summary: "the hashes of NSEC3 are made with additional iterations",
  section: "RFC 9276 3.1",
  docs: {
    why: "Iterations cost every server and resolver time and protect nothing. Validating resolvers treat a zone with many as not signed, or refuse its answers.",
    bad: `$TTL 1h
@    IN NSEC3PARAM 1 0 «10» -
`,
    good: `$TTL 1h
@    IN NSEC3PARAM 1 0 0 -
`,
    fix: "Sign the zone with 0 additional iterations, and without a salt.",
  },
  types: [TYPE_NSEC3PARAM],
  checkNode(node, _zone, context) {
    for (const record of node.rrset(TYPE_NSEC3PARAM)) {
      if (record.data.type !== "UNKNOWN") continue;
      // Hash algorithm, flags, iterations (RFC 5155 section 4.2).
      const iterations = uint16At(record.data.octets, 2);
      if (iterations === 0) continue;
      context.report({
        ...placeOf(record, 2),
        message: `the hashes of NSEC3 are made with ${iterations} additional iterations: 0 is right`,
      });
    }
  },
};
