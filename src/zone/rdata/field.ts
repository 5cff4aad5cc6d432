/**
 * What the formats of record data are made of. A format is a list of fields; a field reads itself from the text of a master file
 * into octets, and from octets into values and text. Formats are tables, made once when the module is loaded.
 */
import type { IpAddress } from "../../base/ip.js";
import type { DomainName } from "../../base/name.js";
import type { Span } from "../../base/source.js";
import { type FieldCursor, takeWord } from "../fields.js";
import { type ZoneProblemCode, reportError, reportWarning } from "../problems.js";
import { tokenSpan, tokenText } from "../tree.js";
import type { WireReader, WireWriter } from "./wire.js";

/** The values that fields of each kind have. */
export interface FieldValues {
  number: number;
  name: DomainName;
  address: IpAddress;
  octets: Uint8Array;
  /** An octet string, without quotes and escapes. */
  string: string;
  /** Codes of types, or ports. */
  numbers: readonly number[];
  parameters: readonly ServiceParameter[];
}

/** One field of record data, decoded. A list, such as the servers of a HIP record, is several fields of one name. */
export type RdataField = {
  readonly [Kind in keyof FieldValues]: {
    /** In camel case, such as `keyTag`. */
    readonly name: string;
    /** The field in presentation form; empty for an empty list. */
    readonly text: string;
    readonly kind: Kind;
    readonly value: FieldValues[Kind];
  };
}[keyof FieldValues];

/** One parameter of an SVCB or HTTPS record (RFC 9460 section 2.1). */
export interface ServiceParameter {
  readonly key: number;
  /** Its mnemonic, or `key123`. */
  readonly name: string;
  /** Its value on the wire. */
  readonly octets: Uint8Array;
}

/** What a field reads its text from, and where its octets go. */
export interface DataInput {
  readonly cursor: FieldCursor;
  readonly wire: WireWriter;
  /** The section that the format is from. */
  readonly section: string;
  /** False from the first problem on: what depends on an earlier field is then not looked at. */
  isGood: boolean;
}

/** One field of a format, or a few that are read together. */
export interface Field {
  /** Of a plain number: what it is, in words. */
  readonly number?: string;
  /** Takes the field's text and writes its octets. Problems are reported and make the input bad. */
  readonly take: (input: DataInput) => void;
  /** Reads the field's octets. Problems go to the reader. */
  readonly decode: (reader: WireReader, fields: RdataField[]) => void;
}

/**
 * The names of data in which the case of letters does not count (RFC 4034 section 6.2, RFC 6840 section 5.1): how many, one behind
 * the other, and how far in front of them the data reaches.
 */
export interface FoldedNames {
  readonly count: 1 | 2;
  /** The octets in front. */
  readonly at?: number;
  /** The `<character-string>`s after those. */
  readonly strings?: number;
  /** For A6: the first octet says how long the address is that follows. */
  readonly hasSuffix?: boolean;
}

/** The format of a type. */
export interface DataFormat {
  readonly code: number;
  /** The document that the fields are from, such as `RFC 4034 5`. */
  readonly section: string;
  /** None for a type that has only the form `\#`. */
  readonly fields: readonly Field[] | undefined;
  /** What the numbers are with which the data starts, in words; none where there is nothing behind them. */
  readonly numbers: readonly string[];
  /** Where the names are whose case does not count, if there are any. */
  readonly folded: FoldedNames | undefined;
}

export function dataFormat(
  code: number,
  section: string,
  fields: readonly Field[] | undefined,
  folded?: FoldedNames,
): DataFormat {
  return { code, section, fields, numbers: leadingNumbers(fields ?? []), folded };
}

function leadingNumbers(fields: readonly Field[]): readonly string[] {
  const end = fields.findIndex(({ number }) => number === undefined);
  return fields.slice(0, Math.max(0, end)).flatMap(({ number }) => number ?? []);
}

/** Takes a word without quotes. Undefined after a problem was reported. */
export function takeFieldText(input: DataInput, what: string): string | undefined {
  const token = takeWord(input.cursor, what, input.section);
  if (token !== undefined) return tokenText(input.cursor.context.tree, token);
  input.isGood = false;
  return undefined;
}

/** Reports a problem of the field that was taken last. */
export function rejectField(input: DataInput, code: ZoneProblemCode, message: string): void {
  rejectSpan(input, lastFieldSpan(input), code, message);
}

export function rejectSpan(input: DataInput, span: Span, code: ZoneProblemCode, message: string): void {
  input.isGood = false;
  reportError(input.cursor.context.problems, code, span, message, input.section);
}

/** Reports what a server accepts all the same. */
export function warnSpan(input: DataInput, span: Span, code: ZoneProblemCode, message: string, section: string): void {
  reportWarning(input.cursor.context.problems, code, span, message, section);
}

/** The place of the field that was taken last. */
function lastFieldSpan(input: DataInput): Span {
  const { tokens, next, context } = input.cursor;
  return tokenSpan(context.tree, tokens[next - 1] ?? 0);
}

/**
 * The place from the start of one field to the end of the one taken last; the end of the latter where there are none between.
 * `first` is an index as `cursor.next` is.
 */
export function spanSince(input: DataInput, first: number): Span {
  const { tokens, next, context } = input.cursor;
  const { end } = lastFieldSpan(input);
  return { start: first < next ? tokenSpan(context.tree, tokens[first] ?? 0).start : end, end };
}
