/** Mnemonics of types and classes in master files (IANA, "Domain Name System (DNS) Parameters"; RFC 3597 section 5). */
import { TYPE_CODES } from "../base/question.js";

/** The code of class IN. */
export const CLASS_IN = 1;

/** What a field in the place of the type is. */
export type TypeField =
  | { readonly kind: "type"; readonly code: number }
  /** A type of questions or of messages: no record of a zone can have it. */
  | { readonly kind: "meta" }
  | { readonly kind: "unknown" };

/** Finds a type by its mnemonic in any case, or by `TYPE123`. */
export function findType(text: string): TypeField {
  const known = KNOWN_FIELDS.get(text);
  if (known !== undefined) return known;
  // Also keeps characters away whose upper case is ASCII although they are not.
  if (text.length > LONGEST_MNEMONIC || !/^[A-Za-z0-9-]+$/.test(text)) return { kind: "unknown" };
  const mnemonic = text.toUpperCase();
  const code = CODES.get(mnemonic) ?? numbered(mnemonic, "TYPE");
  if (code === undefined) return META.has(mnemonic) ? { kind: "meta" } : { kind: "unknown" };
  return isMetaType(code) ? { kind: "meta" } : { kind: "type", code };
}

/** Whether a type code is one of questions and messages and not of data (RFC 6895 section 3.1). */
export function isMetaType(code: number): boolean {
  return code === 0 || code === 41 || (code >= 128 && code <= 255);
}

/** The mnemonic of a type for people, `TYPE123` for those without one. */
export function typeMnemonic(code: number): string {
  return MNEMONICS.get(code) ?? `TYPE${code}`;
}

/** The type whose mnemonic is one typing mistake away from a text, if there is one. */
export function nearestType(text: string): string | undefined {
  return nearest(text.toUpperCase(), CODES.keys());
}

/** The first candidate that differs by one letter inserted, removed, replaced or by two neighbours swapped. */
export function nearest(text: string, candidates: Iterable<string>): string | undefined {
  for (const candidate of candidates) {
    if (candidate.length > 1 && isOneMistake(text, candidate)) return candidate;
  }
  return undefined;
}

/** Finds a class by its mnemonic in any case, or by `CLASS123`. Undefined when the text is no class; -1 for a number too large. */
export function findClass(text: string): number | undefined {
  if (text === "IN") return CLASS_IN;
  if (text.length > LONGEST_MNEMONIC || !/^[A-Za-z0-9]+$/.test(text)) return undefined;
  const mnemonic = text.toUpperCase();
  const code = CLASSES.get(mnemonic);
  if (code !== undefined) return code;
  if (!/^CLASS[0-9]+$/.test(mnemonic)) return undefined;
  return numbered(mnemonic, "CLASS") ?? -1;
}

// --------------------------------------------------------------------------------------------------------------------------

const LONGEST_MNEMONIC = 16;

const CLASSES: ReadonlyMap<string, number> = new Map([
  ["IN", CLASS_IN],
  ["CS", 2],
  ["CH", 3],
  ["HS", 4],
]);

// Types whose data is UNKNOWN: its octets are read by the formats of rdata/.
const OTHER_CODES: Readonly<Record<string, number>> = {
  MD: 3,
  MF: 4,
  MB: 7,
  MG: 8,
  MR: 9,
  NULL: 10,
  WKS: 11,
  HINFO: 13,
  MINFO: 14,
  RP: 17,
  AFSDB: 18,
  X25: 19,
  ISDN: 20,
  RT: 21,
  NSAP: 22,
  "NSAP-PTR": 23,
  SIG: 24,
  KEY: 25,
  PX: 26,
  GPOS: 27,
  LOC: 29,
  NXT: 30,
  EID: 31,
  NIMLOC: 32,
  ATMA: 34,
  NAPTR: 35,
  KX: 36,
  CERT: 37,
  A6: 38,
  DNAME: 39,
  SINK: 40,
  APL: 42,
  DS: 43,
  SSHFP: 44,
  IPSECKEY: 45,
  RRSIG: 46,
  NSEC: 47,
  DNSKEY: 48,
  DHCID: 49,
  NSEC3: 50,
  NSEC3PARAM: 51,
  TLSA: 52,
  SMIMEA: 53,
  HIP: 55,
  NINFO: 56,
  RKEY: 57,
  TALINK: 58,
  CDS: 59,
  CDNSKEY: 60,
  OPENPGPKEY: 61,
  CSYNC: 62,
  ZONEMD: 63,
  SVCB: 64,
  HTTPS: 65,
  DSYNC: 66,
  HHIT: 67,
  BRID: 68,
  UINFO: 100,
  UID: 101,
  GID: 102,
  UNSPEC: 103,
  NID: 104,
  L32: 105,
  L64: 106,
  LP: 107,
  EUI48: 108,
  EUI64: 109,
  URI: 256,
  AVC: 258,
  DOA: 259,
  AMTRELAY: 260,
  RESINFO: 261,
  WALLET: 262,
  CLA: 263,
  IPN: 264,
  TA: 32_768,
  DLV: 32_769,
};

const META: ReadonlySet<string> = new Set(["OPT", "TKEY", "TSIG", "IXFR", "AXFR", "MAILB", "MAILA", "ANY", "NXNAME"]);

const CODES: ReadonlyMap<string, number> = new Map([...Object.entries(TYPE_CODES), ...Object.entries(OTHER_CODES)]);

// Nearly every file writes its types in upper case: they are found without a look at each character.
const KNOWN_FIELDS: ReadonlyMap<string, TypeField> = new Map(
  [...CODES].map(([mnemonic, code]) => [mnemonic, { kind: "type", code }]),
);

const MNEMONICS: ReadonlyMap<number, string> = new Map([...CODES].map(([mnemonic, code]) => [code, mnemonic]));

// RFC 3597 section 5: the word and a decimal number of 16 bits.
function numbered(text: string, word: "TYPE" | "CLASS"): number | undefined {
  if (!text.startsWith(word)) return undefined;
  const digits = text.slice(word.length);
  if (!/^[0-9]{1,5}$/.test(digits)) return undefined;
  const code = Number(digits);
  return code > 0xffff ? undefined : code;
}

function isOneMistake(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a.charAt(start) === b.charAt(start)) start++;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a.charAt(endA - 1) === b.charAt(endB - 1)) {
    endA--;
    endB--;
  }
  const restA = a.slice(start, endA);
  const restB = b.slice(start, endB);
  if (restA.length <= 1 && restB.length <= 1) return true;
  return restA.length === 2 && restB.length === 2 && restA.charAt(0) === restB.charAt(1) && restA.charAt(1) === restB.charAt(0);
}
