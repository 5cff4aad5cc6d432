/** Types that belong to no family, and fields that one type alone has. */
import { hasMore, takeString } from "../fields.js";
import { quoted } from "../problems.js";
import { encodeBase64 } from "./encodings.js";
import { type DataFormat, type Field, dataFormat, rejectField, takeFieldText } from "./field.js";
import { uint8, uint32 } from "./numbers.js";
import { BASE64, restBase64, takeRest } from "./octets.js";
import { formatString, stringField, stringList } from "./text.js";
import { fail, latin1, readOctets, readString, readUint32, writeOctets, writeString, writeText, writeUint32 } from "./wire.js";

/** `<tag> <value>` of CAA: the value is the rest of the data and may be longer than 255 octets (RFC 8659 section 4.1.1). */
const caaTag: Field = {
  take(input) {
    const tag = takeFieldText(input, "tag");
    if (tag !== undefined && !CAA_TAG.test(tag)) {
      const message = `the tag ${quoted(tag)} has to be letters and digits, such as issue, issuewild or iodef`;
      rejectField(input, "bad-caa-tag", message);
    }
    const value = takeString(input.cursor, "value", input.section, 0xffff - 2 - (tag?.length ?? 0));
    if (value === undefined) input.isGood = false;
    if (!input.isGood) return;
    writeString(input.wire, tag ?? "");
    writeText(input.wire, value ?? "");
  },
  decode(reader, fields) {
    const tag = readString(reader);
    if (!CAA_TAG.test(tag)) fail(reader, "the tag is not letters and digits");
    const value = latin1(readOctets(reader));
    fields.push({ name: "tag", kind: "string", value: tag, text: tag });
    fields.push({ name: "value", kind: "string", value, text: formatString(value) });
  },
};

const CAA_TAG = /^[A-Za-z0-9]{1,255}$/;

/** Base64 that is the rest of the data, or `-` for none (draft-durand-doa-over-dns-03 section 3.3). */
const doaData: Field = {
  take(input) {
    const { tokens, next } = input.cursor;
    const isLast = next === tokens.length - 1;
    if (!hasMore(input.cursor) || isLast) {
      const text = takeFieldText(input, "data");
      if (text === undefined || text === "-") return;
      input.cursor.next--;
    }
    const octets = takeRest(input, "data", BASE64);
    if (octets !== undefined) writeOctets(input.wire, octets);
  },
  decode(reader, fields) {
    const value = readOctets(reader);
    fields.push({
      name: "data",
      kind: "octets",
      value,
      text: value.length === 0 ? "-" : encodeBase64(value),
    });
  },
};

/** A decimal number of 64 bits. */
function largeNumber(name: string, what: string): Field {
  return {
    take(input) {
      const text = takeFieldText(input, what);
      if (text === undefined) return;
      const value = /^[0-9]{1,20}$/.test(text) ? BigInt(text) : MAX_UINT64 + 1n;
      if (value > MAX_UINT64) {
        rejectField(input, "bad-number", `the ${what} has to be a number of 64 bits, not ${quoted(text)}`);
        return;
      }
      writeUint32(input.wire, Number(value >> 32n));
      writeUint32(input.wire, Number(value & 0xffff_ffffn));
    },
    decode(reader, fields) {
      const value = String((BigInt(readUint32(reader)) << 32n) + BigInt(readUint32(reader)));
      fields.push({ name, kind: "string", value, text: value });
    },
  };
}

const MAX_UINT64 = 0xffff_ffff_ffff_ffffn;

// --------------------------------------------------------------------------------------------------------------------------

export const OTHER_FORMATS: readonly DataFormat[] = [
  /** `SINK <meaning> <coding> <subcoding> [<data>]` */
  dataFormat(40, "draft-eastlake-kitchen-sink-02", [
    uint8("meaning", "meaning"),
    uint8("coding", "coding"),
    uint8("subcoding", "subcoding"),
    restBase64("data", "data", { least: 0 }),
  ]),
  /** `NINFO|AVC|RESINFO|WALLET|CLA <string>...`, as TXT */
  dataFormat(56, "draft-reid-dnsext-zs-01", [stringList("text", "text")]),
  dataFormat(258, "IANA AVC", [stringList("text", "text")]),
  dataFormat(261, "RFC 9606 5", [stringList("text", "text")]),
  dataFormat(262, "IANA WALLET", [stringList("text", "text")]),
  dataFormat(263, "draft-johnson-dns-ipn-cla-07", [stringList("text", "text")]),
  /** `HHIT|BRID <base64>` */
  dataFormat(67, "RFC 9886 5.1", [restBase64("data", "data")]),
  dataFormat(68, "RFC 9886 5.2", [restBase64("data", "data")]),
  // UINFO, UID and GID have mnemonics but no format that was published.
  dataFormat(100, "RFC 3597 5", undefined),
  dataFormat(101, "RFC 3597 5", undefined),
  dataFormat(102, "RFC 3597 5", undefined),
  /** `UNSPEC <base64>` */
  dataFormat(103, "BIND", [restBase64("data", "data", { least: 0 })]),
  /** `CAA <flags> <tag> <value>` */
  dataFormat(257, "RFC 8659 4.1.1", [uint8("flags", "flags field"), caaTag]),
  /** `DOA <enterprise> <type> <location> <media type> <data>|-` */
  dataFormat(259, "draft-durand-doa-over-dns-03", [
    uint32("enterprise", "enterprise number"),
    uint32("doaType", "type"),
    uint8("location", "location"),
    stringField("mediaType", "media type"),
    doaData,
  ]),
  /** `IPN <number>`, of 64 bits */
  dataFormat(264, "draft-johnson-dns-ipn-cla-07", [largeNumber("node", "node number")]),
];
