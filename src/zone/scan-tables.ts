/** What octets mean to the scanner (`scan.ts`), and the types whose data it reads. */
import { LOWER } from "./name-hash.js";

export const MAX_LABEL = 63;
export const MAX_NAME = 253;
export const MAX_STRING = 255;

export const TAB = 0x09;
export const LF = 0x0a;
export const CR = 0x0d;
export const SPACE = 0x20;
export const QUOTE = 0x22;
export const HASH = 0x23;
export const DOLLAR = 0x24;
export const OPEN = 0x28;
export const CLOSE = 0x29;
export const DOT = 0x2e;
export const ZERO = 0x30;
export const NINE = 0x39;
export const COLON = 0x3a;
export const SEMICOLON = 0x3b;
export const AT = 0x40;
const BACKSLASH = 0x5c;

/** Octets that stand for themselves in a name, in lower case, and 0 for all others. */
export const LOWER_PLAIN: Uint8Array = new Uint8Array(256);
/** What a field can end before. A quote could too, but that is unusual. */
export const ENDS_FIELD: Uint8Array = new Uint8Array(256);
/** Where blanks end although no field starts. */
export const BREAKS: Uint8Array = new Uint8Array(256);
export const IN_COMMENT: Uint8Array = new Uint8Array(256);
export const IN_QUOTES: Uint8Array = new Uint8Array(256);
export const IN_WORD: Uint8Array = new Uint8Array(256);
/** Letters and digits in six bits, without regard to case. */
export const PACKED: Uint8Array = new Uint8Array(256);
/** One more than the value of a hexadecimal digit. */
export const HEX: Uint8Array = new Uint8Array(256);
export const UNIT_SECONDS: Int32Array = new Int32Array(256);

for (let code = 0; code < 256; code++) {
  const isPrintable = code > SPACE && code < 0x7f;
  const character = String.fromCharCode(code);
  if (isPrintable && !'.\\";()@$'.includes(character)) LOWER_PLAIN[code] = LOWER[code] ?? 0;
  if (code === TAB || code >= SPACE) IN_COMMENT[code] = 1;
  if ((isPrintable || code === SPACE) && code !== QUOTE && code !== BACKSLASH) IN_QUOTES[code] = 1;
  if (isPrintable && !'";()\\'.includes(character)) IN_WORD[code] = 1;
  if (/[A-Za-z0-9]/.test(character)) PACKED[code] = character.toUpperCase().charCodeAt(0) - 0x20;
  if (/[0-9A-Fa-f]/.test(character)) HEX[code] = Number.parseInt(character, 16) + 1;
}
for (const code of [SPACE, TAB, LF, CR, SEMICOLON, OPEN, CLOSE]) ENDS_FIELD[code] = 1;
for (const code of [LF, CR, SEMICOLON, OPEN, CLOSE]) BREAKS[code] = 1;
for (const [unit, seconds] of [
  ["s", 1],
  ["m", 60],
  ["h", 3600],
  ["d", 86_400],
  ["w", 604_800],
] as const) {
  UNIT_SECONDS[unit.charCodeAt(0)] = seconds;
  UNIT_SECONDS[unit.toUpperCase().charCodeAt(0)] = seconds;
}

export const ORIGIN_WORD = Uint8Array.from("$ORIGIN", (character) => character.charCodeAt(0));

export const TYPE_A = 1;
export const TYPE_NS = 2;
export const TYPE_CNAME = 5;
export const TYPE_PTR = 12;
export const TYPE_MX = 15;
export const TYPE_TXT = 16;
export const TYPE_AAAA = 28;
export const TYPE_SRV = 33;
export const TYPE_DS = 43;

/** The octets of a digest by its type: SHA-1, SHA-256, SHA-384 (IANA, "Digest Algorithms"). */
export const DIGEST_OCTETS: Uint8Array = Uint8Array.of(0, 20, 32, 0, 48);

function packed(word: string): number {
  let value = 0;
  for (let at = 0; at < word.length; at++) value = value * 64 + (PACKED[word.charCodeAt(at)] ?? 0);
  return value;
}

export const WORD_IN: number = packed("IN");
const WORD_A: number = packed("A");
const WORD_NS: number = packed("NS");
const WORD_CNAME: number = packed("CNAME");
const WORD_PTR: number = packed("PTR");
const WORD_MX: number = packed("MX");
const WORD_TXT: number = packed("TXT");
const WORD_AAAA: number = packed("AAAA");
const WORD_SRV: number = packed("SRV");
const WORD_DS: number = packed("DS");

// The types whose data is read here; 0 for all others.
export function typeOf(word: number): number {
  if (word === WORD_NS) return TYPE_NS;
  if (word === WORD_A) return TYPE_A;
  if (word === WORD_AAAA) return TYPE_AAAA;
  if (word === WORD_TXT) return TYPE_TXT;
  if (word === WORD_CNAME) return TYPE_CNAME;
  if (word === WORD_MX) return TYPE_MX;
  if (word === WORD_PTR) return TYPE_PTR;
  if (word === WORD_SRV) return TYPE_SRV;
  if (word === WORD_DS) return TYPE_DS;
  return 0;
}
