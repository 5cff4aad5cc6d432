/** `WKS <address> <protocol> <service>...`: services as names or ports, in a bitmap (RFC 1035 section 3.4.2). */
import { hasMore, parseDecimal } from "../fields.js";
import { quoted } from "../problems.js";
import { bitmapOf, readBits } from "./bitmap.js";
import { type Field, rejectField, takeFieldText } from "./field.js";
import { uint8 } from "./numbers.js";
import { writeOctets } from "./wire.js";

const protocol = uint8("protocol", "protocol", {
  mnemonics: new Map([
    ["TCP", 6],
    ["UDP", 17],
    ["ICMP", 1],
  ]),
});

// The services of RFC 1010 and RFC 1700 that have been seen in WKS records; others are written as ports.
const PORTS: ReadonlyMap<string, number> = new Map([
  ["echo", 7],
  ["discard", 9],
  ["systat", 11],
  ["daytime", 13],
  ["netstat", 15],
  ["qotd", 17],
  ["chargen", 19],
  ["ftp-data", 20],
  ["ftp", 21],
  ["ssh", 22],
  ["telnet", 23],
  ["smtp", 25],
  ["time", 37],
  ["nameserver", 42],
  ["nicname", 43],
  ["whois", 43],
  ["domain", 53],
  ["bootps", 67],
  ["bootpc", 68],
  ["tftp", 69],
  ["gopher", 70],
  ["finger", 79],
  ["http", 80],
  ["www", 80],
  ["kerberos", 88],
  ["hostnames", 101],
  ["pop2", 109],
  ["pop3", 110],
  ["sunrpc", 111],
  ["auth", 113],
  ["nntp", 119],
  ["ntp", 123],
  ["imap", 143],
  ["imap2", 143],
  ["snmp", 161],
  ["https", 443],
  ["exec", 512],
  ["login", 513],
  ["shell", 514],
  ["printer", 515],
]);

/** The protocol and the services. */
export const wksServices: Field = {
  take(input) {
    protocol.take(input);
    const ports = new Set<number>();
    while (hasMore(input.cursor)) {
      const text = takeFieldText(input, "service");
      if (text === undefined) continue;
      const port = parseDecimal(text) ?? (text.length <= 16 ? PORTS.get(text.toLowerCase()) : undefined);
      if (port !== undefined && port <= 0xffff) ports.add(port);
      else rejectField(input, "bad-number", `the service ${quoted(text)} has to be a port up to 65535 or a name such as smtp`);
    }
    writeOctets(input.wire, bitmapOf([...ports]));
  },
  decode(reader, fields) {
    protocol.decode(reader, fields);
    const value: number[] = [];
    readBits(reader, reader.octets.length - reader.at, 0, value);
    fields.push({ name: "services", kind: "numbers", value, text: value.join(" ") });
  },
};
