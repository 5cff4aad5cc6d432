/**
 * `SVCB|HTTPS <priority> <target> <parameter>...` (RFC 9460 section 2.1). A parameter is a key, or a key, `=` and a value that may
 * be in quotes. The values of each key are read by `service-parameters.ts`.
 */
import { type FieldCursor, hasMore, readEscapes } from "../fields.js";
import { TokenKind } from "../lexer.js";
import { quoted } from "../problems.js";
import type { Span } from "../../base/source.js";
import { textBetween, tokenSpan, tokenText } from "../tree.js";
import { type DataInput, type Field, type ServiceParameter, rejectSpan, warnSpan } from "./field.js";
import { KEYS, formatParameter, keyCode, keyName, readValue, valueProblem } from "./service-parameters.js";
import { fail, hasOctets, readOctets, readUint16, writeOctets, writeUint16 } from "./wire.js";

const CODE = "bad-service-parameter";

export const serviceParameters: Field = {
  take(input) {
    const isAlias = input.isGood && input.wire.octets[0] === 0 && input.wire.octets[1] === 0;
    const parameters: PlacedParameter[] = [];
    const seen = new Map<number, PlacedParameter | undefined>();
    while (hasMore(input.cursor)) {
      const word = takeParameter(input.cursor);
      const name = textBetween(input.cursor.context.tree, word.start, word.nameEnd);
      if (word.isQuoted) {
        rejectSpan(input, word, CODE, 'write the parameter without quotes around its key, such as alpn="h2"');
        continue;
      }
      const key = keyCode(name);
      if (key === undefined) {
        const message = `${quoted(name)} is not a service parameter such as alpn="h2", port=443 or key123`;
        rejectSpan(input, { start: word.start, end: name === "" ? word.end : word.nameEnd }, CODE, message);
        continue;
      }
      if (seen.has(key)) {
        rejectSpan(input, { start: word.start, end: word.nameEnd }, CODE, `the parameter ${keyName(key)} is there twice`);
        continue;
      }
      const parameter = takeValue(input, word, key, name);
      seen.set(key, parameter);
      if (parameter !== undefined) parameters.push(parameter);
    }
    const [first] = parameters;
    if (isAlias && first !== undefined) {
      const message = "a record of priority 0 is an alias, and whoever reads it ignores its parameters";
      warnSpan(input, first.span, "alias-with-parameters", message, "RFC 9460 2.4.2");
    }
    checkTogether(input, parameters, seen);
    parameters.sort((a, b) => a.key - b.key);
    for (const { key, octets } of parameters) {
      writeUint16(input.wire, key);
      writeUint16(input.wire, octets.length);
      writeOctets(input.wire, octets);
    }
  },
  decode(reader, fields) {
    const value: ServiceParameter[] = [];
    let before = -1;
    while (hasOctets(reader)) {
      const key = readUint16(reader);
      const octets = readOctets(reader, readUint16(reader));
      if (key <= before) fail(reader, "the parameters are not in the order of their keys");
      if (reader.problem === undefined) {
        const problem = valueProblem(key, octets);
        if (problem !== undefined) fail(reader, `the parameter ${keyName(key)} ${problem}`);
      }
      before = key;
      value.push({ key, name: keyName(key), octets });
    }
    const problem = problemTogether(value);
    if (problem !== undefined) fail(reader, problem.message);
    const text = reader.problem === undefined ? value.map(formatParameter).join(" ") : "";
    fields.push({ name: "parameters", kind: "parameters", value, text });
  },
};

// --------------------------------------------------------------------------------------------------------------------------

interface PlacedParameter extends ServiceParameter {
  readonly span: Span;
}

interface ParameterText extends Span {
  readonly nameEnd: number;
  /** Where the value is, without quotes; undefined where there is no `=`. */
  readonly value: Span | undefined;
  readonly isQuoted: boolean;
}

// A word, and the string in quotes that stands directly behind its last "=".
function takeParameter(cursor: FieldCursor): ParameterText {
  const { tree } = cursor.context;
  const token = cursor.tokens[cursor.next++] ?? 0;
  const { start, end } = tokenSpan(tree, token);
  if (tree.tokens.kinds[token] !== TokenKind.Word) return { start, end, nameEnd: end, value: undefined, isQuoted: true };
  const equals = start + tokenText(tree, token).indexOf("=");
  if (equals < start) return { start, end, nameEnd: end, value: undefined, isQuoted: false };
  const next = cursor.tokens[cursor.next];
  if (equals === end - 1 && next !== undefined && tree.tokens.kinds[next] === TokenKind.Quoted) {
    const string = tokenSpan(tree, next);
    if (string.start === end) {
      cursor.next++;
      const value = { start: string.start + 1, end: string.end - 1 };
      return { start, end: string.end, nameEnd: equals, value, isQuoted: false };
    }
  }
  return { start, end, nameEnd: equals, value: { start: equals + 1, end }, isQuoted: false };
}

function takeValue(input: DataInput, word: ParameterText, key: number, name: string): PlacedParameter | undefined {
  const span = { start: word.start, end: word.end };
  let value: string | undefined;
  if (word.value !== undefined) {
    value = readEscapes(input.cursor.context, word.value.start, word.value.end);
    if (value === undefined) {
      input.isGood = false;
      return undefined;
    }
  }
  const isGeneric = name.toLowerCase().startsWith("key");
  const read = readValue(key, value, isGeneric);
  if (typeof read !== "string") return { key, name: keyName(key), octets: read, span };
  rejectSpan(input, word.value ?? span, CODE, `the parameter ${keyName(key)} ${read}`);
  return undefined;
}

function checkTogether(
  input: DataInput,
  parameters: readonly PlacedParameter[],
  seen: ReadonlyMap<number, PlacedParameter | undefined>,
): void {
  // A parameter that was not read is there all the same.
  const problem = problemTogether(parameters, (key) => seen.has(key));
  if (problem === undefined) return;
  const place = parameters.find(({ key }) => key === problem.key);
  if (place !== undefined) rejectSpan(input, place.span, CODE, problem.message);
}

function keysOf(parameters: readonly ServiceParameter[]): (key: number) => boolean {
  const keys = new Set(parameters.map(({ key }) => key));
  return (key) => keys.has(key);
}

// RFC 9460 sections 7.1.1 and 8.
function problemTogether(
  parameters: readonly ServiceParameter[],
  has: (key: number) => boolean = keysOf(parameters),
): { readonly key: number; readonly message: string } | undefined {
  for (const { key, octets } of parameters) {
    if (key === KEYS.noDefaultAlpn && !has(KEYS.alpn)) {
      return { key, message: "no-default-alpn needs a parameter alpn beside it" };
    }
    if (key !== KEYS.mandatory) continue;
    for (let at = 0; at + 1 < octets.length; at += 2) {
      const wanted = ((octets[at] ?? 0) << 8) | (octets[at + 1] ?? 0);
      if (!has(wanted)) return { key, message: `the mandatory parameter ${keyName(wanted)} is missing` };
    }
  }
  return undefined;
}
