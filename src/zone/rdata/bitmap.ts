/** Lists of types as bitmaps (RFC 4034 section 4.1.2), and the older form of NXT records (RFC 2535 section 5.2). */
import { hasMore } from "../fields.js";
import { isMetaType, typeMnemonic } from "../types.js";
import { type Field, rejectField, takeFieldText } from "./field.js";
import { readTypeCode } from "./numbers.js";
import { type WireReader, fail, hasOctets, readOctets, readUint8, writeOctets, writeUint8 } from "./wire.js";

const WHAT = "list of types";

/** `type...`: windows of up to 32 octets. An empty list is fine where `least` is 0. */
export function typeBitmap(name: string, least: 0 | 1): Field {
  return {
    take(input) {
      const codes = takeTypes(input, least, 0xffff, /^$/);
      for (let at = 0; at < codes.length;) {
        const window = (codes[at] ?? 0) >>> 8;
        const start = at;
        while (at < codes.length && (codes[at] ?? 0) >>> 8 === window) at++;
        const bits = bitmapOf(codes.slice(start, at).map((code) => code & 0xff));
        writeUint8(input.wire, window);
        writeUint8(input.wire, bits.length);
        writeOctets(input.wire, bits);
      }
    },
    decode(reader, fields) {
      const value: number[] = [];
      let before = -1;
      if (least > 0 && !hasOctets(reader)) fail(reader, `the ${WHAT} is empty`);
      while (hasOctets(reader)) {
        const window = readUint8(reader);
        const length = readUint8(reader);
        if (window <= before || length < 1 || length > 32) fail(reader, `the ${WHAT} is not a valid bitmap`);
        before = window;
        readBits(reader, length, window * 256, value);
      }
      pushTypes(reader, fields, name, value);
    },
  };
}

/** `type...`: one bitmap of types up to 127, which may be plain numbers (RFC 2535 section 5.3). BIND writes them so. */
export function oldTypeBitmap(name: string): Field {
  return {
    take(input) {
      writeOctets(input.wire, bitmapOf(takeTypes(input, 1, 127, /^[1-9][0-9]{0,2}$/)));
    },
    decode(reader, fields) {
      const value: number[] = [];
      const length = reader.octets.length - reader.at;
      // A first bit that is set means a format that was never published.
      if (length < 1 || length > 16) fail(reader, `the ${WHAT} has to be 1 to 16 octets`);
      else if (((reader.octets[reader.at] ?? 0) & 0x80) !== 0) reader.isOpaque = true;
      readBits(reader, length, 0, value);
      pushTypes(reader, fields, name, value);
    },
  };
}

/** The bits of numbers from 0 to 65,535, the first one the highest of the first octet; ends with the last bit that is set. */
export function bitmapOf(numbers: readonly number[]): Uint8Array {
  const octets = new Uint8Array((numbers.reduce((most, number) => Math.max(most, number), -8) >> 3) + 1);
  for (const number of numbers) octets[number >>> 3] = (octets[number >>> 3] ?? 0) | (0x80 >>> (number & 7));
  return octets;
}

/** Appends the numbers whose bits are set in the next octets, the last of which may not be zero. */
export function readBits(reader: WireReader, length: number, base: number, numbers: number[]): void {
  const octets = readOctets(reader, length);
  if (octets.length > 0 && octets.at(-1) === 0) fail(reader, "a bitmap ends with zeros");
  for (let at = 0; at < octets.length; at++) {
    const octet = octets[at] ?? 0;
    if (octet === 0) continue;
    for (let bit = 0; bit < 8; bit++) {
      if ((octet & (0x80 >>> bit)) !== 0) numbers.push(base + at * 8 + bit);
    }
  }
}

// --------------------------------------------------------------------------------------------------------------------------

function takeTypes(input: Parameters<Field["take"]>[0], least: number, max: number, plainNumber: RegExp): number[] {
  const codes = new Set<number>();
  if (least > 0 && !hasMore(input.cursor)) takeFieldText(input, WHAT);
  while (hasMore(input.cursor)) {
    const text = takeFieldText(input, WHAT);
    if (text === undefined) continue;
    const code = plainNumber.test(text) ? Number(text) : readTypeCode(input, text, WHAT);
    if (code !== undefined && code > max) {
      rejectField(input, "bad-type", `the ${WHAT} holds types up to ${max} only, and ${text} is ${code}`);
    } else if (code !== undefined) {
      codes.add(code);
    }
  }
  return [...codes].sort((a, b) => a - b);
}

function pushTypes(reader: WireReader, fields: Parameters<Field["decode"]>[1], name: string, value: number[]): void {
  // RFC 4034 section 4.1.2: types of questions are ignored by those who read them, and cannot be written by mnemonic.
  if (value.some(isMetaType)) reader.isOpaque = true;
  fields.push({ name, kind: "numbers", value, text: value.map(typeMnemonic).join(" ") });
}
