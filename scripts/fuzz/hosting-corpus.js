// A zone of a hosting provider, a megabyte of it, and its parts: each customer with a head that makes a zone of it.
import { hostingZone } from "../../bench/zone-generators.js";

const RECORDS = 15_000;
const pieces = [...hostingZone(RECORDS)];

/** The whole zone: a megabyte. */
export const HOSTING_ZONE = Buffer.from(pieces.join(""), "latin1");

const HEAD = "$TTL 1h\n@ IN SOA ns1 root ( 1 ; serial\n 2h 15m 2w 1h )\n\tNS ns1\n";

/** How many lines of a customer are a part: small zones are as good at showing faults, and there are more of them in a minute. */
const LINES = 5;

function* partsOf(piece) {
  const lines = piece.split(/^/m);
  for (let at = 0; at < lines.length; at += LINES) yield HEAD + lines.slice(at, at + LINES).join("");
}

/** Small zones: the customers of it that are met first, and what they do not have. */
export const HOSTING_PARTS = [
  ...pieces.slice(3, 13).flatMap((piece) => [...partsOf(piece)]),
  HEAD + pieces[3],
  `${HEAD}$INCLUDE a.inc\n$INCLUDE b.inc sub.hosting.test.\n$INCLUDE c.inc ; the rest\nwww A 192.0.2.2\n`,
  `${HEAD}$GENERATE 1-20 host$ A 192.0.2.$\n$GENERATE 2-8/2 \${0,3,d}.pool 5m IN CNAME host\${-1}\n$GENERATE 0-3 $ PTR "h\${0,2,x}.example."\n`,
  "$INCLUDE b.inc\n@ A 192.0.2.3\n\tTXT one two ; three\n",
  '$ORIGIN sub\n$TTL 5m\n\t; a comment of its own\nmail\tMX\t10 mail ; spf-ignore mx-target-without-address: later\n*\tTXT "v=spf1 -all"\n',
].map((text) => Buffer.from(text, "latin1"));

/** What is likely to matter where it is put. */
export const HOSTING_TOKENS = [
  ..."$INCLUDE a.inc\n|$INCLUDE b.inc x\n|$INCLUDE c.inc hosting.test.\n|$GENERATE 1-9 a$ A 192.0.2.$\n|$GENERATE 0-99 $ TXT x\n".split(
    "|",
  ),
  ...[
    "$ORIGIN hosting.test\n",
    "$ORIGIN .\n",
    "$TTL 0\n",
    "\n\n; x\n",
    " ; c\n\t\t; d\n",
    "; spf-ignore bare-all: y\n",
    "# x\n",
  ],
  ...["(", ")", '"', ";", "\\", "\n", "\r\n", "\t", "  ", "@", "*", ".", "_", "1h", "IN", "in 300", "\\010", '""', "\u00e4"],
  ...[
    "CNAME www\n",
    "NS ns1\n",
    'TXT "v=spf1 mx ?all"\n',
    "DNAME x\n",
    "SOA a b 1 2 3 4 5\n",
    "MX 0 .\n",
    "TYPE65280 \\# 1 00\n",
  ],
].map((text) => Buffer.from(text, "latin1"));
