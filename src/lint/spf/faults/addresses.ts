/** Faults of the arguments of `ip4` and `ip6` (RFC 7208 section 5.6). */
import { parseIp4, parseIp6 } from "../../../base/ip.js";
import { shown } from "./fault.js";
import { type Misread, misreadIp4 } from "./ip4-text.js";
import { ipLengthFault } from "./lengths.js";
import { type FoundTerm, type TermPlace, faultAt, faultOf } from "./term-place.js";
import { looksLikeDomain } from "./tokens.js";

/** What is wrong with `ip4:...` or `ip6:...`. */
export function addressFault(place: TermPlace): FoundTerm | undefined {
  const { signs, name, sign, rest, restAt } = place.token.reading;
  const slash = rest.indexOf("/");
  const address = slash < 0 ? rest : rest.slice(0, slash);
  const length = slash < 0 ? "" : rest.slice(slash);
  if (rest.includes("%{")) {
    const message = `${name} takes an address and no macro: write a or exists with a name, such as exists:%{i}.example.org`;
    return faultAt(place, "macro-in-ip", [restAt, place.token.text.length], message);
  }
  if (sign === "" || address === "") {
    const example = name === "ip4" ? "ip4:192.0.2.1" : "ip6:2001:db8::1";
    return faultOf(place, `${name === "ip4" ? "ip4" : "ip6"}-not-an-address`, `${name} needs an address, such as ${example}`);
  }
  if ((name === "ip4" ? parseIp4(address) : parseIp6(address)) !== undefined) return ipLengthFault(place, address, length);
  const { rule, message, terms } = name === "ip4" ? misreadIp4(address, length) : misreadIp6(address, length);
  const span = [restAt, restAt + address.length] as const;
  return faultAt(place, rule, span, message, terms?.map((term) => signs.slice(0, 1) + term).join(" "));
}

function misreadIp6(address: string, length: string): Misread {
  const rule = "ip6-not-an-address";
  if (parseIp4(address) !== undefined) {
    const term = `ip4:${address}${length}`;
    return { rule: "ip-family-mismatch", message: `this is an IPv4 address: write ${shown(term)}`, terms: [term] };
  }
  const bracketed = /^\[([^\]]*)\](?::[0-9]+)?$/.exec(address)?.[1];
  if (bracketed !== undefined && parseIp6(bracketed) !== undefined) {
    const term = `ip6:${bracketed}${length}`;
    return { rule, message: `an address in a record has no brackets and no port: write ${shown(term)}`, terms: [term] };
  }
  if (looksLikeDomain(address)) {
    const term = `a:${address}${length}`;
    return { rule, message: `ip6 takes an address, and this is a name: write ${shown(term)}`, terms: [term] };
  }
  return { rule, message: `this is no IPv6 address: ${whyNotIp6(address)}` };
}

function whyNotIp6(address: string): string {
  const groups = address.split(":");
  const long = groups.find((group) => /^[0-9a-f]{5,}$/i.test(group));
  if (long !== undefined) return `a group has at most four digits, and ${shown(long)} has more`;
  const foreign = /[^0-9a-f:.]/i.exec(address)?.[0];
  if (foreign !== undefined) return `${shown(`"${foreign}"`)} is no hexadecimal digit`;
  if (address.split("::").length > 2) return "the shortening :: stands in it more than once";
  if (/^[0-9a-f:]+$/i.test(address) && !address.includes("::")) {
    const count = groups.filter((group) => group !== "").length;
    return count < 8 ? `it has ${count} of 8 groups; write :: for zeros` : "it has more than 8 groups";
  }
  return "write one such as ip6:2001:db8::1 or ip6:2001:db8::/32";
}
