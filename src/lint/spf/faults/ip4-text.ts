/** IPv4 addresses and networks as people write them elsewhere. */
import { IpSet } from "../../../base/ip-set.js";
import { type IpNetwork, formatIp, parseIp4, parseIp6 } from "../../../base/ip.js";
import { type FaultRule, shown } from "./fault.js";
import { looksLikeDomain } from "./tokens.js";

/** What an argument of `ip4` is instead of an address. */
export interface Misread {
  readonly rule: FaultRule;
  readonly message: string;
  /** The terms, without qualifier, that say what was meant; undefined where that needs a decision. */
  readonly terms?: readonly string[];
}

/** The most networks that are written for a range. */
const MAX_NETWORKS = 16;

/** Why a text is no IPv4 address. `length` is what follows it from a slash on. */
export function misreadIp4(address: string, length: string): Misread {
  return (
    otherFamily(address, length) ??
    range(address, length) ??
    wildcard(address, length) ??
    trailingDot(address, length) ??
    numbers(address, length) ??
    notAnAddress(address, length)
  );
}

function otherFamily(address: string, length: string): Misread | undefined {
  if (parseIp6(address) === undefined) return undefined;
  const term = `ip6:${address}${length}`;
  return { rule: "ip-family-mismatch", message: `this is an IPv6 address: write ${shown(term)}`, terms: [term] };
}

function range(address: string, length: string): Misread | undefined {
  const match = /^([0-9.]+)-([0-9.]+)$/.exec(address);
  const networks = match === null ? undefined : ip4Range(match[1] ?? "", match[2] ?? "");
  if (match === null) return undefined;
  const terms = length === "" ? networks?.map(networkTerm) : undefined;
  const what = "a range of addresses is written as networks";
  const message = terms === undefined ? `${what}, such as ip4:192.0.2.0/24` : `${what}: write ${shown(terms.join(" "))}`;
  return { rule: "ip4-range", message, ...(terms === undefined ? {} : { terms }) };
}

/** The networks from one address to another, of which only the last octets may be written; undefined where there are too many. */
export function ip4Range(from: string, to: string): readonly IpNetwork[] | undefined {
  const first = parseIp4(from);
  const lastOctets = to.split(".");
  const last = parseIp4([...from.split(".").slice(0, 4 - lastOctets.length), ...lastOctets].join("."));
  if (first === undefined || last === undefined) return undefined;
  const networks = IpSet.ofRanges(4, [{ first, last }]).networks();
  return networks.length === 0 || networks.length > MAX_NETWORKS ? undefined : networks;
}

/** The term of an IPv4 network, without a qualifier. */
export function networkTerm({ address, prefix }: IpNetwork): string {
  return `ip4:${formatIp(address)}${prefix === 32 ? "" : `/${prefix}`}`;
}

/** The length of a netmask such as `255.255.255.0`, or of its inverse; undefined where its bits are not in one run. */
export function netmaskLength(text: string): number | undefined {
  const mask = parseIp4(text);
  // 0.0.0.0 is everything as a netmask, and one address as its inverse.
  if (mask === undefined || mask.w3 === 0) return undefined;
  const bits = mask.w3 < 0 ? ~mask.w3 : mask.w3;
  const prefix = Math.clz32(bits);
  return bits === 2 ** (32 - prefix) - 1 ? prefix : undefined;
}

function wildcard(address: string, length: string): Misread | undefined {
  if (!/^[0-9]{1,3}(?:\.(?:[0-9]{1,3}|\*|x{1,3}))+$/i.test(address) || !/[*x]/i.test(address)) return undefined;
  const octets = address.split(".");
  const fixed = octets.findIndex((octet) => /[*x]/i.test(octet));
  const isTail = octets.length <= 4 && octets.slice(fixed).every((octet) => /[*x]/i.test(octet));
  const network = `${[...octets.slice(0, fixed), "0", "0", "0", "0"].slice(0, 4).join(".")}/${8 * fixed}`;
  const isSame = length === "" || network.endsWith(length);
  const term = `ip4:${network}`;
  const isRight = isTail && isSame && parseIp4(network.split("/")[0] ?? "") !== undefined;
  const message = isRight
    ? `an address has no wildcards: write ${term}`
    : "an address has no wildcards: write networks such as ip4:192.0.2.0/24";
  return { rule: "ip4-wildcard", message, ...(isRight ? { terms: [term] } : {}) };
}

function trailingDot(address: string, length: string): Misread | undefined {
  const plain = address.slice(0, -1);
  if (!address.endsWith(".") || parseIp4(plain) === undefined) return undefined;
  const term = `ip4:${plain}${length}`;
  return { rule: "ip4-trailing-dot", message: `an address has no dot at its end: write ${shown(term)}`, terms: [term] };
}

function numbers(address: string, length: string): Misread | undefined {
  if (!/^[0-9]+(?:\.[0-9]+)*\.?$/.test(address)) return undefined;
  const octets = address.replace(/\.$/, "").split(".");
  if (octets.length > 4) {
    return { rule: "ip4-not-an-address", message: `an IPv4 address has four numbers, not ${octets.length}` };
  }
  const large = octets.find((octet) => Number(octet) > 255);
  if (large !== undefined) {
    return { rule: "ip4-octet-range", message: `each number of an address is at most 255, and ${shown(large)} is above it` };
  }
  const plain = octets.map((octet) => String(Number(octet)));
  if (octets.length < 4) return incomplete(plain, length);
  const term = `ip4:${plain.join(".")}${length}`;
  const message = `a number with a leading zero is octal for some readers, and none for SPF: write ${shown(term)}`;
  return { rule: "ip4-leading-zero", message, terms: [term] };
}

function incomplete(octets: readonly string[], length: string): Misread {
  const full = [...octets, "0", "0", "0"].slice(0, 4).join(".");
  const prefix = /^\/(0|[1-9][0-9]?)$/.exec(length)?.[1];
  // 10/8 and 192.0.2/24 leave out nothing but zeros.
  if (prefix !== undefined && Number(prefix) <= 8 * octets.length) {
    const term = `ip4:${full}${length}`;
    return { rule: "ip4-incomplete", message: `an IPv4 address has four numbers: write ${term}`, terms: [term] };
  }
  const are = octets.length === 1 ? "is one" : `are ${octets.length}`;
  const example = `ip4:${full}/${8 * octets.length}`;
  return {
    rule: "ip4-incomplete",
    message: `an IPv4 address has four numbers, and here ${are}: for the whole network write ${example}`,
  };
}

function notAnAddress(address: string, length: string): Misread {
  const rule = "ip4-not-an-address";
  const host = /^([0-9.]+):[0-9]{1,5}$/.exec(address)?.[1];
  if (host !== undefined && parseIp4(host) !== undefined) {
    const term = `ip4:${host}${length}`;
    return { rule, message: `an address in a record has no port: write ${shown(term)}`, terms: [term] };
  }
  if (looksLikeDomain(address)) {
    const term = `a:${address}${length}`;
    return { rule, message: `ip4 takes an address, and this is a name: write ${shown(term)}`, terms: [term] };
  }
  return { rule, message: "this is no IPv4 address: write four numbers, as in ip4:192.0.2.1 or ip4:192.0.2.0/24" };
}
