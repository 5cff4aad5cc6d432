/** The values of service parameters, as text and as octets (RFC 9460 section 7, RFC 9461 section 5, RFC 9540 section 4). */
import { formatIp, ipFromOctets, ipOctets, parseIp4, parseIp6 } from "../../base/ip.js";
import { parseDecimal } from "../fields.js";
import { decodeBase64, encodeBase64 } from "./encodings.js";
import type { ServiceParameter } from "./field.js";
import { formatString } from "./text.js";
import { latin1 } from "./wire.js";

/** The keys with a form of their own (IANA, "Service Parameter Keys (SvcParamKeys)"). */
export const KEYS = {
  mandatory: 0,
  alpn: 1,
  noDefaultAlpn: 2,
  port: 3,
  ipv4hint: 4,
  ech: 5,
  ipv6hint: 6,
  dohpath: 7,
  ohttp: 8,
} as const;

const NAMES: readonly string[] = [
  "mandatory",
  "alpn",
  "no-default-alpn",
  "port",
  "ipv4hint",
  "ech",
  "ipv6hint",
  "dohpath",
  "ohttp",
];

/** The number of a key: a mnemonic, or `key` and a number without zeros in front (RFC 9460 section 2.1). */
export function keyCode(name: string): number | undefined {
  if (name.length > 16) return undefined;
  const lower = name.toLowerCase();
  const known = NAMES.indexOf(lower);
  if (known >= 0) return known;
  const match = /^key(0|[1-9][0-9]{0,4})$/.exec(lower);
  const code = match === null ? Number.NaN : Number(match[1]);
  // 65535 is no key (RFC 9460 section 14.3.2).
  return code < 0xffff ? code : undefined;
}

/** The mnemonic of a key, or `key123`. */
export function keyName(key: number): string {
  return NAMES[key] ?? `key${key}`;
}

/**
 * The octets of a value, whose escapes are resolved; undefined where there is no `=`. A string says what is wrong, as the end of a
 * sentence. `isGeneric` is set for a key that is written as a number, whose value is its octets.
 */
export function readValue(key: number, value: string | undefined, isGeneric: boolean): Uint8Array | string {
  if (isGeneric || NAMES[key] === undefined) {
    const octets = octetsOf(value ?? "");
    return valueProblem(key, octets) ?? octets;
  }
  if (key === KEYS.noDefaultAlpn || key === KEYS.ohttp) return value === undefined ? new Uint8Array(0) : "takes no value";
  if (value === undefined || value === "") return "needs a value";
  const octets = readKnown(key, value);
  return typeof octets === "string" ? octets : (valueProblem(key, octets) ?? octets);
}

/** What is wrong with the octets of a value, as the end of a sentence. */
export function valueProblem(key: number, octets: Uint8Array): string | undefined {
  const { length } = octets;
  // An unsigned number of 16 bits cannot say more.
  if (length > 0xffff) return "is too long";
  switch (key) {
    case KEYS.mandatory:
      return mandatoryProblem(octets);
    case KEYS.alpn: {
      let at = 0;
      while (at < length && octets[at] !== 0) at += 1 + (octets[at] ?? 0);
      return length > 0 && at === length ? undefined : "has to be a list of protocols of 1 to 255 octets each";
    }
    case KEYS.noDefaultAlpn:
    case KEYS.ohttp:
      return length === 0 ? undefined : "takes no value";
    case KEYS.port:
      return length === 2 ? undefined : "has to be a port";
    case KEYS.ipv4hint:
      return length > 0 && length % 4 === 0 ? undefined : "has to be a list of IPv4 addresses";
    case KEYS.ipv6hint:
      return length > 0 && length % 16 === 0 ? undefined : "has to be a list of IPv6 addresses";
    case KEYS.ech:
      return length > 0 ? undefined : "needs a value";
    case KEYS.dohpath:
      return dohpathProblem(octets);
    default:
      return key === 0xffff ? "is not to be used" : undefined;
  }
}

/** A parameter in presentation form. */
export function formatParameter({ key, name, octets }: ServiceParameter): string {
  switch (key) {
    case KEYS.mandatory:
      return `${name}=${uint16s(octets).map(keyName).join(",")}`;
    case KEYS.alpn:
      return `${name}=${formatString(formatList(octets))}`;
    case KEYS.port:
      return `${name}=${uint16s(octets)[0]}`;
    case KEYS.ipv4hint:
      return `${name}=${addresses(octets, 4)}`;
    case KEYS.ipv6hint:
      return `${name}=${addresses(octets, 16)}`;
    case KEYS.ech:
      return `${name}=${encodeBase64(octets)}`;
    default:
      return octets.length === 0 ? name : `${name}=${formatString(latin1(octets))}`;
  }
}

// --------------------------------------------------------------------------------------------------------------------------

function readKnown(key: number, value: string): Uint8Array | string {
  switch (key) {
    case KEYS.mandatory: {
      const keys = value.split(",").map(keyCode);
      if (keys.includes(undefined)) return "has to be a list of keys with commas between";
      if (new Set(keys).size !== keys.length) return "has a key twice";
      const sorted = keys.map((code) => code ?? 0).sort((a, b) => a - b);
      return Uint8Array.from(sorted.flatMap((code) => [code >>> 8, code & 0xff]));
    }
    case KEYS.alpn:
      return readList(value);
    case KEYS.port: {
      const port = parseDecimal(value);
      if (port === undefined || port > 0xffff) return "has to be a number from 0 to 65535";
      return Uint8Array.of(port >>> 8, port & 0xff);
    }
    case KEYS.ipv4hint:
    case KEYS.ipv6hint: {
      const parse = key === KEYS.ipv4hint ? parseIp4 : parseIp6;
      const size = key === KEYS.ipv4hint ? 4 : 16;
      const texts = value.split(",");
      const octets = new Uint8Array(texts.length * size);
      for (const [index, text] of texts.entries()) {
        const address = parse(text);
        if (address === undefined) return `has to be IPv${size === 4 ? 4 : 6} addresses with commas between`;
        octets.set(ipOctets(address), index * size);
      }
      return octets;
    }
    case KEYS.ech: {
      const octets = decodeBase64(value);
      return octets instanceof Uint8Array ? octets : "has to be base64";
    }
    default:
      return octetsOf(value);
  }
}

// RFC 9460 appendix A.1: items with commas between; a backslash stands before a comma or a backslash that is part of an item.
function readList(value: string): Uint8Array | string {
  const octets = new Uint8Array(value.length + 1);
  let start = 0;
  let end = 1;
  for (let at = 0; at <= value.length; at++) {
    let character = value.charAt(at);
    if (character === "," || at === value.length) {
      const length = end - start - 1;
      if (length === 0) return "has an empty item in its list";
      if (length > 255) return "has an item of more than 255 octets";
      octets[start] = length;
      start = end++;
      continue;
    }
    if (character === "\\") {
      character = value.charAt(++at);
      if (character !== "," && character !== "\\") return "has a backslash before a character that needs none";
    }
    octets[end++] = character.charCodeAt(0);
  }
  return octets.slice(0, start);
}

function formatList(octets: Uint8Array): string {
  const items: string[] = [];
  for (let at = 0; at < octets.length;) {
    const end = at + 1 + (octets[at] ?? 0);
    items.push(latin1(octets.subarray(at + 1, end)).replace(/[\\,]/g, "\\$&"));
    at = end;
  }
  return items.join(",");
}

function mandatoryProblem(octets: Uint8Array): string | undefined {
  const keys = uint16s(octets);
  if (keys.length === 0 || octets.length % 2 !== 0) return "has to be a list of keys";
  if (keys.includes(KEYS.mandatory)) return "cannot have itself in its list";
  if (keys.includes(0xffff)) return "has a key that is not to be used";
  return keys.every((key, index) => index === 0 || key > (keys[index - 1] ?? 0)) ? undefined : "is not in order";
}

// RFC 9461 section 5: a relative URI template in UTF-8 with a variable named dns.
function dohpathProblem(octets: Uint8Array): string | undefined {
  const text = latin1(octets);
  const hasVariable = /\{[?&/;.#+]?(?:[A-Za-z0-9_]{1,64},){0,16}dns(?::[0-9]{1,4}|\*)?[,}]/.test(text);
  if (!text.startsWith("/") || !hasVariable) return "has to be a path with the variable dns, such as /dns-query{?dns}";
  return isUtf8(octets) ? undefined : "has to be UTF-8";
}

function isUtf8(octets: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(octets);
    return true;
  } catch {
    return false;
  }
}

function octetsOf(text: string): Uint8Array {
  const octets = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) octets[at] = text.charCodeAt(at);
  return octets;
}

function uint16s(octets: Uint8Array): number[] {
  return Array.from({ length: octets.length >>> 1 }, (_, at) => ((octets[at * 2] ?? 0) << 8) | (octets[at * 2 + 1] ?? 0));
}

function addresses(octets: Uint8Array, size: 4 | 16): string {
  const texts: string[] = [];
  for (let at = 0; at < octets.length; at += size) {
    const address = ipFromOctets(octets.subarray(at, at + size));
    if (address !== undefined) texts.push(formatIp(address));
  }
  return texts.join(",");
}
