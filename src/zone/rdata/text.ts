/** Fields that are names, strings or addresses. */
import { type IpAddress, formatIp, ipFromOctets, ipOctets, parseIp4, parseIp6 } from "../../base/ip.js";
import type { DomainName } from "../../base/name.js";
import { hasMore, takeName, takeString } from "../fields.js";
import { quoted } from "../problems.js";
import { type DataInput, type Field, type RdataField, rejectField, takeFieldText } from "./field.js";
import {
  type WireReader,
  fail,
  hasOctets,
  latin1,
  readName,
  readOctets,
  readString,
  writeName,
  writeOctets,
  writeString,
  writeText,
} from "./wire.js";

/** A domain name, never compressed. */
export function nameField(name: string, what: string): Field {
  return {
    take: (input) => takeNameField(input, what),
    decode: (reader, fields) => decodeNameField(reader, fields, name),
  };
}

/** Domain names up to the end of the data; none is fine. */
export function nameList(name: string, what: string): Field {
  return {
    take(input) {
      while (hasMore(input.cursor)) takeNameField(input, what);
    },
    decode(reader, fields) {
      while (hasOctets(reader)) decodeNameField(reader, fields, name);
    },
  };
}

export function takeNameField(input: DataInput, what: string): void {
  const value = takeName(input.cursor, what, input.section);
  if (value === undefined) input.isGood = false;
  else writeName(input.wire, value);
}

export function decodeNameField(reader: WireReader, fields: RdataField[], name: string): void {
  const value = readName(reader);
  fields.push({ name, kind: "name", value, text: absoluteName(value) });
}

/** The text of a name with its last dot. */
export function absoluteName(name: DomainName): string {
  return name.labels.length === 0 ? "." : `${name.text}.`;
}

// --------------------------------------------------------------------------------------------------------------------------

/** One `<character-string>`. `check` gives a sentence part that says what is wrong with its octets. */
export function stringField(name: string, what: string, check?: (value: string) => string | undefined): Field {
  return {
    take(input) {
      const value = takeString(input.cursor, what, input.section);
      if (value === undefined) {
        input.isGood = false;
        return;
      }
      writeString(input.wire, value);
      const problem = check?.(value);
      if (problem !== undefined) rejectField(input, "bad-data", problem);
    },
    decode(reader, fields) {
      const value = readString(reader);
      const problem = check?.(value);
      if (problem !== undefined) fail(reader, problem);
      fields.push({ name, kind: "string", value, text: formatString(value) });
    },
  };
}

/** A `<character-string>` that may be left out at the end of the data. */
export function optionalString(name: string, what: string): Field {
  const field = stringField(name, what);
  return {
    take(input) {
      if (hasMore(input.cursor)) field.take(input);
    },
    decode(reader, fields) {
      if (hasOctets(reader)) field.decode(reader, fields);
    },
  };
}

/** One `<character-string>` or more, up to the end of the data. */
export function stringList(name: string, what: string): Field {
  const field = stringField(name, what);
  return {
    take(input) {
      do field.take(input);
      while (hasMore(input.cursor));
    },
    decode(reader, fields) {
      do field.decode(reader, fields);
      while (hasOctets(reader));
    },
  };
}

/** A string without a length octet that is the rest of the data and is not empty (RFC 7553 section 4.4). */
export function restString(name: string, what: string): Field {
  const emptyProblem = `the ${what} is empty`;
  return {
    take(input) {
      const value = takeString(input.cursor, what, input.section, 0xffff - input.wire.length);
      if (value === undefined) input.isGood = false;
      else if (value === "") rejectField(input, "bad-data", emptyProblem);
      else writeText(input.wire, value);
    },
    decode(reader, fields) {
      const value = latin1(readOctets(reader));
      if (value === "") fail(reader, emptyProblem);
      fields.push({ name, kind: "string", value, text: formatString(value) });
    },
  };
}

/** An octet string in quotes: `"` and `\` with a backslash, control and non-ASCII octets as `\DDD` (RFC 1035 section 5.1). */
export function formatString(octets: string): string {
  let text = "";
  let at = 0;
  for (let index = 0; index < octets.length; index++) {
    const code = octets.charCodeAt(index);
    if (code >= 0x20 && code < 0x7f && code !== QUOTE && code !== BACKSLASH) continue;
    const isSpecial = code === QUOTE || code === BACKSLASH;
    const escape = isSpecial ? octets.charAt(index) : String(code).padStart(3, "0");
    text += `${octets.slice(at, index)}\\${escape}`;
    at = index + 1;
  }
  return `"${text}${octets.slice(at)}"`;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

// --------------------------------------------------------------------------------------------------------------------------

export function ip4Field(name: string, what: string): Field {
  return {
    take: (input) => takeAddress(input, what, 4),
    decode: (reader, fields) => decodeAddress(reader, fields, name, 4),
  };
}

export function ip6Field(name: string, what: string): Field {
  return {
    take: (input) => takeAddress(input, what, 6),
    decode: (reader, fields) => decodeAddress(reader, fields, name, 6),
  };
}

/** Takes an address of a family. */
export function takeAddress(input: DataInput, what: string, family: 4 | 6): void {
  const text = takeFieldText(input, what);
  if (text === undefined) return;
  const address = family === 4 ? parseIp4(text) : parseIp6(text);
  if (address !== undefined) {
    writeOctets(input.wire, ipOctets(address));
    return;
  }
  const example = family === 4 ? "192.0.2.1" : "2001:db8::1";
  const message = `the ${what} has to be an IPv${family} address such as ${example}, not ${quoted(text)}`;
  rejectField(input, "bad-address", message);
}

export function decodeAddress(reader: WireReader, fields: RdataField[], name: string, family: 4 | 6): void {
  const value: IpAddress | undefined = ipFromOctets(readOctets(reader, family === 4 ? 4 : 16));
  if (value !== undefined) fields.push({ name, kind: "address", value, text: formatIp(value) });
}
