/**
 * `A6 <prefix length> [<address suffix>] [<prefix name>]` (RFC 2874 section 3.1): the suffix is left out when the prefix has all
 * 128 bits, the name when it has none.
 */
import { formatIp, ipFromOctets, ipOctets, parseIp6 } from "../../base/ip.js";
import { takeWord } from "../fields.js";
import { quoted } from "../problems.js";
import { type Field, rejectField, takeFieldText } from "./field.js";
import { uint8 } from "./numbers.js";
import { decodeNameField, takeNameField } from "./text.js";
import { readOctets, writeOctets } from "./wire.js";

const ADDRESS_OCTETS = 16;

const prefixLength = uint8("prefixLength", "prefix length", {
  check: (value) => (value <= 128 ? undefined : "the prefix length has to be a number from 0 to 128"),
});

export const a6Fields: Field = {
  take(input) {
    const at = input.wire.length;
    prefixLength.take(input);
    if (!input.isGood) {
      // Which fields follow is not known.
      while (input.cursor.next < input.cursor.tokens.length) takeWord(input.cursor, "address suffix", input.section);
      return;
    }
    const prefix = input.wire.octets[at] ?? 0;
    if (prefix < 128) {
      const text = takeFieldText(input, "address suffix");
      const address = text === undefined ? undefined : parseIp6(text);
      if (text !== undefined && address === undefined) {
        const message = `the address suffix has to be an IPv6 address such as ::1, not ${quoted(text)}`;
        rejectField(input, "bad-address", message);
      }
      if (address !== undefined) {
        const octets = ipOctets(address);
        clearPrefix(octets, prefix);
        writeOctets(input.wire, octets.subarray(prefix >>> 3));
      }
    }
    if (prefix > 0) takeNameField(input, "prefix name");
  },
  decode(reader, fields) {
    const at = reader.at;
    prefixLength.decode(reader, fields);
    const prefix = reader.octets[at] ?? 0;
    if (prefix < 128) {
      const octets = new Uint8Array(ADDRESS_OCTETS);
      octets.set(
        readOctets(reader, reader.problem === undefined ? ADDRESS_OCTETS - (prefix >>> 3) : 0),
        Math.min(prefix >>> 3, 15),
      );
      const address = ipFromOctets(octets);
      // RFC 2874 section 3.1.1: bits of the prefix are ignored. They could not be written back.
      if (((octets[prefix >>> 3] ?? 0) & ~(0xff >>> (prefix & 7))) !== 0) reader.isOpaque = true;
      if (address !== undefined) fields.push({ name: "suffix", kind: "address", value: address, text: formatIp(address) });
    }
    if (prefix > 0) decodeNameField(reader, fields, "prefixName");
  },
};

// RFC 2874 section 3.1: the bits that the prefix stands for are zero.
function clearPrefix(octets: Uint8Array, prefix: number): void {
  octets.fill(0, 0, prefix >>> 3);
  const at = prefix >>> 3;
  octets[at] = (octets[at] ?? 0) & (0xff >>> (prefix & 7));
}
