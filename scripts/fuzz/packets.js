// DNS packets: decoded, compared with a query, and read as the answer to a question.
import { domainName } from "../../dist/lib/base/name.js";
import { typeCode } from "../../dist/lib/base/question.js";
import { readAnswer } from "../../dist/lib/dns/chain.js";
import { MAX_RECORDS, decodeMessage, encodeQuery, isTruncated, matchReply, restoreCase } from "../../dist/lib/dns/message.js";
import { formatRecordData } from "../../dist/lib/zone/print.js";
import { isEqual, isOctets, isPrintable, must, mustBeAnswer } from "./invariant.js";
import { createMutator } from "./mutate.js";
import { ASKED, PACKETS } from "./packet-corpus.js";

const mutate = createMutator({ corpus: PACKETS, head: 12 });
const asked = ASKED.map(([name, type]) => {
  const question = { name: domainName(name), type };
  return { question, query: encodeQuery({ id: 1, question, edns: false, recursionDesired: true }) };
});

export default {
  name: "packets",

  generate(random) {
    return { asked: random.pick(asked), octets: mutate(random) };
  },

  check({ asked: { question, query }, octets }) {
    const message = decodeMessage(octets);
    const match = matchReply(query, octets);
    isTruncated(octets);
    if ("malformed" in message) {
      must(isPrintable(message.malformed), "what is wrong with a message is said in printable ASCII");
      return;
    }
    mustBeMessage(message);
    mustAgree(message, octets);
    if (match === "exact" || match === "folded") {
      const [first] = message.questions;
      must(first.name.equals(question.name) && first.type === question.type, "a reply that matches repeats the question");
      const restored = Uint8Array.from(octets);
      restoreCase(restored, question.name);
      must(matchReply(query, restored) === "exact", "the question has the case that it was asked with");
    }
    const [own] = message.questions;
    read(message, question);
    // What the message itself is about is followed further.
    if (own !== undefined) read(message, own);
  },

  show({ asked: { question }, octets }) {
    return `as a reply to ${question.name.text} ${question.type}, in hex:\n${octets.toString("hex")}`;
  },
};

function mustBeMessage(message) {
  for (const section of [message.answers, message.authority, message.additional]) {
    must(section.length <= MAX_RECORDS, "a section keeps a bounded number of records");
    for (const { name, ttl, data } of section) {
      must(name.wireLength <= 255 && isPrintable(name.text), "a name has at most 255 octets and a printable text");
      must(ttl >= 0 && ttl <= 0x7fffffff, "a TTL has 31 bits");
      // A CAA tag is what the other side wrote, and is not for the presentation form as it stands.
      if (data.type !== "CAA") must(isPrintable(formatRecordData(data)), "the presentation form is printable");
      if (data.type === "TXT") must(data.strings.length > 0 && data.strings.every((text) => text.length <= 255), "TXT strings");
    }
  }
}

// The types whose data is one name behind so many octets, and those whose data always has so many octets.
const NAME_BEHIND = { NS: 0, CNAME: 0, PTR: 0, MX: 2, SRV: 6 };
const FIXED = { A: 4, AAAA: 16 };

/** A plain reading of the same octets, record by record, which a message that was accepted must agree with. */
function mustAgree(message, octets) {
  let at = 12;
  for (const { name, type } of message.questions) {
    at = mustBeName(octets, at, name) + 4;
    must(typeCode(type) === octets.readUInt16BE(at - 4), "the type of the question is that on the wire");
  }
  for (let left = octets.readUInt16BE(6) + octets.readUInt16BE(8), index = 0; left > 0; left--, index++) {
    const inAnswers = index < octets.readUInt16BE(6);
    const record = inAnswers ? message.answers[index] : message.authority[index - octets.readUInt16BE(6)];
    // More than are kept.
    if (record === undefined) return;
    const { name, type, data } = record;
    const fields = mustBeName(octets, at, name);
    const [start, length] = [fields + 10, octets.readUInt16BE(fields + 8)];
    at = start + length;
    must(at <= octets.length, "data is within the message");
    must(typeCode(type) === octets.readUInt16BE(fields), "the type is that on the wire");
    if (data.type === "UNKNOWN") must(data.octets.length === length, "data is as long as it says");
    if (data.type in FIXED) must(length === FIXED[data.type], "an address is as long as addresses are");
    if (data.type in NAME_BEHIND) {
      const end = mustBeName(octets, start + NAME_BEHIND[data.type], data.target ?? data.exchange, at);
      must(end === at, "a name ends with its data");
    }
    if (data.type === "TXT") {
      const sum = data.strings.reduce((all, text) => all + 1 + text.length, 0);
      must(sum === length && data.strings.every(isOctets), "the strings are all the data");
    }
  }
}

/** Reads a name, whose pointers each go to before the part that they stand in. Gives the place behind it. */
function mustBeName(octets, start, { labels }, end = octets.length) {
  let [at, partStart, behind, limit] = [start, start, -1, end];
  const found = [];
  for (;;) {
    must(at < limit, "a name is within its place");
    const length = octets[at];
    if (length >= 0xc0) {
      must(at + 2 <= limit, "a pointer is within its place");
      const target = octets.readUInt16BE(at) & 0x3fff;
      must(target < partStart, "a pointer goes backwards");
      if (behind < 0) behind = at + 2;
      [at, partStart, limit] = [target, target, octets.length];
    } else {
      must(length <= 63, "a label has at most 63 octets");
      at += length + 1;
      if (length === 0) break;
      found.push(octets.latin1Slice(at - length, at));
    }
  }
  must(isEqual(found, labels), "a name has the labels that are on the wire");
  return behind < 0 ? at : behind;
}

function read(message, question) {
  const reading = readAnswer(message, question);
  if ("answer" in reading) mustBeAnswer(reading.answer, question.type);
  else if ("fault" in reading) must(isPrintable(reading.fault), "a fault is said in printable ASCII");
  else must(reading.aliases.length >= 1 && reading.aliases.length <= 10 && reading.ttl <= 0x7fffffff, "an alias is bounded");
}
