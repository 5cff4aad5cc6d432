/** DKIM keys (RFC 6376 section 3.6.1, RFC 8301, RFC 8463). */
import { remembering } from "./remembering.js";
import { quoted } from "../../zone/problems.js";
import { type Tag, type TagList, type TextProblem, parseTagList, unknownTags, valueProblem } from "./tag-list.js";

/** A key that can be used. */
interface DkimKey {
  readonly algorithm: "rsa" | "ed25519";
  /** Of the modulus, or 256. */
  readonly bits: number;
  readonly tag: Tag;
}

export interface DkimRecord extends TagList {
  /** Undefined where there is none that can be read. */
  readonly key: DkimKey | undefined;
  /** The `p=` without a value that takes a key back. */
  readonly revoked: Tag | undefined;
}

/** RFC 6376 section 3.6.1; `g` is of DomainKeys (RFC 4870), which RFC 6376 still knows and ignores. */
const KNOWN_TAGS = ["v", "h", "k", "n", "p", "s", "t", "g"];

/** Reads a key record. */
export const parseDkim: (text: string) => DkimRecord = remembering(readDkim);

function readDkim(text: string): DkimRecord {
  const list = parseTagList(text);
  if (list.tags.length === 0) {
    const message = "this is no key: write v=DKIM1; p= in front of the base64 of one";
    return { ...list, problems: [{ start: 0, end: text.length, message }], key: undefined, revoked: undefined };
  }
  const problems: TextProblem[] = [...list.problems];
  const version = versionOf(list);
  if (version !== undefined) problems.push(version);
  const kind = list.find("k");
  const algorithm = kind === undefined || kind.value === "" ? "rsa" : kind.value.toLowerCase();
  if (kind !== undefined && algorithm !== "rsa" && algorithm !== "ed25519") {
    problems.push(valueProblem(kind, `k is rsa or ed25519, not ${quoted(kind.value)}: receivers ignore the key`));
  }
  problems.push(...listProblems(list));
  const data = list.find("p");
  let key: DkimKey | undefined;
  if (data === undefined) {
    problems.push({ start: 0, end: text.length, message: "the record has no p, the public key" });
  } else if (data.value !== "" && (algorithm === "rsa" || algorithm === "ed25519")) {
    const bits = keyBits(data.value, algorithm);
    if (typeof bits === "number") key = { algorithm, bits, tag: data };
    else problems.push(valueProblem(data, bits));
  }
  problems.push(...unknownTags(list, KNOWN_TAGS, "DKIM"));
  return {
    ...list,
    problems: problems.toSorted((a, b) => a.start - b.start),
    key,
    revoked: data?.value === "" ? data : undefined,
  };
}

// --------------------------------------------------------------------------------------------------------------------------

// The version may be left out, unlike those of other records.
function versionOf({ tags, find }: TagList): TextProblem | undefined {
  const version = find("v");
  if (version === undefined) return undefined;
  if (version.value !== "DKIM1")
    return valueProblem(version, `the version is DKIM1, not ${quoted(version.value)}: receivers ignore the key`);
  return version === tags[0]
    ? undefined
    : { ...version.span, message: "v=DKIM1 has to be the first tag: receivers ignore the key" };
}

function listProblems({ find }: TagList): TextProblem[] {
  const problems: TextProblem[] = [];
  const hashes = find("h");
  const services = find("s");
  const flags = find("t");
  if (hashes !== undefined && !hasWord(hashes, ["sha256"])) {
    const message = hasWord(hashes, ["sha1"])
      ? "h allows SHA-1 only, which receivers do not accept (RFC 8301): write h=sha256, or leave it out"
      : `h names no hash that DKIM has: write h=sha256, or leave it out`;
    problems.push(valueProblem(hashes, message));
  }
  if (services !== undefined && !hasWord(services, ["*", "email"])) {
    problems.push(valueProblem(services, `s is email or *, not ${quoted(services.value)}: the key is not for mail`));
  }
  if (flags !== undefined && flags.value !== "" && !words(flags).every((word) => /^[a-z][a-z0-9-]*$/i.test(word))) {
    problems.push(valueProblem(flags, `t is y and s with colons between them, not ${quoted(flags.value)}`));
  }
  return problems;
}

function words({ value }: Tag): string[] {
  return value.split(":").map((word) => word.trim().toLowerCase());
}

function hasWord(tag: Tag, wanted: readonly string[]): boolean {
  return words(tag).some((word) => wanted.includes(word));
}

/** The bits of a key, or what is wrong with it. */
function keyBits(value: string, algorithm: "rsa" | "ed25519"): number | string {
  const text = value.replaceAll(/\s+/g, "");
  if (text.includes("-----")) return "p is the key alone, without the lines BEGIN and END";
  const bad = /[^A-Za-z0-9+/=]/.exec(text);
  if (bad !== null) return `p is base64, which has no ${quoted(bad[0])}`;
  if (!/^[^=]*={0,2}$/.test(text) || text.replace(/=+$/, "").length % 4 === 1)
    return "p is not whole base64: the key is cut or has too much";
  const octets = Buffer.from(text, "base64");
  if (algorithm === "ed25519") {
    if (octets.length === ED25519_OCTETS) return 256;
    // What OpenSSL writes has 12 octets in front that say the algorithm.
    const hint = octets.length === ED25519_OCTETS + 12 ? ": leave out the first 12, which OpenSSL puts in front" : "";
    return `an ed25519 key has ${ED25519_OCTETS} octets, and this one ${octets.length}${hint}`;
  }
  if (octets.length === ED25519_OCTETS) return "p is no RSA key; it has the length of an ed25519 key, which wants k=ed25519";
  return rsaBits(octets) ?? "p is no RSA public key: it is cut, or the key of something else";
}

const ED25519_OCTETS = 32;
const SEQUENCE = 0x30;
const BIT_STRING = 0x03;
const INTEGER = 0x02;

/**
 * The bits of the modulus.
 *
 *     SubjectPublicKeyInfo ::= SEQUENCE { algorithm SEQUENCE { ... }, subjectPublicKey BIT STRING }  (RFC 5280 section 4.1)
 *     RSAPublicKey ::= SEQUENCE { modulus INTEGER, publicExponent INTEGER }                          (RFC 8017 A.1.1)
 */
function rsaBits(octets: Uint8Array): number | undefined {
  const outer = readDer(octets, SEQUENCE);
  if (outer === undefined || outer.rest.length > 0) return undefined;
  const algorithm = readDer(outer.content, SEQUENCE);
  if (algorithm === undefined) return modulusBits(outer.content);
  const bits = readDer(algorithm.rest, BIT_STRING);
  // The first octet of a BIT STRING counts the bits that are not used.
  const key = bits === undefined ? undefined : readDer(bits.content.subarray(1), SEQUENCE);
  return key === undefined ? undefined : modulusBits(key.content);
}

function modulusBits(content: Uint8Array): number | undefined {
  const modulus = readDer(content, INTEGER);
  const exponent = modulus === undefined ? undefined : readDer(modulus.rest, INTEGER);
  if (modulus === undefined || exponent === undefined || exponent.rest.length > 0) return undefined;
  let first = 0;
  while (first < modulus.content.length && modulus.content[first] === 0) first++;
  const top = modulus.content[first];
  return top === undefined ? undefined : (modulus.content.length - first) * 8 - (Math.clz32(top) - 24);
}

function readDer(octets: Uint8Array, tag: number): { content: Uint8Array; rest: Uint8Array } | undefined {
  if (octets[0] !== tag) return undefined;
  let length = octets[1] ?? 0;
  let start = 2;
  if (length >= 0x80) {
    const count = length - 0x80;
    if (count === 0 || count > 3) return undefined;
    length = 0;
    for (const octet of octets.subarray(2, 2 + count)) length = length * 256 + octet;
    start += count;
  }
  if (start + length > octets.length) return undefined;
  return { content: octets.subarray(start, start + length), rest: octets.subarray(start + length) };
}
