/** `APL [!]<family>:<address>/<prefix>...`: lists of address prefixes (RFC 3123 section 5). The list may be empty. */
import { formatIp, ipFromOctets, ipOctets, parseIp4, parseIp6 } from "../../base/ip.js";
import { hasMore, parseDecimal } from "../fields.js";
import { quoted } from "../problems.js";
import { type Field, rejectField, takeFieldText } from "./field.js";
import { fail, hasOctets, readOctets, readUint8, readUint16, writeOctets, writeUint8, writeUint16 } from "./wire.js";

/** Address families (IANA, "Address Family Numbers"). Others have no text in RFC 3123. */
const IPV4 = 1;
const IPV6 = 2;
const NEGATION = 0x80;

export const aplPrefixes: Field = {
  take(input) {
    while (hasMore(input.cursor)) {
      const text = takeFieldText(input, "address prefix");
      if (text === undefined) continue;
      const isNegated = text.startsWith("!");
      const colon = text.indexOf(":");
      const slash = text.lastIndexOf("/");
      const family = parseDecimal(text.slice(isNegated ? 1 : 0, Math.max(colon, 0)));
      const address = text.slice(colon + 1, Math.max(slash, 0));
      const octets = family === IPV4 ? parseIp4(address) : family === IPV6 ? parseIp6(address) : undefined;
      const prefix = parseDecimal(text.slice(slash + 1));
      if (octets === undefined || prefix === undefined || prefix > (family === IPV4 ? 32 : 128)) {
        const message = `an address prefix has to look like 1:192.0.2.0/24 or !2:2001:db8::/32, not ${quoted(text)}`;
        rejectField(input, "bad-address", message);
        continue;
      }
      const part = withoutLastZeros(ipOctets(octets));
      writeUint16(input.wire, family ?? 0);
      writeUint8(input.wire, prefix);
      writeUint8(input.wire, (isNegated ? NEGATION : 0) | part.length);
      writeOctets(input.wire, part);
    }
  },
  decode(reader, fields) {
    while (hasOctets(reader)) {
      const family = readUint16(reader);
      const prefix = readUint8(reader);
      const flags = readUint8(reader);
      const part = readOctets(reader, flags & ~NEGATION);
      const length = family === IPV4 ? 4 : 16;
      const isKnown = family === IPV4 || family === IPV6;
      if (!isKnown) reader.isOpaque = true;
      // RFC 3123 section 4: zeros at the end are not written.
      if (part.at(-1) === 0) fail(reader, "an address prefix ends with zeros");
      if (isKnown && (part.length > length || prefix > length * 8)) fail(reader, "an address prefix is too long");
      if (reader.problem !== undefined || reader.isOpaque) continue;
      const octets = new Uint8Array(length);
      octets.set(part);
      const address = ipFromOctets(octets);
      const text = `${flags >= NEGATION ? "!" : ""}${family}:${address === undefined ? "" : formatIp(address)}/${prefix}`;
      fields.push({ name: "prefix", kind: "string", value: text, text });
    }
  },
};

function withoutLastZeros(octets: Uint8Array): Uint8Array {
  let { length } = octets;
  while (length > 0 && octets[length - 1] === 0) length--;
  return octets.subarray(0, length);
}
