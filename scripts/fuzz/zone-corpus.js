// Master files: the examples of this repository, and small ones that have every type and every form that is read.
import { readFileSync, readdirSync } from "node:fs";

const folder = new URL("../../zones/", import.meta.url);
const examples = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".zone"))
  .toSorted()
  .map((file) => readFileSync(new URL(file.replaceAll("\\", "/"), folder)));

const SOA = "@ IN SOA ns1 root 1 2 3 4 5\n";

const small = [
  `$ORIGIN example.test.\n$TTL 300\n${SOA}@ NS ns1\nns1 A 192.0.2.1\n  AAAA 2001:db8::1\n`,
  `${SOA}@ TXT "v=spf1 include:_spf -all"\n_spf TXT "v=spf1 a:mail ~all"\nmail 60 IN A 192.0.2.2\nwww CNAME mail\n`,
  `$TTL 1h30m\n@ 1D IN SOA ns1.example.test. root\\.a.example.test. (\n\t2024010101 ; serial\n\t4h 1h 2w\n\t15m )\n`,
  '@ TXT ( "a" ; a comment\n  "b" "c" )\n@ TXT plain words too "\\"quoted\\"" "\\065\\\\"\n@ SPF "v=spf1 -all"\n',
  "*.wild MX 10 mail\nmail.sub.wild A 192.0.2.3\n@ MX 0 .\n@ MX 10 mx1\n@ MX 20 mx2.other.test.\n",
  '_sip._udp SRV 1 2 5060 sip\n1.2.0.192.in-addr.arpa. PTR mail\n@ CAA 0 issue "ca.test; a=b"\n@ CAA 128 iodef mailto:x@y.test\n',
  "@ TYPE65280 \\# 3 010203\n@ TYPE1 \\# 4 C0000201\n@ TXT \\# 4 03 61 62 63\n@ TYPE16 \\# 1 00\n@ CLASS1 TYPE10 \\# 0\n",
  "@ MX \\# 9 000A 0161 04746573 7400\n@ SOA \\# 0\n@ AAAA \\# 16 20010db8000000000000000000000001\n",
  "a CNAME b\nb CNAME c\nc CNAME a\nd CNAME d\ne CNAME elsewhere.other.test.\ne CNAME f\nf A 192.0.2.1\nf CNAME g\n",
  `${SOA}sub NS ns.sub\nns.sub A 192.0.2.4\nsub DS 1 8 2 abcd\nold DNAME new\nx.y.z A 192.0.2.5\n`,
  '@ HINFO "PC" "Linux"\n@ NAPTR 100 10 "U" "E2U+sip" "!^.*$!sip:x@y.test!" .\n@ APL\n@ DNSKEY 256 3 8 AwEAAa==\n@ LOC 1 2 N 3 4 E 5m\n',
  '@ CH TXT "chaos"\n@ HS A 192.0.2.1\n@ 300 CH A 1\n@ IN 300 A 192.0.2.6\n@ 300 IN A 192.0.2.7\n@ IN A 192.0.2.7\n',
  "$INCLUDE other.zone\n$GENERATE 1-10 host$ A 192.0.2.$\n$ORIGIN sub\n@ A 192.0.2.8\n$ORIGIN .\na.test. A 192.0.2.9\n$TTL 4294967296\n",
  '\\@ A 192.0.2.1\n\\# A 192.0.2.1\n\\$x A 192.0.2.1\na\\.b A 192.0.2.1\n\\000\\255 A 192.0.2.1\nin A 192.0.2.1\n60 A 192.0.2.1\n"q" A 1\n',
  '# a hash\n; a comment\n\n   \n\t; indented\n @ A 192.0.2.1\n@ A 192.0.2.1 ; behind\r\n@ A 192.0.2.2\r@ TXT "open\n@ TXT a"b"c\n',
  '@ TXT ((( "deep" ) ) )\n@ A ( 192.0.2.1\n@ A ) 192.0.2.1\n(@ A 192.0.2.1)\n',
  '\u00ef\u00bb\u00bf@ TXT "v=spf1 -all" # not a comment\n__proto__ A 192.0.2.1\nconstructor TXT toString\n',
  `@ TXT "${"x".repeat(255)}" "${"y".repeat(256)}"\n${"a.".repeat(126)}b A 192.0.2.1\n`,
  'other.net. A 192.0.2.1\nb\u00fccher A 192.0.2.1\n@ TXT "\u00fc\\195\\188"\n@ ANY x\n@ OPT x\n@ TYPE255 \\# 0\n@ CLASS65536 A 1\n',
];

export const ZONES = [...examples, ...small.map((text) => Buffer.from(text, "latin1"))];

export const TOKENS = [
  ..."@,$ORIGIN ,$TTL ,$INCLUDE x,$GENERATE 1-4294967295 a A 1,IN,CH,A 192.0.2.1,AAAA ::1,TXT ,MX 10 a,CNAME ,NS a,SOA ".split(
    ",",
  ),
  ...[
    "SRV 1 2 3 a",
    "CAA 0 issue a",
    "PTR a",
    "SPF a",
    "TYPE65535 ",
    "\\# 0",
    "\\# 1 00",
    "\\# 65535 ",
    "DS 1 2 3 a",
    "DNAME a",
  ],
  ...[
    "(",
    ")",
    '"',
    ";",
    "\\",
    "\\000",
    "\\255",
    "\\256",
    "\\.",
    "\n",
    "\r\n",
    "\r",
    "\t",
    " ",
    "\n ",
    "\n\n",
    "#",
    "\n#",
    "*",
    "*.a",
    ".",
  ],
  ...[
    "0",
    "4294967295",
    "4294967296",
    "2147483648",
    "1w2d3h4m5s",
    "65536",
    "a.",
    "a..b",
    "example.test.",
    "v=spf1 mx -all",
    "x".repeat(64),
  ],
];
