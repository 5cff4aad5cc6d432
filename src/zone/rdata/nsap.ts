/** Addresses of networks that are not the Internet: NSAP and ATM. */
import { quoted } from "../problems.js";
import { decodeHex, encodeHex } from "./encodings.js";
import { type Field, rejectField, takeFieldText } from "./field.js";
import { fail, latin1, readOctets, readUint8, writeOctets, writeText, writeUint8 } from "./wire.js";

/** `0x<hex>`, with dots between the digits wherever one likes (RFC 1706 section 5). */
export const nsapAddress: Field = {
  take(input) {
    const text = takeFieldText(input, "NSAP address");
    if (text === undefined) return;
    const octets = /^0x/i.test(text) ? hexWithDots(text.slice(2)) : undefined;
    if (octets !== undefined && octets.length > 0) writeOctets(input.wire, octets);
    else rejectField(input, "bad-hex", `the NSAP address has to be 0x and pairs of hexadecimal digits, not ${quoted(text)}`);
  },
  decode(reader, fields) {
    const value = readOctets(reader);
    if (value.length === 0) fail(reader, "the NSAP address is empty");
    fields.push({ name: "address", kind: "octets", value, text: `0x${encodeHex(value)}` });
  },
};

/** An octet that says which, and the hex of an ATM end system address or the digits of an E.164 number. */
export const atmAddress: Field = {
  take(input) {
    const text = takeFieldText(input, "ATM address");
    if (text === undefined) return;
    if (/^\+[0-9]+$/.test(text)) {
      writeUint8(input.wire, E164);
      writeText(input.wire, text.slice(1));
      return;
    }
    const octets = hexWithDots(text);
    if (octets !== undefined && octets.length > 0) {
      writeUint8(input.wire, END_SYSTEM);
      writeOctets(input.wire, octets);
    } else {
      const message = `the ATM address has to be pairs of hexadecimal digits, or + and digits, not ${quoted(text)}`;
      rejectField(input, "bad-hex", message);
    }
  },
  decode(reader, fields) {
    const format = readUint8(reader);
    const value = readOctets(reader);
    if (value.length === 0) fail(reader, "the ATM address is empty");
    if (format > E164) reader.isOpaque = true;
    const digits = latin1(value);
    if (format === E164 && !/^[0-9]*$/.test(digits)) fail(reader, "the E.164 number has other characters than digits");
    fields.push({ name: "format", kind: "number", value: format, text: "" });
    fields.push({
      name: "address",
      kind: "octets",
      value,
      text: format === E164 ? `+${digits}` : encodeHex(value),
    });
  },
};

const END_SYSTEM = 0;
const E164 = 1;

function hexWithDots(text: string): Uint8Array | undefined {
  // A dot at the end or two in a row are mistakes, and easily made.
  if (!/^[0-9A-Fa-f]+(?:\.[0-9A-Fa-f]+)*$/.test(text)) return undefined;
  const octets = decodeHex(text.replaceAll(".", ""));
  return octets instanceof Uint8Array ? octets : undefined;
}
