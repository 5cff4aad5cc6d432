// DNS messages as servers send them: written with dns-packet, and by hand with compression, which dns-packet does not write.
import packet from "dns-packet";

const AUTHORITATIVE = packet.AUTHORITATIVE_ANSWER;
const RECURSIVE = packet.RECURSION_DESIRED | packet.RECURSION_AVAILABLE;
const NXDOMAIN = 3;

const soa = {
  type: "SOA",
  name: "example.test",
  ttl: 900,
  data: { mname: "ns1.example.test", rname: "root.example.test", serial: 1, refresh: 1, retry: 1, expire: 1, minimum: 60 },
};

const plain = (question, { answers = [], authorities = [], additionals = [], flags = RECURSIVE } = {}) =>
  Buffer.from(packet.encode({ type: "response", id: 1, flags, questions: [question], answers, authorities, additionals }));

const opt = { type: "OPT", name: ".", udpPayloadSize: 1232, flags: 0, extendedRcode: 0, ednsVersion: 0, options: [] };
const ask = (name, type) => ({ name, type, class: "IN" });
const record = (name, type, data, ttl = 300) => ({ name, type, class: "IN", ttl, data });
const text = "v=spf1 ip4:192.0.2.0/24 include:_spf.example.test ~all";

const written = [
  plain(ask("example.test", "TXT"), { answers: [record("example.test", "TXT", [text])], additionals: [opt] }),
  plain(ask("example.test", "TXT"), {
    answers: [record("example.test", "TXT", ["v=spf1 ", "mx -all"]), record("example.test", "TXT", ["a".repeat(255), ""])],
  }),
  plain(ask("mail.example.test", "A"), {
    answers: [record("mail.example.test", "A", "192.0.2.1"), record("mail.example.test", "A", "192.0.2.2")],
  }),
  plain(ask("mail.example.test", "AAAA"), { answers: [record("mail.example.test", "AAAA", "2001:db8::1")] }),
  plain(ask("example.test", "MX"), {
    answers: Array.from({ length: 6 }, (_, index) =>
      record("example.test", "MX", { preference: index, exchange: `mx${index}.example.test` }),
    ),
    additionals: [record("mx0.example.test", "A", "192.0.2.3"), opt],
  }),
  plain(ask("www.example.test", "A"), {
    answers: [
      record("www.example.test", "CNAME", "a.example.test"),
      record("a.example.test", "CNAME", "b.example.test", 5),
      record("b.example.test", "A", "192.0.2.4"),
    ],
  }),
  plain(ask("loop.example.test", "A"), { answers: [record("loop.example.test", "CNAME", "loop.example.test")] }),
  plain(ask("none.example.test", "A"), { authorities: [soa], flags: RECURSIVE | NXDOMAIN }),
  plain(ask("example.test", "A"), { authorities: [soa], flags: AUTHORITATIVE }),
  plain(ask("sub.example.test", "A"), { authorities: [record("sub.example.test", "NS", "ns.sub.example.test")], flags: 0 }),
  plain(ask("1.2.0.192.in-addr.arpa", "PTR"), {
    answers: [record("1.2.0.192.in-addr.arpa", "PTR", "mail.example.test")],
  }),
  plain(ask("_sip._udp.example.test", "SRV"), {
    answers: [record("_sip._udp.example.test", "SRV", { priority: 1, weight: 2, port: 5060, target: "sip.example.test" })],
  }),
  plain(ask("example.test", "CAA"), {
    answers: [record("example.test", "CAA", { flags: 0, tag: "issue", value: "ca.example.net" })],
  }),
  plain(ask("example.test", "HINFO"), { answers: [record("example.test", "HINFO", { cpu: "x", os: "y" })] }),
  plain(ask("example.test", "SOA"), { answers: [soa], flags: RECURSIVE | AUTHORITATIVE }),
  Buffer.from(packet.encode({ type: "query", id: 1, flags: RECURSIVE, questions: [ask("example.test", "TXT")] })),
];

// --------------------------------------------------------------------------------------------------------------------------

const u16 = (value) => [(value >>> 8) & 0xff, value & 0xff];
const u32 = (value) => [...u16(value >>> 16), ...u16(value)];
const pointer = (offset) => u16(0xc000 | offset);
const labels = (...texts) => texts.flatMap((label) => [label.length, ...Buffer.from(label, "latin1")]);
const name = (...texts) => [...labels(...texts), 0];
const rr = (owner, type, data, { ttl = 300, recordClass = 1 } = {}) => [
  ...owner,
  ...u16(type),
  ...u16(recordClass),
  ...u32(ttl),
  ...u16(data.length),
  ...data,
];
// The question's name starts at 12, where most pointers go.
const compressed = (question, type, [answers, authorities, additionals], flags = 0x8180) =>
  Buffer.from([
    ...u16(1),
    ...u16(flags),
    ...u16(1),
    ...[answers, authorities, additionals].flatMap((section) => u16(section.length)),
    ...question,
    ...u16(type),
    ...u16(1),
    ...[answers, authorities, additionals].flat(2),
  ]);

const QUESTION = name("example", "test");
const own = pointer(12);
const optRecord = [0, ...u16(41), ...u16(1232), ...u32(0), ...u16(0)];
const times = (count, make) => Array.from({ length: count }, (_, index) => make(index));

const byHand = [
  compressed(QUESTION, 15, [
    times(10, (index) => rr(own, 15, [...u16(index), ...labels(`mx${index}`), ...own])),
    [],
    [optRecord],
  ]),
  compressed(QUESTION, 16, [[rr(own, 16, [5, ...Buffer.from("v=spf"), 6, ...Buffer.from("1 -all")])], [], []]),
  compressed(QUESTION, 1, [times(30, (index) => rr(own, 1, [192, 0, 2, index])), [], [optRecord]]),
  compressed(QUESTION, 28, [[rr(own, 28, [0x20, 1, 0x0d, 0xb8, ...Array(12).fill(0)])], [], []]),
  // A chain of aliases whose names are pointers into the data of the record before.
  compressed(QUESTION, 1, [
    [
      rr(own, 5, [...labels("a"), ...own]),
      rr(pointer(42), 5, [...labels("b"), ...pointer(42)]),
      rr(pointer(56), 1, [192, 0, 2, 1]),
    ],
    [],
    [],
  ]),
  // Twelve aliases, one more than is followed.
  compressed(QUESTION, 1, [
    [
      rr(own, 5, [...labels("c0"), ...own]),
      ...times(12, (index) => rr([...labels(`c${index}`), ...own], 5, [...labels(`c${index + 1}`), ...own])),
    ],
    [],
    [],
  ]),
  compressed(QUESTION, 1, [
    [],
    [rr(own, 6, [...labels("ns"), ...own, ...labels("root"), ...own, ...times(5, (index) => u32(index * 100)).flat()])],
    [],
  ]),
  compressed(
    QUESTION,
    1,
    [[], [rr(own, 6, [...own, ...own, ...Array(20).fill(0xff)], { ttl: 0xffffffff })], [optRecord]],
    0x8183,
  ),
  compressed(QUESTION, 33, [[rr(own, 33, [...u16(1), ...u16(2), ...u16(3), ...labels("srv"), ...own])], [], []]),
  compressed(QUESTION, 257, [[rr(own, 257, [128, 5, ...Buffer.from("issue"), ...Buffer.from("ca.test; x=1")])], [], []]),
  compressed(QUESTION, 99, [[rr(own, 99, [11, ...Buffer.from("v=spf1 -all")])], [], []]),
  compressed(QUESTION, 2, [[], [rr(own, 2, [...labels("ns1"), ...own]), rr(own, 2, [...labels("ns2"), ...own])], []], 0x8000),
  compressed(QUESTION, 65_280, [[rr(own, 65_280, [1, 2, 3]), rr(own, 10, []), rr(own, 1, [1], { recordClass: 3 })], [], []]),
  // The longest name, and labels of octets that are no letters.
  compressed([...labels(...times(3, () => "x".repeat(63)), "y".repeat(61)), 0], 12, [[rr(own, 12, own)], [], []]),
  compressed(name("a.b", "\0\xff", "TeSt"), 12, [[rr(own, 12, name("a.b", "\0\xff", "test"))], [], []]),
  // Pointers to pointers.
  compressed(QUESTION, 12, [times(8, (index) => rr(index === 0 ? own : pointer(18 + index * 14), 12, own)), [], []]),
  compressed([0], 2, [[rr([0], 2, name("a", "root-servers", "net"))], [], []]),
  // The header alone: an error of a server that did not understand.
  Buffer.from([...u16(1), ...u16(0x8181), ...Array(8).fill(0)]),
];

export const PACKETS = [...written, ...byHand];

/** Questions that the packets are read as replies to. */
export const ASKED = [
  ["example.test", "TXT"],
  ["example.test", "MX"],
  ["example.test", "A"],
  ["example.test", "CNAME"],
  ["www.example.test", "A"],
  ["mail.example.test", "AAAA"],
  ["1.2.0.192.in-addr.arpa", "PTR"],
  ["a\\.b.\\000\\255.test", "PTR"],
  [".", "NS"],
  ["example.test", "TYPE65280"],
];
