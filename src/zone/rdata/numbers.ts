/** Fields that are numbers: integers, mnemonics for them, times and codes of types. */
import { parseDecimal, takeNumber, takeSeconds } from "../fields.js";
import { quoted } from "../problems.js";
import { findType, isMetaType, typeMnemonic } from "../types.js";
import { type DataInput, type Field, rejectField, takeFieldText } from "./field.js";
import { formatTime, parseTime } from "./time.js";
import {
  type WireReader,
  type WireWriter,
  fail,
  readUint8,
  readUint16,
  readUint32,
  writeUint8,
  writeUint16,
  writeUint32,
} from "./wire.js";

/** An integer of 1, 2 or 4 octets. */
interface IntegerSize {
  readonly max: number;
  readonly read: (reader: WireReader) => number;
  readonly write: (writer: WireWriter, value: number) => void;
}

const UINT8: IntegerSize = { max: 0xff, read: readUint8, write: writeUint8 };
const UINT16: IntegerSize = { max: 0xffff, read: readUint16, write: writeUint16 };
const UINT32: IntegerSize = { max: 0xffff_ffff, read: readUint32, write: writeUint32 };

/** What more is to be said of an integer. */
export interface IntegerOptions {
  /** Mnemonics in upper case that stand for numbers; numbers are always read too, and always written. */
  readonly mnemonics?: ReadonlyMap<string, number>;
  /** A sentence part that says what is wrong with a value. */
  readonly check?: (value: number) => string | undefined;
}

/** `what` is the field in words, for messages. */
export function uint8(name: string, what: string, options: IntegerOptions = {}): Field {
  return integer(UINT8, name, what, options);
}

export function uint16(name: string, what: string, options: IntegerOptions = {}): Field {
  return integer(UINT16, name, what, options);
}

export function uint32(name: string, what: string, options: IntegerOptions = {}): Field {
  return integer(UINT32, name, what, options);
}

/** Seconds as 32 bits, with or without units. */
export function seconds(name: string, what: string, max: number): Field {
  return {
    take(input) {
      const value = takeSeconds(input.cursor, what, max, input.section);
      if (value === undefined) input.isGood = false;
      writeUint32(input.wire, value ?? 0);
    },
    decode(reader, fields) {
      const value = readUint32(reader);
      if (value > max) fail(reader, `the ${what} is above ${max} seconds`);
      fields.push({ name, kind: "number", value, text: String(value) });
    },
  };
}

/** The code of a type, as its mnemonic (RFC 4034 section 3.2). */
export function typeField(name: string, what: string): Field {
  return {
    take(input) {
      const text = takeFieldText(input, what);
      const code = text === undefined ? undefined : readTypeCode(input, text, what);
      writeUint16(input.wire, code ?? 0);
    },
    decode(reader, fields) {
      const value = readUint16(reader);
      // Types of questions have no mnemonics for data, but old servers do write them here.
      if (isMetaType(value)) reader.isOpaque = true;
      fields.push({ name, kind: "number", value, text: typeMnemonic(value) });
    },
  };
}

/** The code of a data type. Undefined after a problem was reported at the field taken last. */
export function readTypeCode(input: DataInput, text: string, what: string): number | undefined {
  const found = findType(text);
  if (found.kind === "type") return found.code;
  const message =
    found.kind === "meta"
      ? `${quoted(text)} is a type of questions and messages, which the ${what} cannot have`
      : `${quoted(text)} in the ${what} is not a type; one without a mnemonic is written TYPE123`;
  rejectField(input, "bad-type", message);
  return undefined;
}

/** The time of a signature: `YYYYMMDDHHmmSS` in UTC, or seconds since 1970 (RFC 4034 section 3.2). Written as the former. */
export function time(name: string, what: string): Field {
  return {
    take(input) {
      const text = takeFieldText(input, what);
      const value = text === undefined ? undefined : parseTime(text);
      if (text !== undefined && value === undefined) {
        const shown = quoted(text);
        const message = `the ${what} has to be a time in UTC as YYYYMMDDHHmmSS, from 1970 to February 2106, not ${shown}`;
        rejectField(input, "bad-time", message);
      }
      writeUint32(input.wire, value ?? 0);
    },
    decode(reader, fields) {
      const value = readUint32(reader);
      fields.push({ name, kind: "number", value, text: formatTime(value) });
    },
  };
}

// --------------------------------------------------------------------------------------------------------------------------

function integer({ max, read, write }: IntegerSize, name: string, what: string, options: IntegerOptions): Field {
  const { mnemonics, check } = options;
  return {
    ...(mnemonics === undefined ? { number: what } : {}),
    take(input) {
      const value =
        mnemonics === undefined
          ? takeNumber(input.cursor, what, max, input.section)
          : takeMnemonic(input, what, max, mnemonics);
      write(input.wire, value ?? 0);
      if (value === undefined) {
        input.isGood = false;
        return;
      }
      const problem = check?.(value);
      if (problem !== undefined) rejectField(input, "bad-number", problem);
    },
    decode(reader, fields) {
      const value = read(reader);
      const problem = check?.(value);
      if (problem !== undefined) fail(reader, problem);
      fields.push({ name, kind: "number", value, text: String(value) });
    },
  };
}

function takeMnemonic(input: DataInput, what: string, max: number, mnemonics: ReadonlyMap<string, number>): number | undefined {
  const text = takeFieldText(input, what);
  if (text === undefined) return undefined;
  const value = parseDecimal(text) ?? (text.length <= 32 ? mnemonics.get(text.toUpperCase()) : undefined);
  if (value !== undefined && value <= max) return value;
  const [example] = mnemonics.keys();
  const message = `the ${what} has to be a number from 0 to ${max} or a mnemonic such as ${example}, not ${quoted(text)}`;
  rejectField(input, "bad-number", message);
  return undefined;
}
