import { type Rule, placeOf } from "../rule.js";
import { caaValueProblem } from "../structure/caa.js";

export const rule: Rule = {
  id: "caa-value-malformed",
  severity: "error",
  summary: "the value of a CAA record is not what its tag wants",
  section: "RFC 8659 4.2",
  docs: {
    why: "A CA that cannot read the value of `issue` takes it for one that allows nobody, and the next certificate is refused. Reports go to the URL of `iodef`; to anything else they are not sent.",
    bad: `$TTL 1h
@ IN CAA 0 issue «"ca.example.net; accounturi"»
`,
    good: `$TTL 1h
@ IN CAA 0 issue "ca.example.net; accounturi=https://ca.example.net/acct/1"
`,
    fix: "Write the domain of the CA, and each parameter as `name=value` with a semicolon in front of it; for `iodef` a URL with `mailto:` or `https:`.",
  },
  types: ["CAA"],
  checkNode(node, _zone, context) {
    for (const record of node.rrset("CAA")) {
      const { data } = record;
      const problem = data.type === "CAA" ? caaValueProblem(data.tag, data.value) : undefined;
      if (data.type !== "CAA" || problem === undefined) continue;
      const isReport = data.tag.toLowerCase() === "iodef";
      context.report({
        ...placeOf(record, 2),
        message: isReport ? problem : `${problem}: CAs read this as nobody may issue`,
        ...(isReport ? { severity: "warning" } : {}),
      });
    }
  },
};
