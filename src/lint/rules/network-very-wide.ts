import type { Severity } from "../../base/diagnostic.js";
import { specialNetwork } from "../spf/special-networks.js";
import type { Mechanism } from "../../spf/record.js";
import type { Rule } from "../rule.js";
import { redundancyOf } from "../spf/redundancy.js";
import { isNetwork, isReadable, shownTerm } from "../spf/terms.js";

/**
 * The longest length of a network that is an error, and of one that is a warning. IANA hands a /8 of IPv4 and a /12 of IPv6 to a
 * whole region; a /16 of IPv4 is the most that one organisation usually has, a /29 of IPv6 the most that a provider gets for asking.
 */
const IP4_LIMITS = { error: 7, warning: 15 };
const IP6_LIMITS = { error: 11, warning: 28 };

export const rule: Rule = {
  id: "network-very-wide",
  severity: "warning",
  summary: "an SPF record lets a large part of the Internet send",
  section: "RFC 7208 11.4",
  docs: {
    why: "Networks of that size belong to many others, and all their hosts pass as the domain, with it mostly DMARC. It is an error up to /7 for IPv4 and /11 for IPv6, which is more than a whole region of the world has, and a warning up to /15 and /28.",
    bad: `$TTL 1h
@ TXT "v=spf1 «ip4:11.0.0.0/8» -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 ip4:11.2.3.0/24 -all"
`,
    fix: "Write the networks of the servers that send. A length is the number of bits that have to agree: /32 is one host of IPv4, /128 one of IPv6.",
  },
  checkRecord(spf, context) {
    if (!isReadable(spf)) return;
    for (const directive of redundancyOf(spf).standing) {
      const { mechanism, qualifier, span } = directive;
      if (qualifier !== "+") continue;
      const severity4 = severityOf(length4(mechanism), IP4_LIMITS);
      const severity6 = severityOf(length6(mechanism), IP6_LIMITS);
      if (severity4 === undefined && severity6 === undefined) continue;
      // Nobody is in those, and another rule says so.
      if (isNetwork(mechanism) && specialNetwork(mechanism) !== undefined) continue;
      const severity = severity4 === "error" || severity6 === "error" ? "error" : "warning";
      const what = severity4 === undefined ? `a /${length6(mechanism)} of IPv6` : `${countOf(length4(mechanism))} addresses`;
      const where = isNetwork(mechanism) ? "" : " around each of its hosts";
      const message = `${shownTerm(spf, directive)} lets ${what}${where} send: write the networks of your own servers`;
      context.report({ span, message, severity });
    }
  },
};

/** How many bits of an IPv4 address have to agree. */
function length4(mechanism: Mechanism): number {
  if (mechanism.name === "ip4") return mechanism.prefix;
  return mechanism.name === "a" || mechanism.name === "mx" ? mechanism.prefix4 : 32;
}

/** How many bits of an IPv6 address have to agree. */
function length6(mechanism: Mechanism): number {
  if (mechanism.name === "ip6") return mechanism.prefix;
  return mechanism.name === "a" || mechanism.name === "mx" ? mechanism.prefix6 : 128;
}

function severityOf(prefix: number, { error, warning }: typeof IP4_LIMITS): Severity | undefined {
  if (prefix > warning) return undefined;
  return prefix <= error ? "error" : "warning";
}

function countOf(prefix: number): string {
  return (2 ** (32 - prefix)).toLocaleString("en-US");
}
