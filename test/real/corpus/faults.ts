/** Zones with one fault each, apart from the data of records: « stands in front of the line that has it. */
import type { ZoneText } from "./zone-text.js";

const LABEL = "a".repeat(63);
/** With the origin of 15 octets on the wire, one octet too long. */
const TOO_LONG = [LABEL, LABEL, LABEL, "b".repeat(48)].join(".");
const SOA = "SOA ns1 hostmaster 2026010101 14400 3600 1209600 900";
const HEAD = "$ORIGIN {origin}.\n$TTL 3600\n";
const APEX = `@ IN ${SOA}\n@ IN NS ns1\nns1 IN A 192.0.2.53\n`;

const body = (title: string, text: string, files?: ZoneText["files"]): ZoneText => ({
  title,
  body: text,
  ...(files === undefined ? {} : { files }),
});
const whole = (title: string, text: string): ZoneText => ({ title, whole: text });

const TEXT: readonly ZoneText[] = [
  whole("a NUL octet", `${HEAD}${APEX}«w IN TXT "a\0b"\n`),
  whole("a form feed", `${HEAD}${APEX}«; a page\f\nw IN A 192.0.2.1\n`),
  whole("an escape octet in a comment", `${HEAD}${APEX}«; \x1b[31m\n`),
  whole("UTF-16", "\xff\xfe«$\0T\0T\0L\0 \x001\0\n\0"),
  whole("a binary file", "\x7fELF\x02«\x01\x01\0\0\0\n"),
  whole("CR alone ends lines", `$ORIGIN {origin}.\n$TTL 3600\n«${APEX.trimEnd().replaceAll("\n", "\r")}\n`),
  body("CR within a line", "«w IN A 192.0.2.1\rv IN A 192.0.2.2\n"),
];

const WORDS: readonly ZoneText[] = [
  body("an open quote", '«w IN TXT "a\nv IN A 192.0.2.1\n'),
  body("an open quote behind a string", '«w IN TXT "a" "b\nv IN A 192.0.2.1\n'),
  body("a quote too many", '«w IN TXT "a""\nv IN A 192.0.2.1\n'),
  body("a quote that is escaped at the end", '«w IN TXT "a\\"\nv IN A 192.0.2.1\n'),
  body("a string over two lines", '«w IN TXT "a\nb"\nv IN A 192.0.2.1\n'),
  body("an open quote before another string's line", '«w IN TXT "a\nv IN TXT "b"\n'),
  body("an open quote within parentheses", 'w IN TXT ( "a"\n«"b\n"c" )\n'),
  body("an open quote that hides a comment", '«w IN TXT "a ; comment\nv IN A 192.0.2.1\n'),
  body("\\256 in a string", '«w IN TXT "\\256"\n'),
  body("\\999 in a word", "«w IN TXT \\999\n"),
  body("two digits behind a backslash", '«w IN TXT "\\12"\n'),
  body("one digit behind a backslash", '«w IN TXT "\\1x"\n'),
  body("a backslash at the end of a word", "«w IN TXT a\\\nv IN A 192.0.2.1\n"),
  body("a string of 256 octets", `«w IN TXT "${"x".repeat(256)}"\n`),
  body("a string of 256 escaped octets", `«w IN TXT "${"\\120".repeat(256)}"\n`),
  body("a word of 300 octets", `«w IN TXT ${"x".repeat(300)}\n`),
  body("a string of 256 octets on the second line", `w IN TXT ( "a"\n«"${"x".repeat(256)}" )\n`),
  body("quotes around an owner", '«"w" IN A 192.0.2.1\n'),
  body("quotes around a type", '«w IN "A" 192.0.2.1\n'),
  body("quotes around a class", '«w "IN" A 192.0.2.1\n'),
  body("quotes around a TTL", '«w "300" IN A 192.0.2.1\n'),
  body("quotes around an address", '«w IN A "192.0.2.1"\n'),
  body("quotes around a number", '«w IN MX "10" mail\n'),
  body("quotes around a name in data", '«w IN MX 10 "mail"\n'),
  body("quotes around two fields", '«w IN MX "10 mail"\n'),
  body("typographic quotes around words", "«w IN HINFO \x93a b\x94\nv IN A 192.0.2.1\n".replace("a b", "a b c")),
  body("more than 65,535 octets of data", `«w IN TXT${` "${"x".repeat(255)}"`.repeat(257)}\n`),
];

const PARENTHESES: readonly ZoneText[] = [
  body("an open parenthesis", "«w IN MX ( 10 mail\nv IN A 192.0.2.1\n"),
  body("an open parenthesis before a record with a pair", '«w IN TXT ( "a"\nv IN TXT ( "b"\n"c" )\n'),
  body("an open parenthesis in the TXT record before", '«w IN TXT ( "a" "b"\nv IN TXT "c"\n'),
  body("an open parenthesis in a comment's place", "«w IN A ( 192.0.2.1 ; web )\nv IN A 192.0.2.2\n"),
  whole("an open parenthesis at the end of the file", `${HEAD}${APEX}«w IN TXT ( "a"\n`),
  whole(
    "an open parenthesis in the SOA record",
    `${HEAD}«@ IN SOA ns1 hostmaster ( 1 14400 3600 1209600 900\n@ IN NS ns1\nns1 IN A 192.0.2.53\n`,
  ),
  body("a stray closing parenthesis", "«w IN A 192.0.2.1 )\n"),
  body("a closing parenthesis too many", "«w IN MX ( 10 mail ) )\n"),
  body("a closing parenthesis on a line of its own", "w IN A 192.0.2.1\n«)\nv IN A 192.0.2.2\n"),
  body("a closing parenthesis before the opening one", "«w IN MX ) 10 mail (\n"),
  body("two open, one closed", "«w IN MX ( ( 10\nmail )\nv IN A 192.0.2.1\n".replace("«w IN MX ( ( 10\n", "«w IN MX ( ( 10 ")),
];

const ENTRIES: readonly ZoneText[] = [
  body("an unknown type", "«w IN TXTT a\n"),
  body("an unknown type without class", "«w AA 192.0.2.1\n"),
  body("no type", "«w IN\n"),
  body("nothing but an owner", "«w\n"),
  body("an owner and a TTL", "«w 300\n"),
  body("a blank owner and no type", "w IN A 192.0.2.1\n«  IN\n"),
  body("no type, but an address", "«w IN 192.0.2.1\n"),
  body("no type and no class, but an address", "«w 192.0.2.1\n"),
  body("no owner, and the type in its place", "«MX 10 mail\n"),
  body("a type of questions", "«w IN ANY a\n"),
  body("AXFR", "«w IN AXFR\n"),
  body("OPT", "«w IN OPT \\# 0\n"),
  body("TSIG", "«w IN TSIG \\# 0\n"),
  body("TYPE255", "«w IN TYPE255 \\# 0\n"),
  body("TYPE65536", "«w IN TYPE65536 \\# 0\n"),
  body("TYPE0", "«w IN TYPE0 \\# 0\n"),
  body("TYPE without number", "«w IN TYPE \\# 0\n"),
  body("CLASS65536", "«w CLASS65536 A 192.0.2.1\n"),
  body("CLASS without number", "«w CLASS A 192.0.2.1\n"),
  body("an unknown class", "«w INN A 192.0.2.1\n"),
  body("two classes", "«w IN IN A 192.0.2.1\n"),
  body("two TTLs", "«w 300 300 IN A 192.0.2.1\n"),
  body("a TTL before and behind the class", "«w 300 IN 300 A 192.0.2.1\n"),
  body("the type twice", "«w IN A A 192.0.2.1\n"),
  body("the class behind the type", "«w A IN 192.0.2.1\n"),
  body("the TTL behind the type", "«w IN A 300 192.0.2.1\n"),
  body("two records on a line", "«w IN A 192.0.2.1 v IN A 192.0.2.2\n"),
  body("a comment of a shell behind an address", "«w IN A 192.0.2.1 # web\n"),
  body("a comment of C++", "«// web\nw IN A 192.0.2.1\n"),
  body("a comment of C", "«/* web */\nw IN A 192.0.2.1\n"),
  body("a line of equals signs", "«====\nw IN A 192.0.2.1\n"),
  body("a key and a value", "«server = 192.0.2.1\n"),
  body("HTML", "«<html>\n"),
  body("a line of named.conf", '«zone "x" { type primary; };\n'),
  whole("no owner at the start", `${HEAD}«  IN ${SOA}\n@ IN ${SOA}\n@ IN NS ns1\nns1 IN A 192.0.2.53\n`),
];

const NAMES: readonly ZoneText[] = [
  body("a label of 64 octets", `«${LABEL}a IN A 192.0.2.1\n`),
  body("a label of 64 octets in data", `«w IN CNAME ${LABEL}a\n`),
  body("a label of 64 octets, one escaped", `«${LABEL}\\097 IN A 192.0.2.1\n`),
  body("a name of 256 octets", `«${TOO_LONG} IN TXT a\n`),
  body("a name of 256 octets in data", `«w IN PTR ${TOO_LONG}\n`),
  body("a name too long by its one-letter labels", `«${"a.".repeat(120)}a IN TXT a\n`),
  body(
    "a name too long by $ORIGIN",
    `$ORIGIN ${LABEL}.${LABEL}.${LABEL}.{origin}.\n«${"b".repeat(48)} IN TXT a\n$ORIGIN {origin}.\n`,
  ),
  body("an empty label", "«a..b IN A 192.0.2.1\n"),
  body("a dot at the start", "«.a IN A 192.0.2.1\n"),
  body("two dots at the end", "«a.. IN A 192.0.2.1\n"),
  body("two dots", "«.. IN A 192.0.2.1\n"),
  body("\\256 in an owner", "«a\\256 IN A 192.0.2.1\n"),
  body("two digits behind a backslash in an owner", "«a\\25 IN A 192.0.2.1\n"),
  body("\\256 in a name of the data", "«w IN CNAME a\\256\n"),
  body("an empty label in data", "«w IN MX 10 a..b\n"),
  body("a backslash at the end of a name", "«w IN CNAME a\\\nv IN A 192.0.2.1\n"),
  body("an e-mail address with two dots", "«w IN RP a..b.example. .\n"),
];

const TTLS: readonly ZoneText[] = [
  ...[
    "2147483648",
    "4294967295",
    "4294967296",
    "99999999999",
    "-1",
    "1x",
    "1h30",
    "1y",
    "1.5h",
    "1h-",
    "0x10",
    "3551w",
    "1hh",
    "5minutes",
  ].map((ttl) => body(`TTL ${ttl}`, `«w ${ttl} IN A 192.0.2.1\n`)),
  ...["", "soon", "-1", "1x", "2147483648", "4294967296", "300 300", "1 h", "$TTL", "h", '"300"', "300 IN"].map((ttl) =>
    body(`$TTL ${ttl}`, `«$TTL ${ttl}\n$TTL 300\nw IN A 192.0.2.1\n`),
  ),
];

const soaWith = (fields: string): ZoneText =>
  whole(`SOA ${fields}`, `${HEAD}«@ IN SOA ${fields}\n@ IN NS ns1\nns1 IN A 192.0.2.53\n`);

const SOAS: readonly ZoneText[] = [
  soaWith("ns1 hostmaster 2026010101 14400 3600 1209600"),
  soaWith("ns1 hostmaster"),
  soaWith("ns1"),
  soaWith("ns1 hostmaster 2026010101 14400 3600 1209600 900 1"),
  soaWith("ns1 hostmaster 4294967296 14400 3600 1209600 900"),
  soaWith("ns1 hostmaster -1 14400 3600 1209600 900"),
  soaWith("ns1 hostmaster 1.5 14400 3600 1209600 900"),
  soaWith("ns1 hostmaster 2026-01-01 14400 3600 1209600 900"),
  soaWith("ns1 hostmaster 1 x 3600 1209600 900"),
  soaWith("ns1 hostmaster 1 14400 1x 1209600 900"),
  soaWith("ns1 hostmaster 1 14400 3600 -1 900"),
  soaWith("ns1 hostmaster 1 14400 3600 1209600 2147483648"),
  soaWith("ns1 hostmaster 1 14400 3600 1209600 900 x"),
  soaWith("ns1 host..master 1 14400 3600 1209600 900"),
  soaWith('"ns1" hostmaster 1 14400 3600 1209600 900'),
  soaWith("hostmaster 1 14400 3600 1209600 900"),
  whole(
    "a SOA record with a wrong number on its fourth line",
    `${HEAD}@ IN SOA ns1 hostmaster (\n 1\n 14400\n« 3600x\n 1209600\n 900 )\n@ IN NS ns1\nns1 IN A 192.0.2.53\n`,
  ),
];

const DIRECTIVES: readonly ZoneText[] = [
  body("a misspelled directive", "«$TLL 300\nw IN A 192.0.2.1\n"),
  body("$ORIGN", "«$ORIGN sub.{origin}.\nw.{origin}. IN A 192.0.2.1\n$ORIGIN {origin}.\n"),
  body("an unknown directive", "«$FOO bar\nw IN A 192.0.2.1\n"),
  body("$ alone", "«$ 300\nw IN A 192.0.2.1\n"),
  body("$ORIGIN without a name", "«$ORIGIN\n$ORIGIN {origin}.\nw IN A 192.0.2.1\n"),
  body("$ORIGIN with two names", "«$ORIGIN {origin}. x\n$ORIGIN {origin}.\nw IN A 192.0.2.1\n"),
  body("$ORIGIN with an empty label", "«$ORIGIN a..b.\n$ORIGIN {origin}.\nw IN A 192.0.2.1\n"),
  body("$ORIGIN in quotes", '«$ORIGIN "{origin}."\n$ORIGIN {origin}.\nw IN A 192.0.2.1\n'),
  body("$ORIGIN with a label of 64 octets", `«$ORIGIN ${LABEL}a.\n$ORIGIN {origin}.\nw IN A 192.0.2.1\n`),
  body("$INCLUDE of no file", "«$INCLUDE {id}-none.inc\n"),
  body("$INCLUDE without a name", "«$INCLUDE\n"),
  body("$INCLUDE of itself", "«$INCLUDE {id}.example.zone\n"),
  body("$INCLUDE with a bad origin", "«$INCLUDE {id}-a.inc a..b.\n", { "{id}-a.inc": "w IN A 192.0.2.1\n" }),
  body("$INCLUDE with three words", "«$INCLUDE {id}-a.inc {origin}. x\n", { "{id}-a.inc": "w IN A 192.0.2.1\n" }),
  body("$INCLUDE of a folder", "«$INCLUDE .\n"),
  body("$INCLUDE of /etc/hostname", "«$INCLUDE /etc/hostname\n"),
  body("$INCLUDE out of the folder", "«$INCLUDE ../{id}-a.inc\n"),
  body("a wrong address in an included file", "$INCLUDE {id}-a.inc\n", {
    "{id}-a.inc": "v IN A 192.0.2.1\n«w IN A 192.0.2.256\n",
  }),
  body("an open quote in an included file", "$INCLUDE {id}-a.inc\n", { "{id}-a.inc": '«w IN TXT "a\nv IN A 192.0.2.1\n' }),
  body("an open parenthesis in an included file", "$INCLUDE {id}-a.inc\n", { "{id}-a.inc": "«w IN MX ( 10 mail\n" }),
  body("an unknown type in a file that an included file includes", "$INCLUDE {id}-a.inc\n", {
    "{id}-a.inc": "; c\n$INCLUDE {id}-b.inc\n",
    "{id}-b.inc": "\n«w IN AAA 192.0.2.1\n",
  }),
  body("two files that include each other", "$INCLUDE {id}-a.inc\n", {
    "{id}-a.inc": "$INCLUDE {id}-b.inc\n",
    "{id}-b.inc": "«$INCLUDE {id}-a.inc\n",
  }),
];

const GENERATE: readonly ZoneText[] = [
  "",
  "1-3",
  "1-3 h$",
  "1-3 h$ A",
  "x h$ A 192.0.2.$",
  "1 h$ A 192.0.2.$",
  "3-1 h$ A 192.0.2.$",
  "1-3/0 h$ A 192.0.2.$",
  "1-3/x h$ A 192.0.2.$",
  "-1-3 h$ A 192.0.2.$",
  "1-3- h$ A 192.0.2.$",
  "0-4294967296 h$ A 192.0.2.1",
  "1-100000 h$ A 192.0.2.1",
  "1-3 h${0,3 A 192.0.2.$",
  "1-3 h${x} A 192.0.2.$",
  "1-3 h${0,3,z} A 192.0.2.$",
  "1-3 h$ AA 192.0.2.$",
  "1-3 h$ A 192.0.$",
  "254-257 h$ A 192.0.2.$",
  "1-3 h${-5} A 192.0.2.$",
  "1-3 a..$ A 192.0.2.$",
  `1-3 ${LABEL}$ A 192.0.2.1`,
  "1-3 h$ 1x A 192.0.2.$",
  "1-3 h$ MX mail",
  "1-3 @ SOA ns1 h 1 1 1 1 1",
  '1-3 "h$" A 192.0.2.$',
  "1-3 h$ ANY $",
  "0-65536 h$ TXT a",
].map((rest) => body(`$GENERATE ${rest}`, `«$GENERATE ${rest}\n`));

const STRUCTURE: readonly ZoneText[] = [
  body("a second SOA record", `«@ IN ${SOA.replace("2026010101", "2026010102")}\n`),
  body("a SOA record below the apex", `«w IN ${SOA}\n`),
  body("a SOA record out of the zone", `«w.example.net. IN ${SOA}\n`),
  body("CNAME and A", "w IN CNAME host\n«w IN A 192.0.2.1\n"),
  body("A and CNAME", "w IN A 192.0.2.1\n«w IN CNAME host\n"),
  body("CNAME and TXT, apart", "w IN CNAME host\nv IN A 192.0.2.1\n«W IN TXT a\n"),
  body("CNAME and MX of a blank owner", "w IN CNAME host\n«  IN MX 10 mail\n"),
  body("CNAME and NS", "w IN CNAME host\n«w IN NS ns1\n"),
  body("CNAME and DNSKEY", "w IN CNAME host\n«w IN DNSKEY 256 3 8 AQID\n"),
  body("CNAME and \\# of A", "w IN CNAME host\n«w IN TYPE1 \\# 4 c0000201\n"),
  body("two CNAME records", "w IN CNAME host\n«w IN CNAME mail\n"),
  body("CNAME at the apex", "«@ IN CNAME host\n"),
  body("CNAME and a generated record", "h2 IN CNAME host\n«$GENERATE 1-3 h$ A 192.0.2.$\n"),
  body("CNAME and a record of an included file", "w IN CNAME host\n$INCLUDE {id}-a.inc\n", {
    "{id}-a.inc": "«w IN A 192.0.2.1\n",
  }),
  body("wildcard CNAME and A", "*.w IN CNAME host\n«*.w IN A 192.0.2.1\n"),
];

export const FAULTS: readonly ZoneText[] = [
  ...TEXT,
  ...WORDS,
  ...PARENTHESES,
  ...ENTRIES,
  ...NAMES,
  ...TTLS,
  ...SOAS,
  ...DIRECTIVES,
  ...GENERATE,
  ...STRUCTURE,
];
