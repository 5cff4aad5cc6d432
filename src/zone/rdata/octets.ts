/** Fields that are octets, written as digits. */
import { hasMore } from "../fields.js";
import { quoted } from "../problems.js";
import { tokenSpan } from "../tree.js";
import {
  type EncodingProblem,
  decodeBase32Hex,
  decodeBase64,
  decodeHex,
  encodeBase32Hex,
  encodeBase64,
  encodeHex,
} from "./encodings.js";
import { type DataInput, type Field, rejectField, rejectSpan, spanSince, takeFieldText } from "./field.js";
import { fail, readOctets, readUint8, writeOctets, writeUint8 } from "./wire.js";

/** What more is to be said of octets that are the rest of the data. */
export interface RestOptions {
  /** How many octets are needed; 1 unless told. */
  readonly least?: number;
  /** What is wrong with the length, as a sentence part. `before` are the octets of the fields in front. */
  readonly checkLength?: (length: number, before: Uint8Array) => string | undefined;
}

/** Hex that is the rest of the data, in one word or several. */
export function restHex(name: string, what: string, options: RestOptions = {}): Field {
  return rest(name, what, options, HEX);
}

/** Base64 that is the rest of the data, in one word or several. */
export function restBase64(name: string, what: string, options: RestOptions = {}): Field {
  return rest(name, what, options, BASE64);
}

/** Hex in one word with its length in an octet before it; `-` stands for no octets (RFC 5155 section 3.3). */
export function saltField(name: string, what: string): Field {
  return {
    take(input) {
      const text = takeFieldText(input, what);
      if (text === undefined) return;
      const octets = text === "-" ? new Uint8Array(0) : decodeWord(input, text, what, HEX);
      if (octets === undefined) return;
      if (octets.length > 255) rejectField(input, "bad-length", `the ${what} has ${inOctets(octets.length)}, at most 255 fit`);
      writeUint8(input.wire, octets.length);
      writeOctets(input.wire, octets);
    },
    decode(reader, fields) {
      const value = readOctets(reader, readUint8(reader));
      fields.push({
        name,
        kind: "octets",
        value,
        text: value.length === 0 ? "-" : encodeHex(value),
      });
    },
  };
}

/** A hash in base32hex without padding, with its length in an octet before it (RFC 5155 section 3.3). */
export function hashField(
  name: string,
  what: string,
  checkLength: (length: number, before: Uint8Array) => string | undefined,
): Field {
  return {
    take(input) {
      const text = takeFieldText(input, what);
      const octets = text === undefined ? undefined : decodeWord(input, text, what, BASE32HEX);
      if (octets === undefined) return;
      const problem =
        octets.length === 0 || octets.length > 255
          ? `the ${what} has ${inOctets(octets.length)}, but 1 to 255 are needed`
          : input.isGood
            ? checkLength(octets.length, input.wire.octets)
            : undefined;
      if (problem !== undefined) rejectField(input, "bad-length", problem);
      writeUint8(input.wire, octets.length);
      writeOctets(input.wire, octets);
    },
    decode(reader, fields) {
      const value = readOctets(reader, readUint8(reader));
      const problem = value.length === 0 ? `the ${what} is empty` : checkLength(value.length, reader.octets);
      if (problem !== undefined) fail(reader, problem);
      fields.push({ name, kind: "octets", value, text: encodeBase32Hex(value) });
    },
  };
}

/** As many octets as told, in groups of digits with a separator, such as EUI-48 (RFC 7043) and Locator64 (RFC 6742). */
export function groupedHex(name: string, what: string, groups: number, separator: string, example: string): Field {
  const size = separator === ":" ? 2 : 1;
  const digits = size * 2;
  return {
    take(input) {
      const text = takeFieldText(input, what);
      if (text === undefined) return;
      const octets = parseGroups(text, groups, digits, separator);
      if (octets !== undefined) writeOctets(input.wire, octets);
      else rejectField(input, "bad-hex", `the ${what} has to look like ${example}, not ${quoted(text)}`);
    },
    decode(reader, fields) {
      const value = readOctets(reader, groups * size);
      const hex = encodeHex(value).toLowerCase();
      const parts = Array.from({ length: groups }, (_, group) => hex.slice(group * digits, (group + 1) * digits));
      fields.push({ name, kind: "octets", value, text: parts.join(separator) });
    },
  };
}

/** A kind of digits, in words for messages. */
export interface Encoding {
  readonly code: "bad-hex" | "bad-base64" | "bad-base32";
  readonly words: string;
  readonly tooShort: string;
  readonly decode: (text: string) => Uint8Array | EncodingProblem;
  readonly encode: (octets: Uint8Array) => string;
}

export const HEX: Encoding = {
  code: "bad-hex",
  words: "hexadecimal digits",
  tooShort: "an odd number of hexadecimal digits",
  decode: decodeHex,
  encode: encodeHex,
};

export const BASE64: Encoding = {
  code: "bad-base64",
  words: "base64",
  tooShort: "base64 that is cut: its digits and padding are no multiple of four",
  decode: decodeBase64,
  encode: encodeBase64,
};

const BASE32HEX: Encoding = {
  code: "bad-base32",
  words: "base32 digits (0 to 9 and A to V, without padding)",
  tooShort: "base32 that is cut",
  decode: decodeBase32Hex,
  encode: encodeBase32Hex,
};

/** Decodes the word that was taken last. Undefined after a problem was reported. */
export function decodeWord(input: DataInput, text: string, what: string, encoding: Encoding): Uint8Array | undefined {
  const octets = encoding.decode(text);
  if (octets instanceof Uint8Array) return octets;
  rejectField(input, encoding.code, describe(octets, text, what, encoding));
  return undefined;
}

/** Takes all words that are left and decodes them as one. Undefined after a problem was reported. */
export function takeRest(input: DataInput, what: string, encoding: Encoding): Uint8Array | undefined {
  const { cursor } = input;
  const first = cursor.next;
  const words: string[] = [];
  while (hasMore(cursor)) {
    const word = takeFieldText(input, what);
    if (word === undefined) return undefined;
    words.push(word);
  }
  const text = words.length === 1 ? (words[0] ?? "") : words.join("");
  const octets = encoding.decode(text);
  if (octets instanceof Uint8Array) return octets;
  const message = describe(octets, text, what, encoding);
  if (octets.at < 0) {
    rejectSpan(input, spanSince(input, first), encoding.code, message);
    return undefined;
  }
  // The word that has the wrong character.
  let { at } = octets;
  let index = 0;
  while (at >= (words[index]?.length ?? Number.POSITIVE_INFINITY)) at -= words[index++]?.length ?? 0;
  const { context, tokens } = cursor;
  rejectSpan(input, tokenSpan(context.tree, tokens[first + index] ?? 0), encoding.code, message);
  return undefined;
}

/** Says that a length is not the one that is needed, if one is. */
export function needsOctets(length: number, needed: number | undefined, what: string): string | undefined {
  if (needed === undefined || length === needed) return undefined;
  return `the ${what} has to be ${inOctets(needed)}, and this has ${length}`;
}

/** A number of octets in words. */
export function inOctets(count: number): string {
  return count === 1 ? "1 octet" : `${count} octets`;
}

// --------------------------------------------------------------------------------------------------------------------------

function rest(name: string, what: string, { least = 1, checkLength }: RestOptions, encoding: Encoding): Field {
  return {
    take(input) {
      const first = input.cursor.next;
      // Reports that nothing is there.
      if (least > 0 && !hasMore(input.cursor)) takeFieldText(input, what);
      const octets = takeRest(input, what, encoding);
      if (octets === undefined) return;
      const problem = lengthProblem(octets.length, input.isGood, input.wire.octets);
      if (problem !== undefined) rejectSpan(input, spanSince(input, first), "bad-length", problem);
      writeOctets(input.wire, octets);
    },
    decode(reader, fields) {
      const value = readOctets(reader);
      const problem = lengthProblem(value.length, true, reader.octets);
      if (problem !== undefined) fail(reader, problem);
      fields.push({ name, kind: "octets", value, text: encoding.encode(value) });
    },
  };

  function lengthProblem(length: number, isGood: boolean, before: Uint8Array): string | undefined {
    if (!isGood) return undefined;
    if (length < least)
      return `the ${what} has ${inOctets(length)}, but at least ${least} ${least === 1 ? "is" : "are"} needed`;
    return checkLength?.(length, before);
  }
}

function describe(problem: EncodingProblem, text: string, what: string, encoding: Encoding): string {
  if (problem.at < 0) return `the ${what} is ${encoding.tooShort}`;
  return `the ${what} has to be ${encoding.words}, and ${quoted(text.charAt(problem.at))} does not fit there`;
}

function parseGroups(text: string, groups: number, digits: number, separator: string): Uint8Array | undefined {
  if (text.length > groups * (digits + 1)) return undefined;
  const parts = text.split(separator);
  // In groups of four, zeros in front may be left out (RFC 6742 section 2.1.1 shows them so).
  const isShort = (part: string): boolean => (digits === 4 ? part.length === 0 || part.length > 4 : part.length !== digits);
  if (parts.length !== groups || parts.some(isShort)) return undefined;
  const octets = decodeHex(parts.map((part) => part.padStart(digits, "0")).join(""));
  return octets instanceof Uint8Array ? octets : undefined;
}
