import { type IpNetwork, formatIp } from "../../base/ip.js";
import type { Directive } from "../../spf/record.js";
import type { Rule } from "../rule.js";
import { redundancyOf } from "../spf/redundancy.js";
import type { Fix, SpfText } from "../spf/spf-text.js";
import { removal, sameVerdicts } from "../spf/fixes.js";

export const rule: Rule = {
  id: "networks-mergeable",
  severity: "info",
  summary: "networks of an SPF record are one network together",
  section: "RFC 7208 5.6",
  docs: {
    why: "One wider network has exactly the same addresses, is shorter, and is read at a glance. Two single hosts beside each other are left alone.",
    bad: `$TTL 1h
@ TXT "v=spf1 «ip4:192.0.2.0/25» ip4:192.0.2.128/25 -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.0/24 -all"
`,
    fix: "Write the one network in their place.",
  },
  checkRecord(spf, context) {
    for (const { network, terms } of redundancyOf(spf).mergeable) {
      const [first, ...others] = terms;
      if (first === undefined) continue;
      const merged = writtenAs(spf, first, network);
      const message = `these ${terms.length} networks are one together: write ${merged}`;
      const related = others.map(({ span }) => ({ span, message: "part of it" }));
      context.report({ span: first.span, message, related, fix: mergeInto(spf, first, others, merged) });
    }
  },
};

function mergeInto({ text }: SpfText, first: Directive, others: readonly Directive[], merged: string): Fix {
  return sameVerdicts(`write ${merged}`, [{ span: first.span, text: merged }, ...others.map((other) => removal(text, other))]);
}

/** A network with the qualifier and the mechanism of a term. */
function writtenAs({ text }: SpfText, { span }: Directive, { address, prefix }: IpNetwork): string {
  return `${text.slice(span.start, text.indexOf(":", span.start) + 1)}${formatIp(address)}/${prefix}`;
}
