import type { ZoneRecord } from "../../zone/record.js";
import { type Rule, placeOf } from "../rule.js";
import { perZone, relatedRecord } from "../structure/state.js";
import { TYPE_NSEC, TYPE_NSEC3 } from "../structure/types.js";

export const rule: Rule = {
  id: "nsec-and-nsec3",
  severity: "warning",
  summary: "the zone has NSEC and NSEC3 records",
  section: "RFC 5155 10.4",
  docs: {
    why: "A zone proves what does not exist in one way. Both at once stand there only while a zone is changed over, and when that was broken off, some proofs are incomplete and validating resolvers refuse answers.",
    bad: `$TTL 1h
www  IN A    192.0.2.80
     IN NSEC example.org. A NSEC
0p9mhaveqvm6t7vbl5lop2u3t2rp3tom IN «NSEC3» 1 0 0 - 2t7b4g4vsa5smi47k61mv5bv1a22bojr A
`,
    good: `$TTL 1h
www  IN A    192.0.2.80
     IN NSEC example.org. A NSEC
`,
    fix: "Sign the zone again from its unsigned file.",
  },
  types: [TYPE_NSEC, TYPE_NSEC3],
  checkNode(node, zone, context) {
    const state = found(zone);
    if (state.isReported) return;
    state.nsec ??= node.rrset(TYPE_NSEC)[0];
    state.nsec3 ??= node.rrset(TYPE_NSEC3)[0];
    const { nsec, nsec3 } = state;
    if (nsec === undefined || nsec3 === undefined) return;
    state.isReported = true;
    const message = "the zone has NSEC and NSEC3 records: one of them is left over";
    context.report({
      ...placeOf(nsec3, "type"),
      message,
      related: [relatedRecord(nsec, "the first NSEC record")],
    });
  },
};

interface Found {
  nsec?: ZoneRecord | undefined;
  nsec3?: ZoneRecord | undefined;
  isReported: boolean;
}

const found = perZone((): Found => ({ isReported: false }));
