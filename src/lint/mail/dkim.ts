/** DKIM keys (RFC 6376 section 3.6.1, RFC 8301, RFC 8463). */
import { remembering } from "./remembering.js";
import { quoted } from "../../zone/problems.js";
import { keyBits } from "./dkim-key.js";
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
    return {
      ...list,
      problems: [{ start: 0, end: text.length, message }],
      key: undefined,
      revoked: undefined,
    };
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
