import { formatIp } from "../../base/ip.js";
import type { Rule } from "../rule.js";
import { equalNetworks, withoutHostBits } from "../spf/networks.js";
import { redundancyOf } from "../spf/redundancy.js";
import { isNetwork, isReadable, shownTerm } from "../spf/terms.js";
import { sameVerdicts } from "../spf/fixes.js";

export const rule: Rule = {
  id: "cidr-host-bits",
  severity: "warning",
  summary: "a network of an SPF record is written by one of its hosts",
  section: "RFC 7208 5.6",
  docs: {
    why: "Only as many bits count as the length says. `ip4:192.0.2.25/24` looks like one host and lets 256 addresses send, with 192.0.2.0 as the first of them.",
    bad: `$TTL 1h
@ TXT "v=spf1 «ip4:192.0.2.25/24» -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.0/24 -all"
`,
    fix: "Write the network by its first address; for the one host, leave the length out.",
  },
  checkRecord(spf, context) {
    if (!isReadable(spf)) return;
    for (const directive of redundancyOf(spf).standing) {
      const { mechanism, span } = directive;
      if (!isNetwork(mechanism)) continue;
      const network = withoutHostBits(mechanism);
      if (equalNetworks(mechanism, network)) continue;
      const address = formatIp(network.address);
      const start = spf.text.indexOf(":", span.start) + 1;
      const end = spf.text.lastIndexOf("/", span.end);
      const message = `${shownTerm(spf, directive)} is a network and no host: write ${mechanism.name}:${address}/${network.prefix}, or leave the length out for the one address`;
      context.report({
        span,
        message,
        fix: sameVerdicts(`write ${address}`, [{ span: { start, end }, text: address }]),
      });
    }
  },
};
