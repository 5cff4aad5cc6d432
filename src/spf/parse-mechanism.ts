/** Mechanisms: what stands behind the qualifier of a directive (RFC 7208 section 5). */
import { isDigit } from "../base/ascii.js";
import { parseIp4, parseIp6 } from "../base/ip.js";
import type { MacroString, Mechanism } from "./record.js";
import { type TermText, parseDomainSpec } from "./term-text.js";

/** `mechanism = ( all / include / a / mx / ptr / ip4 / ip6 / exists )`; names are compared without case. */
export function parseMechanism(term: TermText, name: string, nameEnd: number): Mechanism | undefined {
  const { text } = term;
  switch (name.toLowerCase()) {
    case "all":
      if (nameEnd === text.length) return { name: "all" };
      return term.report("all-with-argument", nameEnd, text.length, "all takes nothing after its name", "RFC 7208 5.1");
    case "include": {
      const domain = parseRequiredDomain(term, "include", nameEnd, "RFC 7208 5.2");
      return domain && { name: "include", domain };
    }
    case "exists": {
      const domain = parseRequiredDomain(term, "exists", nameEnd, "RFC 7208 5.7");
      return domain && { name: "exists", domain };
    }
    case "a":
    case "mx":
      return parseHostMechanism(term, name.toLowerCase() as "a" | "mx", nameEnd);
    case "ptr": {
      if (nameEnd === text.length) return { name: "ptr" };
      const domain = parseRequiredDomain(term, "ptr", nameEnd, "RFC 7208 5.5");
      return domain && { name: "ptr", domain };
    }
    case "ip4":
    case "ip6":
      return parseIpMechanism(term, name.toLowerCase() as "ip4" | "ip6", nameEnd);
    default: {
      const message = `there is no mechanism "${name}"${didYouMean(name.toLowerCase())}`;
      return term.report("unknown-mechanism", nameEnd - name.length, nameEnd, message, "RFC 7208 4.6.1");
    }
  }
}

export const MECHANISM_NAMES = ["all", "include", "a", "mx", "ptr", "ip4", "ip6", "exists"];

/** What people write for a mechanism, and for two terms without a space between them. */
function didYouMean(name: string): string {
  if (name === "ipv4" || name === "ip") return ": did you mean ip4?";
  if (name === "ipv6") return ": did you mean ip6?";
  const joined = MECHANISM_NAMES.find(
    (known) => name.startsWith(known) && /^[-~?+]?(?:all|a|mx|ip4|ip6|include)$/.test(name.slice(known.length)),
  );
  return joined === undefined ? "" : `: is a space missing after "${joined}"?`;
}

/** `":" domain-spec`, where no length may follow. */
function parseRequiredDomain(term: TermText, name: string, at: number, section: string): MacroString | undefined {
  if (term.text.charAt(at) === "/") {
    return term.report("cidr-not-allowed", at, term.text.length, `${name} takes no length`, section);
  }
  if (at + 1 >= term.text.length) {
    return term.report("domain-missing", 0, term.text.length, `${name} needs a colon and a domain`, section);
  }
  return parseDomainSpec(term, at + 1, term.text.length);
}

/**
 *     a  = "a"  [ ":" domain-spec ] [ dual-cidr-length ]
 *     mx = "mx" [ ":" domain-spec ] [ dual-cidr-length ]
 *     dual-cidr-length = [ ip4-cidr-length ] [ "/" ip6-cidr-length ]
 */
function parseHostMechanism(term: TermText, name: "a" | "mx", nameEnd: number): Mechanism | undefined {
  const { text } = term;
  const section = name === "a" ? "RFC 7208 5.3" : "RFC 7208 5.4";
  // The lengths are cut from the end: a slash may also be a character of the domain-spec.
  let domainEnd = text.length;
  let prefix6 = 128;
  let prefix4 = 32;
  let digits = digitsBefore(text, domainEnd, nameEnd);
  if (digits - 2 >= nameEnd && text.startsWith("//", digits - 2)) {
    const prefix = parsePrefix(term, digits, domainEnd, 128, section);
    if (prefix === undefined) return undefined;
    prefix6 = prefix;
    domainEnd = digits - 2;
    digits = digitsBefore(text, domainEnd, nameEnd);
  }
  if (digits - 1 >= nameEnd && text.charAt(digits - 1) === "/") {
    const prefix = parsePrefix(term, digits, domainEnd, 32, section);
    if (prefix === undefined) return undefined;
    prefix4 = prefix;
    domainEnd = digits - 1;
  }
  if (domainEnd === nameEnd) return { name, prefix4, prefix6 };
  if (text.charAt(nameEnd) !== ":") {
    return term.report("cidr-malformed", nameEnd, text.length, 'a length is "/24", "//64" or both as "/24//64"', section);
  }
  if (domainEnd === nameEnd + 1) {
    return term.report("domain-missing", nameEnd, text.length, `${name}: needs a domain after the colon`, section);
  }
  const domain = parseDomainSpec(term, nameEnd + 1, domainEnd);
  return domain && { name, domain, prefix4, prefix6 };
}

/**
 *     ip4 = "ip4" ":" ip4-network [ ip4-cidr-length ]
 *     ip6 = "ip6" ":" ip6-network [ ip6-cidr-length ]
 */
function parseIpMechanism(term: TermText, name: "ip4" | "ip6", nameEnd: number): Mechanism | undefined {
  const { text } = term;
  const bits = name === "ip4" ? 32 : 128;
  const slash = text.indexOf("/", nameEnd);
  const end = slash < 0 ? text.length : slash;
  const networkText = text.slice(nameEnd + 1, end);
  const address = name === "ip4" ? parseIp4(networkText) : parseIp6(networkText);
  if (text.charAt(nameEnd) !== ":" || address === undefined) {
    const isOther = (name === "ip4" ? parseIp6(networkText) : parseIp4(networkText)) !== undefined;
    const hint = isOther ? `; this one is of the other family: ${name === "ip4" ? "ip6" : "ip4"}:` : "";
    const example = name === "ip4" ? "an IPv4 address as in ip4:192.0.2.0/24" : "an IPv6 address as in ip6:2001:db8::/32";
    const message = `${name} needs ${example}${hint}`;
    // The address, or the whole term where there is none.
    const at = end > nameEnd + 1 ? ([nameEnd + 1, end] as const) : ([0, text.length] as const);
    return term.report(`${name}-not-an-address`, ...at, message, "RFC 7208 5.6");
  }
  if (slash < 0) return { name, address, prefix: bits };
  const prefix = parsePrefix(term, slash + 1, text.length, bits, "RFC 7208 5.6");
  return prefix === undefined ? undefined : { name, address, prefix };
}

/**
 *     ip4-cidr-length = "/" ("0" / %x31-39 0*1DIGIT)   ; 0 to 32
 *     ip6-cidr-length = "/" ("0" / %x31-39 0*2DIGIT)   ; 0 to 128
 */
function parsePrefix(term: TermText, from: number, to: number, bits: 32 | 128, section: string): number | undefined {
  const text = term.text.slice(from, to);
  const at = [Math.max(from - 1, 0), Math.max(to, from)] as const;
  if (!/^[0-9]+$/.test(text)) {
    return term.report("cidr-malformed", ...at, `a length is a number from 0 to ${bits} after the slash`, section);
  }
  if (text.length > 1 && text.startsWith("0")) {
    return term.report("cidr-leading-zero", ...at, "a length has no leading zero", section);
  }
  if (text.length > 3 || Number(text) > bits) {
    return term.report("cidr-out-of-range", ...at, `the length is at most ${bits} here`, section);
  }
  return Number(text);
}

function digitsBefore(text: string, end: number, floor: number): number {
  let index = end;
  while (index > floor && isDigit(text.charCodeAt(index - 1))) index--;
  return index;
}
