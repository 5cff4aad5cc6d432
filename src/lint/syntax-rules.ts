/** The problems of the parser as rules: what each one means, why it matters and what to do. The severities are the usual ones. */
import type { Severity } from "../base/diagnostic.js";
import type { ZoneProblemCode } from "../zone/problems.js";
import type { RuleDocs } from "./rule.js";

export interface SyntaxRule {
  readonly severity: Severity;
  readonly summary: string;
  readonly section: string;
  readonly docs: Pick<RuleDocs, "why" | "fix">;
}

/** A code without an entry does not compile. */
export const SYNTAX_RULES: Readonly<Record<ZoneProblemCode, SyntaxRule>> = {
  "alias-with-parameters": {
    severity: "warning",
    summary: "an SVCB or HTTPS record of priority 0 has parameters",
    section: "RFC 9460 2.4.2",
    docs: {
      why: "Priority 0 makes the record an alias, and whoever reads an alias ignores its parameters.",
      fix: "Leave the parameters out, or give the record a priority from 1 on.",
    },
  },
  "bad-address": {
    severity: "error",
    summary: "an address in A or AAAA data is none",
    section: "RFC 1035 3.4.1",
    docs: {
      why: "Name servers refuse the line, and most of them the whole zone with it.",
      fix: "Write an IPv4 address with four numbers in A, an IPv6 address in AAAA.",
    },
  },
  "bad-base32": {
    severity: "error",
    summary: "octets in Base32 are not right",
    section: "RFC 4648 7",
    docs: {
      why: "The octets cannot be known, so name servers refuse the line.",
      fix: "Write the digits 0 to 9 and the letters A to V (Base32 with extended hexadecimal digits), without padding.",
    },
  },
  "bad-base64": {
    severity: "error",
    summary: "octets in Base64 are not right",
    section: "RFC 4648 4",
    docs: {
      why: "The octets cannot be known, so name servers refuse the line. Often a part was lost when a key was copied.",
      fix: "Copy the value anew, whole: groups of four characters, the last one padded with =.",
    },
  },
  "bad-caa-tag": {
    severity: "error",
    summary: "the tag of a CAA record is not made of letters and digits",
    section: "RFC 8659 4.1.1",
    docs: {
      why: "Certificate authorities do not find the permission that was meant.",
      fix: "Write issue, issuewild, issuemail, iodef or another tag of letters and digits.",
    },
  },
  "bad-class": {
    severity: "error",
    summary: "a class is above CLASS65535",
    section: "RFC 3597 5",
    docs: {
      why: "No such class exists, so no name server can hold the record.",
      fix: "Write IN, or leave the class out.",
    },
  },
  "bad-data": {
    severity: "error",
    summary: "a field of a record's data breaks the rules of its type",
    section: "RFC 1035 5.1",
    docs: {
      why: "Name servers refuse the line, or publish what no client understands.",
      fix: "Write the field as the message says.",
    },
  },
  "bad-escape": {
    severity: "error",
    summary: "a backslash is not followed by a character or by three digits up to 255",
    section: "RFC 1035 5.1",
    docs: {
      why: "Name servers read another octet than was meant, or refuse the line.",
      fix: "Write `\\DDD` with three decimal digits, or `\\X` for the character X.",
    },
  },
  "bad-generic-data": {
    severity: "error",
    summary: "data in the form of RFC 3597 is not right",
    section: "RFC 3597 5",
    docs: {
      why: "Length and octets do not fit each other or the type, so the record cannot be published.",
      fix: "Write `\\# LENGTH HEX` with the length in octets and two hexadecimal digits for each.",
    },
  },
  "bad-hex": {
    severity: "error",
    summary: "octets in hexadecimal are not right",
    section: "RFC 4648 8",
    docs: {
      why: "The octets cannot be known, so name servers refuse the line.",
      fix: "Write two of the digits 0 to 9 and A to F for each octet.",
    },
  },
  "bad-length": {
    severity: "error",
    summary: "a field has more or fewer octets than its type allows",
    section: "RFC 1035 3.2.1",
    docs: {
      why: "A digest or a key that was cut matches nothing, and name servers refuse the line.",
      fix: "Copy the value anew, whole, and see that the field before it names the right algorithm.",
    },
  },
  "bad-name": {
    severity: "error",
    summary: "a domain name breaks the limits of names",
    section: "RFC 1035 2.3.4",
    docs: {
      why: "A label has at most 63 octets, a name 255, and no label is empty: such a name cannot be in DNS.",
      fix: "Shorten the name, or remove the dot that is too many.",
    },
  },
  "bad-number": {
    severity: "error",
    summary: "a field wants a number and holds something else, or one too large",
    section: "RFC 1035 5.1",
    docs: {
      why: "Name servers refuse the line. Often a field is missing, and the next one stands in its place.",
      fix: "Write a decimal number within the range that the message says.",
    },
  },
  "bad-range": {
    severity: "error",
    summary: "the range of a $GENERATE is not right",
    section: "BIND ARM",
    docs: {
      why: "Name servers refuse the line, or make other records than were meant.",
      fix: "Write start-stop or start-stop/step with start at most stop, and at most 65,536 steps.",
    },
  },
  "bad-service-parameter": {
    severity: "error",
    summary: "a parameter of an SVCB or HTTPS record is not right",
    section: "RFC 9460 2.1",
    docs: {
      why: "Clients that cannot read one parameter ignore the whole record.",
      fix: "Write each parameter once, as key=value, with a value that its key allows.",
    },
  },
  "bad-time": {
    severity: "error",
    summary: "a time in a signature is not right",
    section: "RFC 4034 3.2",
    docs: {
      why: "Validators treat the signature as expired or not valid yet, and the name does not resolve for them.",
      fix: "Write YYYYMMDDHHMMSS in UTC, or seconds since 1970.",
    },
  },
  "bad-ttl": {
    severity: "error",
    summary: "a TTL is not a number of seconds or of units",
    section: "RFC 2308 4",
    docs: {
      why: "Name servers refuse the line.",
      fix: "Write seconds, or numbers with the units s, m, h, d and w, such as 1h30m.",
    },
  },
  "bad-type": {
    severity: "error",
    summary: "a type in the data of a record does not exist or may not stand there",
    section: "RFC 4034 4.1.2",
    docs: {
      why: "Name servers refuse the line.",
      fix: "Write types such as A or TXT, or TYPE123 for one without a mnemonic.",
    },
  },
  "byte-order-mark": {
    severity: "error",
    summary: "the file starts with a byte order mark",
    section: "RFC 1035 5.1",
    docs: {
      why: "Editors write the three octets EF BB BF and do not show them. BIND, NSD and Knot take them as a part of the first word and refuse the file.",
      fix: "Save the file as UTF-8 without byte order mark.",
    },
  },
  "chunk-over-255": {
    severity: "error",
    summary: "a string has more than 255 octets",
    section: "RFC 1035 3.3",
    docs: {
      why: "The length of a string has 8 bits: a longer one cannot be published.",
      fix: 'Split it into several strings on the same record: "first part " "second part".',
    },
  },
  "class-not-in": {
    severity: "error",
    summary: "a record has another class than IN",
    section: "RFC 1035 3.2.4",
    docs: {
      why: "A zone has one class: BIND, NSD and Knot refuse one of class IN that has records of another. Here they are left out.",
      fix: "Remove the record, or write IN.",
    },
  },
  "cname-and-other-data": {
    severity: "error",
    summary: "a name has a CNAME record and other records",
    section: "RFC 1034 3.6.2",
    docs: {
      why: "An alias has nothing of its own. Name servers refuse the zone, or answer with one of the two by chance.",
      fix: "Remove the CNAME record, or move the other records to its target.",
    },
  },
  "data-too-long": {
    severity: "error",
    summary: "the data of a record takes more than 65,535 octets",
    section: "RFC 1035 3.2.1",
    docs: {
      why: "The length of data has 16 bits: a longer one cannot be sent.",
      fix: "Shorten the data, or make several records of it.",
    },
  },
  "duplicate-record": {
    severity: "warning",
    summary: "the same record stands twice",
    section: "RFC 2181 5",
    docs: {
      why: "A record set has no two equal records: servers drop one of them, and who changes one later forgets the other.",
      fix: "Remove one of them.",
    },
  },
  "extra-data": {
    severity: "error",
    summary: "a line has more fields than its record or directive takes",
    section: "RFC 1035 5.1",
    docs: {
      why: "Name servers refuse the line. Often a comment has no `;`, or a text no quotes.",
      fix: "Remove what is too much, or write `;` in front of a comment.",
    },
  },
  "file-too-large": {
    severity: "error",
    summary: "the file is larger than what is read",
    section: "RFC 1035 5",
    docs: {
      why: "Nothing of the file was checked.",
      fix: "Split the zone, or check it where the limit is higher.",
    },
  },
  "generate-without-quotes": {
    severity: "error",
    summary: "the data of a $GENERATE has several words and no quotes",
    section: "BIND ARM",
    docs: {
      why: "BIND takes one word or one quoted string as the data of a $GENERATE and refuses what follows. NSD and Knot have no $GENERATE.",
      fix: 'Put all of the data into quotes, such as "10 mail-$".',
    },
  },
  "hash-comment": {
    severity: "error",
    summary: "a line that starts with `#` was taken as a comment",
    section: "RFC 1035 5.1",
    docs: {
      why: "Name servers read `#` as the first character of a name and refuse the file. Here the line is read as the comment that is meant.",
      fix: "Start comments with `;`.",
    },
  },
  "hash-in-data": {
    severity: "warning",
    summary: "a `#` after a quoted string is part of the data",
    section: "RFC 1035 5.1",
    docs: {
      why: "What was meant as a comment is published as further strings of the record.",
      fix: "Start comments with `;`.",
    },
  },
  "include-failed": {
    severity: "error",
    summary: "an included file was not read",
    section: "RFC 1035 5.1",
    docs: {
      why: "Its records are unknown here, and name servers refuse the zone or serve it without them.",
      fix: "Put the file into the folder of the zone file or below it, or allow its folder with --include-root.",
    },
  },
  "indented-directive": {
    severity: "error",
    summary: "a directive does not stand at the start of its line",
    section: "RFC 1035 5.1",
    docs: {
      why: "Name servers take the line as a record and refuse it.",
      fix: "Remove the blank before the directive.",
    },
  },
  "meta-type": {
    severity: "error",
    summary: "a type of questions or messages stands where a record's type belongs",
    section: "RFC 6895 3.1",
    docs: {
      why: "ANY, AXFR, OPT and the like are never the type of a record in a zone.",
      fix: "Write the type that is meant.",
    },
  },
  "missing-data": {
    severity: "error",
    summary: "a record has fewer fields than its type needs",
    section: "RFC 1035 5.1",
    docs: {
      why: "Name servers refuse the line.",
      fix: "Add the field that the message names.",
    },
  },
  "missing-type": {
    severity: "error",
    summary: "a record has no type",
    section: "RFC 1035 5.1",
    docs: {
      why: "Name servers refuse the line. Often the owner is missing, so that the type is read as one.",
      fix: "Write owner, TTL, class, type and data, with a blank or @ in place of an owner that is left out.",
    },
  },
  "no-previous-owner": {
    severity: "error",
    summary: "the first record has no owner",
    section: "RFC 1035 5.1",
    docs: {
      why: "A line that starts with a blank takes the owner of the record before, and there is none.",
      fix: "Start the line with a name, such as @ for the zone itself.",
    },
  },
  "not-text": {
    severity: "error",
    summary: "the file is no text",
    section: "RFC 1035 5.1",
    docs: {
      why: "It is not a zone file, or one in an encoding that name servers do not read.",
      fix: "Give the file that is meant, in ASCII or UTF-8.",
    },
  },
  "open-parenthesis": {
    severity: "error",
    summary: "a parenthesis is never closed",
    section: "RFC 1035 5.1",
    docs: {
      why: "Name servers read all that follows as part of this record.",
      fix: "Close the parenthesis at the end of the record.",
    },
  },
  "open-quote": {
    severity: "error",
    summary: "a quoted string does not end on its line",
    section: "RFC 1035 5.1",
    docs: {
      why: "Name servers refuse the line, or read on to the next quote, wherever that is.",
      fix: "Close the quote. Write a long text as several strings within parentheses.",
    },
  },
  "origin-without-dot": {
    severity: "error",
    summary: "a $ORIGIN makes a name that has the origin twice, because the dot at its end is missing",
    section: "RFC 1035 5.1",
    docs: {
      why: "A name without a dot at its end is completed with the origin so far, in $ORIGIN too. All records below it have names that nobody asks for.",
      fix: "End the name with a dot.",
    },
  },
  "out-of-zone": {
    severity: "warning",
    summary: "a record is for a name outside the zone",
    section: "RFC 1035 5.2",
    docs: {
      why: "Name servers leave it out, so it is never published.",
      fix: "Move the record to the zone that it belongs to, or mend its name: often a dot at the end is too many or missing.",
    },
  },
  "quoted-field": {
    severity: "error",
    summary: "quotes stand around a field that takes none",
    section: "RFC 1035 5.1",
    docs: {
      why: "Name servers differ in how they read it.",
      fix: "Remove the quotes.",
    },
  },
  "relative-without-origin": {
    severity: "error",
    summary: "a name is relative, and nothing says to what",
    section: "RFC 1035 5.1",
    docs: {
      why: "The record cannot be placed in any zone.",
      fix: "Start the file with $ORIGIN, give the origin with --origin, or end the name with a dot.",
    },
  },
  "repeated-class": {
    severity: "error",
    summary: "a record has two classes",
    section: "RFC 1035 5.1",
    docs: {
      why: "Name servers refuse the line.",
      fix: "Remove one of them.",
    },
  },
  "repeated-ttl": {
    severity: "error",
    summary: "a record has two TTLs",
    section: "RFC 1035 5.1",
    docs: {
      why: "Name servers refuse the line. Often a name of digits was meant as the owner.",
      fix: "Remove one of them.",
    },
  },
  "second-cname": {
    severity: "error",
    summary: "a name has two CNAME records",
    section: "RFC 2181 10.1",
    docs: {
      why: "An alias has one target. Name servers refuse the zone, or answer with one of them by chance.",
      fix: "Keep one of the targets. To share load, give one name several addresses.",
    },
  },
  "second-soa": {
    severity: "error",
    summary: "the zone has two SOA records",
    section: "RFC 1035 5.2",
    docs: {
      why: "A zone has exactly one. Name servers refuse it, or take either.",
      fix: "Remove one of them.",
    },
  },
  "stray-carriage-return": {
    severity: "error",
    summary: "a carriage return stands alone",
    section: "RFC 1035 5.1",
    docs: {
      why: "Name servers differ in whether it ends a line.",
      fix: "End all lines with LF, or all with CR LF.",
    },
  },
  "stray-parenthesis": {
    severity: "error",
    summary: "a parenthesis is closed that was never opened",
    section: "RFC 1035 5.1",
    docs: {
      why: "Name servers refuse the line.",
      fix: "Remove it, or open it where the record begins.",
    },
  },
  "too-many-problems": {
    severity: "error",
    summary: "the file has more problems than are shown",
    section: "RFC 1035 5",
    docs: {
      why: "Mostly one early mistake leads to all of them, or the file is no zone file.",
      fix: "Mend the first ones and check again.",
    },
  },
  "too-many-records": {
    severity: "error",
    summary: "the file stands for more records than are read",
    section: "BIND ARM",
    docs: {
      why: "What is beyond the limit was not checked.",
      fix: "Split the zone, or mend the $GENERATE that makes so many.",
    },
  },
  "ttl-too-large": {
    severity: "error",
    summary: "a TTL is above 2147483647 seconds",
    section: "RFC 2181 8",
    docs: {
      why: "Resolvers read such a TTL as zero, so that nothing is cached.",
      fix: "Write a TTL of at most some weeks.",
    },
  },
  "unknown-directive": {
    severity: "error",
    summary: "a line starts with `$` and is no directive",
    section: "RFC 1035 5.1",
    docs: {
      why: "Name servers refuse the line, and what it was meant to do is not done for all lines below.",
      fix: "Write $ORIGIN, $TTL, $INCLUDE or $GENERATE, or `\\$` at the start of a name.",
    },
  },
  "unknown-type": {
    severity: "error",
    summary: "the type of a record does not exist",
    section: "RFC 1035 5.1",
    docs: {
      why: "Name servers refuse the line. Mostly it is misspelt.",
      fix: "Write a type such as TXT, or TYPE123 for one without a mnemonic.",
    },
  },
  "unsupported-directive": {
    severity: "error",
    summary: "a directive is not read by this version",
    section: "RFC 1035 5.1",
    docs: {
      why: "Records that the directive stands for are unknown here.",
      fix: "Write the records into the file.",
    },
  },
  "zone-without-records": {
    severity: "error",
    summary: "a file has no record, and no directive that makes one",
    section: "RFC 1035 5.2",
    docs: {
      why: "No name server loads such a zone, so after the next reload its names are gone. Mostly what wrote the file failed half-way.",
      fix: "Write the file anew, or leave it out where it is not a zone file.",
    },
  },
};
