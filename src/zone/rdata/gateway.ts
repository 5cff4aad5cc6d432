/** Fields of IPSECKEY, AMTRELAY and HIP records whose form depends on a type or length beside them. */
import { takeNumber, takeWord } from "../fields.js";
import { quoted } from "../problems.js";
import { type DataInput, type Field, type RdataField, rejectField, takeFieldText } from "./field.js";
import { uint8 } from "./numbers.js";
import { BASE64, HEX, decodeWord, inOctets } from "./octets.js";
import { decodeAddress, decodeNameField, takeAddress, takeNameField } from "./text.js";
import { type WireReader, fail, readOctets, readUint8, readUint16, writeOctets, writeUint8, writeUint16 } from "./wire.js";

/** The types of RFC 4025 section 2.3 and RFC 8777 section 4.2.3. */
const GATEWAY = { none: 0, ip4: 1, ip6: 2, name: 3 } as const;

const gatewayType = uint8("gatewayType", "gateway type", { check: checkGatewayType });
const ipsecAlgorithm = uint8("algorithm", "algorithm");

/** `<gateway type> <algorithm> <gateway>`: the gateway is `.`, an address or a name. */
export const ipsecGateway: Field = {
  take(input) {
    const at = input.wire.length;
    gatewayType.take(input);
    ipsecAlgorithm.take(input);
    takeGateway(input, input.wire.octets[at] ?? 0, "gateway");
  },
  decode(reader, fields) {
    const type = readUint8(reader);
    fields.push({ name: "gatewayType", kind: "number", value: type, text: String(type) });
    ipsecAlgorithm.decode(reader, fields);
    decodeGateway(reader, fields, type, "gateway");
  },
};

/** `<discovery optional> <relay type> <relay>`: the first is a bit, in one octet with the type. */
export const amtRelay: Field = {
  take(input) {
    const optional = takeSmallNumber(input, "discovery optional flag", 1);
    const type = takeSmallNumber(input, "relay type", 3);
    writeUint8(input.wire, optional * 0x80 + type);
    takeGateway(input, type, "relay");
  },
  decode(reader, fields) {
    const octet = readUint8(reader);
    const type = octet & 0x7f;
    const optional = octet >>> 7;
    fields.push({
      name: "discoveryOptional",
      kind: "number",
      value: optional,
      text: String(optional),
    });
    fields.push({ name: "relayType", kind: "number", value: type, text: String(type) });
    decodeGateway(reader, fields, type, "relay");
  },
};

/** `<algorithm> <HIT in hex> <public key in base64>`: the lengths stand in front on the wire (RFC 8005 section 5). */
export const hipKeys: Field = {
  take(input) {
    const algorithm = takeSmallNumber(input, "public key algorithm", 255);
    const hit = takeDigits(input, "host identity tag", HEX, 255);
    const key = takeDigits(input, "public key", BASE64, 0xffff);
    writeUint8(input.wire, hit.length);
    writeUint8(input.wire, algorithm);
    writeUint16(input.wire, key.length);
    writeOctets(input.wire, hit);
    writeOctets(input.wire, key);
  },
  decode(reader, fields) {
    const hitLength = readUint8(reader);
    const algorithm = readUint8(reader);
    const keyLength = readUint16(reader);
    const hit = readOctets(reader, hitLength);
    const key = readOctets(reader, keyLength);
    if (hit.length === 0 || key.length === 0) fail(reader, "the host identity tag or the public key is empty");
    fields.push({ name: "algorithm", kind: "number", value: algorithm, text: String(algorithm) });
    fields.push({ name: "hit", kind: "octets", value: hit, text: HEX.encode(hit) });
    fields.push({ name: "publicKey", kind: "octets", value: key, text: BASE64.encode(key) });
  },
};

// --------------------------------------------------------------------------------------------------------------------------

function checkGatewayType(value: number): string | undefined {
  return value <= GATEWAY.name ? undefined : "the gateway type has to be 0, 1, 2 or 3; others are written as \\#";
}

function takeGateway(input: DataInput, type: number, what: string): void {
  if (!input.isGood) {
    // What it has to be is not known.
    takeWord(input.cursor, what, input.section);
    return;
  }
  switch (type) {
    case GATEWAY.ip4:
      return takeAddress(input, what, 4);
    case GATEWAY.ip6:
      return takeAddress(input, what, 6);
    case GATEWAY.name:
      return takeNameField(input, what);
    default: {
      const text = takeFieldText(input, what);
      if (text === undefined || text === ".") return;
      rejectField(input, "bad-data", `a ${what} of type 0 is none and written ".", not ${quoted(text)}`);
    }
  }
}

function decodeGateway(reader: WireReader, fields: RdataField[], type: number, name: string): void {
  switch (type) {
    case GATEWAY.none:
      fields.push({ name, kind: "string", value: "", text: "." });
      return;
    case GATEWAY.ip4:
      return decodeAddress(reader, fields, name, 4);
    case GATEWAY.ip6:
      return decodeAddress(reader, fields, name, 6);
    case GATEWAY.name:
      return decodeNameField(reader, fields, name);
    default:
      // A type of later documents: where its gateway ends is not known.
      reader.isOpaque = true;
      fields.push({ name, kind: "octets", value: readOctets(reader), text: "" });
  }
}

function takeSmallNumber(input: DataInput, what: string, max: number): number {
  const value = takeNumber(input.cursor, what, max, input.section);
  if (value === undefined) input.isGood = false;
  return value ?? 0;
}

function takeDigits(input: DataInput, what: string, encoding: typeof HEX, max: number): Uint8Array {
  const text = takeFieldText(input, what);
  const octets = text === undefined ? undefined : decodeWord(input, text, what, encoding);
  if (octets !== undefined && octets.length >= 1 && octets.length <= max) return octets;
  if (octets !== undefined) {
    rejectField(input, "bad-length", `the ${what} has ${inOctets(octets.length)}, but 1 to ${max} are needed`);
  }
  return new Uint8Array(0);
}
