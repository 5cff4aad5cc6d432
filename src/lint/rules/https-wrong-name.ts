import { quoted } from "../../zone/problems.js";
import { type Rule, placeOf } from "../rule.js";
import { TYPE_HTTPS } from "../structure/services.js";

export const rule: Rule = {
  id: "https-wrong-name",
  severity: "warning",
  summary: "an HTTPS record stands at a name where no browser asks for it",
  section: "RFC 9460 9.1",
  docs: {
    why: "For `https://www.example.org` browsers ask for the HTTPS records of www.example.org itself. A name with the port and `_https` in front is only for other ports than 443, and names such as `_https._tcp` are for other types: the record is without effect.",
    bad: `$TTL 1h
«_443._https.www» IN HTTPS 1 www alpn=h2,h3
www  IN A     192.0.2.80
`,
    good: `$TTL 1h
www  IN HTTPS 1 . alpn=h2,h3
     IN A     192.0.2.80
_8443._https.www IN HTTPS 1 www alpn=h2
`,
    fix: "Move the record to the name of the host.",
  },
  types: [TYPE_HTTPS],
  checkNode(node, _zone, context) {
    const { owner } = node;
    const [first = "", second = ""] = owner.labels.map((label) => label.toLowerCase());
    const isUnasked =
      (first === "_443" && second === "_https") || second === "_http" || (/^_https?$/.test(first) && second === "_tcp");
    if (!isUnasked) return;
    const [record] = node.rrset(TYPE_HTTPS);
    if (record === undefined) return;
    const host = quoted(owner.parent.parent.text);
    const message = `no browser asks for the HTTPS records of ${quoted(owner.text)}: they ask for those of ${host} itself`;
    context.report({ ...placeOf(record, "owner"), message });
  },
};
