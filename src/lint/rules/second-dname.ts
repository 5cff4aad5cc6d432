import { quoted } from "../../zone/problems.js";
import { type Rule, placeOf } from "../rule.js";
import { relatedRecord } from "../structure/state.js";
import { TYPE_DNAME } from "../structure/types.js";

export const rule: Rule = {
  id: "second-dname",
  severity: "error",
  summary: "a name has two DNAME records",
  section: "RFC 6672 2.4",
  docs: {
    why: "What is below a name can lead to one place only. Name servers refuse the zone, or follow one of the records by chance.",
    bad: `$TTL 1h
old IN DNAME example.net.
old IN «DNAME» example.com.
`,
    good: `$TTL 1h
old IN DNAME example.net.
`,
    fix: "Keep one of the records and remove the others.",
  },
  types: [TYPE_DNAME],
  checkNode(node, _zone, context) {
    const [first, second] = node.rrset(TYPE_DNAME);
    if (first === undefined || second === undefined) return;
    const message = `${quoted(node.owner.text)} has a second DNAME record: what is below it has one target`;
    context.report({
      ...placeOf(second, "type"),
      message,
      related: [relatedRecord(first, "the first DNAME record")],
    });
  },
};
