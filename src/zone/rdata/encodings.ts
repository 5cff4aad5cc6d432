/** Octets as digits: hex, base64 (RFC 4648 section 4) and base32hex (section 7). All in linear time and without exceptions. */

/** Why a text does not stand for octets: the offset of the first wrong character, or -1 when it ends too early. */
export type EncodingProblem = { readonly at: number };

/** Octets from pairs of hexadecimal digits of either case. */
export function decodeHex(text: string): Uint8Array | EncodingProblem {
  const octets = new Uint8Array(text.length >>> 1);
  for (let at = 0; at < text.length; at++) {
    const digit = hexDigit(text.charCodeAt(at));
    if (digit < 0) return { at };
    octets[at >>> 1] = ((octets[at >>> 1] ?? 0) << 4) | digit;
  }
  return text.length % 2 === 0 ? octets : { at: -1 };
}

/** Hexadecimal digits in upper case, as the RFCs write digests. */
export function encodeHex(octets: Uint8Array): string {
  let text = "";
  for (let at = 0; at < octets.length; at++) text += HEX_PAIRS[octets[at] ?? 0];
  return text;
}

/** Octets from base64 with its padding; unused bits have to be zero, as name servers demand. */
export function decodeBase64(text: string): Uint8Array | EncodingProblem {
  let end = text.length;
  while (end > 0 && text.length - end < 2 && text.charCodeAt(end - 1) === EQUALS) end--;
  return text.length % 4 === 0 ? decodeDigits(text, end, BASE64_VALUES, 6) : wrongOrShort(text, end, BASE64_VALUES);
}

export function encodeBase64(octets: Uint8Array): string {
  const text = encodeDigits(octets, BASE64_DIGITS, 6);
  return text + "===".slice(0, (4 - (text.length % 4)) % 4);
}

/** Octets from base32hex without padding, in either case (RFC 5155 section 3.3). */
export function decodeBase32Hex(text: string): Uint8Array | EncodingProblem {
  return decodeDigits(text, text.length, BASE32HEX_VALUES, 5);
}

export function encodeBase32Hex(octets: Uint8Array): string {
  return encodeDigits(octets, BASE32HEX_DIGITS, 5);
}

/** The value of a hexadecimal digit, -1 for another character. */
function hexDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}

// --------------------------------------------------------------------------------------------------------------------------

const EQUALS = 0x3d;
const BASE64_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const BASE32HEX_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUV";
const BASE64_VALUES = digitValues(BASE64_DIGITS);
const BASE32HEX_VALUES = digitValues(BASE32HEX_DIGITS, BASE32HEX_DIGITS.toLowerCase());
const HEX_PAIRS: readonly string[] = Array.from({ length: 256 }, (_, octet) =>
  octet.toString(16).toUpperCase().padStart(2, "0"),
);

const NOT_A_DIGIT = 255;

function digitValues(...alphabets: readonly string[]): Uint8Array {
  const values = new Uint8Array(256).fill(255);
  for (const alphabet of alphabets) {
    for (let value = 0; value < alphabet.length; value++) values[alphabet.charCodeAt(value)] = value;
  }
  return values;
}

function decodeDigits(text: string, end: number, values: Uint8Array, bits: number): Uint8Array | EncodingProblem {
  const octets = new Uint8Array((end * bits) >>> 3);
  let held = 0;
  let heldBits = 0;
  let length = 0;
  for (let at = 0; at < end; at++) {
    const value = values[text.charCodeAt(at)] ?? NOT_A_DIGIT;
    if (value === NOT_A_DIGIT) return { at };
    held = ((held << bits) | value) & 0xffff;
    heldBits += bits;
    if (heldBits >= 8) {
      heldBits -= 8;
      octets[length++] = held >>> heldBits;
      held &= (1 << heldBits) - 1;
    }
  }
  // A digit that adds no whole octet, or unused bits that are not zero: the text was cut or changed.
  if (heldBits >= bits) return { at: -1 };
  return held === 0 ? octets : { at: end - 1 };
}

function wrongOrShort(text: string, end: number, values: Uint8Array): EncodingProblem {
  for (let at = 0; at < end; at++) {
    if ((values[text.charCodeAt(at)] ?? NOT_A_DIGIT) === NOT_A_DIGIT) return { at };
  }
  return { at: -1 };
}

function encodeDigits(octets: Uint8Array, digits: string, bits: number): string {
  const mask = (1 << bits) - 1;
  let text = "";
  let held = 0;
  let heldBits = 0;
  for (let at = 0; at < octets.length; at++) {
    held = ((held << 8) | (octets[at] ?? 0)) & 0xffff;
    heldBits += 8;
    while (heldBits >= bits) {
      heldBits -= bits;
      text += digits.charAt((held >>> heldBits) & mask);
    }
  }
  return heldBits === 0 ? text : text + digits.charAt((held << (bits - heldBits)) & mask);
}
