/**
 * `$GENERATE` of BIND (ARM, section "BIND Primary File Extension"): lines made of a pattern and numbers.
 *
 *     $GENERATE start-stop[/step] lhs [TTL] [class] type rhs
 *
 * In `lhs` and `rhs` a `$` is the number, and `${offset[,width[,base]]}` the number plus an offset, filled with zeros up to a
 * width, in base `d`, `o`, `x`, `X`, or as hexadecimal digits in reverse order with dots, `n` and `N`. `\$` and `$$` are a `$`.
 */

/** How many lines one directive may make. */
export const MAX_GENERATE_STEPS = 65_536;
/** How many octets of lines all directives of a zone may make: as many as a file may have. */
export const MAX_GENERATED_OCTETS: number = 64 * 1024 * 1024;

const MAX_NUMBER = 0x7fff_ffff;
/** The widest number: no label is longer. */
const MAX_WIDTH = 255;

export interface GenerateRange {
  readonly start: number;
  readonly stop: number;
  readonly step: number;
}

/** Reads `start-stop` or `start-stop/step`, or says what is wrong with it. */
export function parseRange(text: string): GenerateRange | string {
  const match = /^([0-9]{1,11})-([0-9]{1,11})(?:\/([0-9]{1,11}))?$/.exec(text);
  if (match === null) return "has to be START-STOP or START-STOP/STEP, such as 1-254";
  const start = Number(match[1]);
  const stop = Number(match[2]);
  const step = Number(match[3] ?? 1);
  if (Math.max(start, stop, step) > MAX_NUMBER) return `has a number above ${MAX_NUMBER}`;
  if (start > stop) return "ends before it starts";
  if (step === 0) return "has the step 0, which never ends";
  if (Math.floor((stop - start) / step) + 1 > MAX_GENERATE_STEPS) {
    return `has more than ${MAX_GENERATE_STEPS} steps`;
  }
  return { start, stop, step };
}

/** A pattern, cut into texts and numbers. */
export type GeneratePattern = readonly (string | GenerateNumber)[];

interface GenerateNumber {
  readonly offset: number;
  readonly width: number;
  readonly base: "d" | "o" | "x" | "X" | "n" | "N";
}

/** Reads a pattern, or says what is wrong with it. */
export function parsePattern(text: string): GeneratePattern | string {
  const parts: (string | GenerateNumber)[] = [];
  let at = 0;
  let plain = "";
  while (at < text.length) {
    const character = text.charAt(at);
    if (character === "\\") {
      // Stays an escape: it is for the reader of the line.
      plain += text.slice(at, at + 2);
      at += 2;
    } else if (character !== "$") {
      plain += character;
      at++;
    } else if (text.charAt(at + 1) === "$") {
      plain += "$";
      at += 2;
    } else {
      const end = text.charAt(at + 1) === "{" ? text.indexOf("}", at) : at;
      if (end < 0) return "has a ${ without its }";
      const number = end === at ? PLAIN_NUMBER : parseNumber(text.slice(at + 2, end));
      if (typeof number === "string") return number;
      if (plain !== "") parts.push(plain);
      plain = "";
      parts.push(number);
      at = end + 1;
    }
  }
  if (plain !== "") parts.push(plain);
  return parts;
}

/** The text of a pattern for a number; undefined when number and offset are out of range together. */
export function expandPattern(pattern: GeneratePattern, value: number): string | undefined {
  let text = "";
  for (const part of pattern) {
    if (typeof part === "string") {
      text += part;
      continue;
    }
    const shown = value + part.offset;
    if (shown > MAX_NUMBER || shown < 0) return undefined;
    text += formatNumber(shown, part);
  }
  return text;
}

// --------------------------------------------------------------------------------------------------------------------------

// What a `$` alone stands for.
const PLAIN_NUMBER: GenerateNumber = { offset: 0, width: 0, base: "d" };

// What stands between the braces.
function parseNumber(text: string): GenerateNumber | string {
  const match = /^([+-]?[0-9]{1,10})(?:,([0-9]{1,10})(?:,([doxXnN]))?)?$/.exec(text);
  if (match === null) return "has to have ${OFFSET,WIDTH,BASE} with a base of d, o, x, X, n or N";
  const offset = Number(match[1]);
  const width = Number(match[2] ?? 0);
  if (Math.abs(offset) > MAX_NUMBER) return `has an offset above ${MAX_NUMBER}`;
  if (width > MAX_WIDTH) return `has a width above ${MAX_WIDTH}`;
  return { offset, width, base: (match[3] ?? "d") as GenerateNumber["base"] };
}

function formatNumber(value: number, { width, base }: GenerateNumber): string {
  switch (base) {
    case "d":
      return String(value).padStart(width, "0");
    case "o":
      return value.toString(8).padStart(width, "0");
    case "x":
      return value.toString(16).padStart(width, "0");
    case "X":
      return value.toString(16).toUpperCase().padStart(width, "0");
    case "n":
      return nibbles(value, width);
    case "N":
      return nibbles(value, width).toUpperCase();
  }
}

// The width counts the dots as well, as BIND counts them: `${0,8,n}` ends with a dot.
function nibbles(value: number, width: number): string {
  let text = "";
  let rest = value;
  do {
    text += (rest & 15).toString(16);
    rest >>>= 4;
    if (text.length < width || rest !== 0) text += ".";
  } while (rest !== 0 || text.length < width);
  return text;
}
