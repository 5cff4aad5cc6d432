import { quoted } from "../../zone/problems.js";
import { type Rule, placeOf } from "../rule.js";
import { meantCaaTag } from "../structure/caa.js";

export const rule: Rule = {
  id: "caa-tag-misspelt",
  severity: "warning",
  summary: "a CAA record has a tag that no CA knows, and nearly one that they do",
  section: "RFC 8659 4.1",
  docs: {
    why: "CAs ignore tags that they do not know: with `isue` every CA may issue certificates for the domain, as if the record were not there. Where the flags are 128, no CA may.",
    bad: `$TTL 1h
@ IN CAA 0 «isue» "ca.example.net"
`,
    good: `$TTL 1h
@ IN CAA 0 issue "ca.example.net"
`,
    fix: "Write the tag that is meant.",
  },
  types: ["CAA"],
  checkNode(node, _zone, context) {
    for (const record of node.rrset("CAA")) {
      const { data } = record;
      if (data.type !== "CAA") continue;
      const meant = meantCaaTag(data.tag);
      if (meant === undefined) continue;
      const effect =
        data.flags >= 128 ? "and none may issue certificates, as the record is critical" : "and all ignore the record";
      const message = `no CA knows the tag ${quoted(data.tag)}, ${effect}: ${quoted(meant)} is meant`;
      context.report({ ...placeOf(record, 1), message });
    }
  },
};
