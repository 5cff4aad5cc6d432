import { formatIp, unmapIp } from "../../base/ip.js";
import { MAPPED, isDocumentationNetwork, specialNetwork } from "../spf/special-networks.js";
import { spfRecords } from "../mail/texts.js";
import type { Rule } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { redundancyOf } from "../spf/redundancy.js";
import type { SpfText } from "../spf/spf-text.js";
import { isNetwork, isReadable } from "../spf/terms.js";
import { isExampleName } from "../structure/names.js";
import { placeInText } from "../text-place.js";

export const rule: Rule = {
  id: "reserved-address",
  severity: "warning",
  summary: "an SPF record names addresses that no client on the Internet has",
  section: "RFC 6890 2.2",
  docs: {
    why: "Nobody sends from a private, loopback or multicast address as others see it: behind a NAT receivers see its public one. Addresses for documentation come from an example that was copied. The server that is meant is not allowed to send. Names for documentation such as example.org may have the latter.",
    bad: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 «ip4:10.0.0.25» -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 -all"
`,
    fix: "Write the address that others see, or remove the term.",
  },
  checkRecord(spf, context) {
    if (!isReadable(spf)) return;
    for (const { mechanism, span } of redundancyOf(spf).standing) {
      if (!isNetwork(mechanism)) continue;
      const range = specialNetwork(mechanism);
      if (range === undefined) continue;
      const what = `${formatIp(mechanism.address)} is ${range}`;
      const message =
        range === MAPPED
          ? `${what}, and clients are compared by their IPv4 address: write ip4:${formatIp(unmapIp(mechanism.address))}`
          : `${what}, and no client on the Internet has it: write the address that others see`;
      context.report({ span, message });
    }
  },
  types: ["TXT"],
  signs: Sign.Text,
  // Apart, for a text alone does not tell whether it is an example itself.
  checkNode(node, zone, context) {
    if (isExampleName(node.owner)) return;
    for (const { text, parsed } of spfRecords(node, zone)) {
      const spf: SpfText = { text: text.text, strings: [text.text], parsed };
      if (!isReadable(spf)) continue;
      for (const { mechanism, span } of redundancyOf(spf).standing) {
        if (!isNetwork(mechanism) || !isDocumentationNetwork(mechanism)) continue;
        const message = `${formatIp(mechanism.address)} is an address for documentation, and no client has it: write the address of your server`;
        context.report({ ...placeInText(text.record, span.start, span.end), message });
      }
    }
  },
};
