import { DomainName, isName } from "../../base/name.js";
import { quoted } from "../../zone/problems.js";
import { mailNode, mailTexts } from "../mail/texts.js";
import type { Rule } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { placeInText } from "../text-place.js";
import { findTarget, hasAddress, isWhole } from "../structure/targets.js";

export const rule: Rule = {
  id: "mta-sts-host-missing",
  severity: "warning",
  summary: "a domain has an MTA-STS record and no host that holds the policy",
  section: "RFC 8461 3.3",
  docs: {
    why: "Senders fetch the policy from `https://mta-sts.` and the name of the domain. Without that host they deliver as if there were no policy: without a check of the certificate.",
    bad: `$TTL 1h
@        IN SOA ns1.example.net. hostmaster 2026010101 4h 1h 2w 15m
         IN NS  ns1.example.net.
         IN NS  ns2.example.net.
_mta-sts IN TXT "«v=STSv1; id=20260101»"
`,
    good: `$TTL 1h
@        IN SOA ns1.example.net. hostmaster 2026010101 4h 1h 2w 15m
         IN NS  ns1.example.net.
         IN NS  ns2.example.net.
_mta-sts IN TXT "v=STSv1; id=20260101"
mta-sts  IN A   192.0.2.80
`,
    fix: "Add an address for the host, or an alias for the one of the provider that holds the policy, or remove the record.",
  },
  needsWholeZone: true,
  types: ["TXT"],
  signs: Sign.Text,
  checkNode(node, zone, context) {
    if (mailNode(node, zone).purpose !== "mta-sts") return;
    const text = mailTexts(node, zone, "mta-sts").find(({ fault }) => fault === undefined);
    const host = DomainName.fromLabels(["mta-sts", ...node.owner.parent.labels]);
    if (text === undefined || !isName(host)) return;
    const target = findTarget(context.estate, host);
    const isUsable =
      target.kind === "found" && (hasAddress(target.node) || target.node.types.includes("CNAME") || !isWhole(target.zone));
    if (isUsable || target.kind === "unknown" || target.kind === "delegated") return;
    const why = target.kind === "absent" ? "does not exist" : "has no address";
    context.report({
      ...placeInText(text.record, 0, text.text.length),
      message: `senders fetch the policy from the host ${quoted(host.text)}, which ${why}`,
    });
  },
};
