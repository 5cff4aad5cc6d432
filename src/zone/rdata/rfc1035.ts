/** Types of RFC 1035 and of the documents that added to it before DNSSEC, as far as they are no exception in their format. */
import { type DataFormat, dataFormat } from "./field.js";
import { MAX_TTL } from "../ttl.js";
import { ip4Field, nameField, optionalString, stringField, stringList } from "./text.js";
import { seconds, uint16, uint32 } from "./numbers.js";
import { wksServices } from "./wks.js";

function mailbox(code: number, section: string, name: string, what: string): DataFormat {
  return dataFormat(code, section, [nameField(name, what)], { count: 1 });
}

function preferred(code: number, section: string, number: string, name: string, what: string): DataFormat {
  return dataFormat(code, section, [uint16(number, number), nameField(name, what)], {
    at: 2,
    count: 1,
  });
}

export const RFC1035_FORMATS: readonly DataFormat[] = [
  /** `NS|MD|MF <name>`, `CNAME|PTR <name>` */
  mailbox(2, "RFC 1035 3.3.11", "target", "name server"),
  mailbox(3, "RFC 1035 3.3.4", "target", "mail agent"),
  mailbox(4, "RFC 1035 3.3.5", "target", "mail agent"),
  mailbox(5, "RFC 1035 3.3.1", "target", "canonical name"),
  /** `SOA <mname> <rname> <serial> <refresh> <retry> <expire> <minimum>` */
  dataFormat(
    6,
    "RFC 1035 3.3.13",
    [
      nameField("mname", "primary name server"),
      nameField("rname", "mailbox"),
      uint32("serial", "serial"),
      seconds("refresh", "refresh time", 0xffff_ffff),
      seconds("retry", "retry time", 0xffff_ffff),
      seconds("expire", "expire time", 0xffff_ffff),
      // The minimum is the TTL of negative answers, and so has the limit of a TTL (RFC 2308 section 4).
      seconds("minimum", "minimum", MAX_TTL),
    ],
    { count: 2 },
  ),
  /** `MB|MG|MR <name>` */
  mailbox(7, "RFC 1035 3.3.3", "host", "host of the mailbox"),
  mailbox(8, "RFC 1035 3.3.6", "mailbox", "mailbox"),
  mailbox(9, "RFC 1035 3.3.8", "mailbox", "new mailbox"),
  /** NULL holds anything and has no format of its own. */
  dataFormat(10, "RFC 1035 3.3.10", undefined),
  /** `WKS <address> <protocol> <service>...` */
  dataFormat(11, "RFC 1035 3.4.2", [ip4Field("address", "address"), wksServices]),
  mailbox(12, "RFC 1035 3.3.12", "target", "name"),
  /** `HINFO <cpu> <os>` */
  dataFormat(13, "RFC 1035 3.3.2", [stringField("cpu", "CPU"), stringField("os", "operating system")]),
  /** `MINFO <rmailbx> <emailbx>` */
  dataFormat(14, "RFC 1035 3.3.7", [nameField("rmailbx", "responsible mailbox"), nameField("emailbx", "mailbox for errors")], {
    count: 2,
  }),
  /** `MX <preference> <exchange>` */
  preferred(15, "RFC 1035 3.3.9", "preference", "exchange", "mail exchange"),
  /** `TXT <string>...` */
  dataFormat(16, "RFC 1035 3.3.14", [stringList("text", "text")]),
  dataFormat(99, "RFC 4408 3.1.1", [stringList("text", "text")]),
  /** `RP <mbox> <txt>` */
  dataFormat(17, "RFC 1183 2.2", [nameField("mbox", "mailbox"), nameField("txt", "name of the TXT records")], { count: 2 }),
  /** `AFSDB <subtype> <hostname>` */
  preferred(18, "RFC 1183 1", "subtype", "hostname", "server"),
  /** `X25 <address>` */
  dataFormat(19, "RFC 1183 3.1", [stringField("address", "X.25 address", checkX25)]),
  /** `ISDN <address> [<subaddress>]` */
  dataFormat(20, "RFC 1183 3.2", [stringField("address", "ISDN address"), optionalString("subaddress", "subaddress")]),
  /** `RT <preference> <intermediate host>` */
  preferred(21, "RFC 1183 3.3", "preference", "intermediate", "intermediate host"),
  /** `NSAP-PTR <name>` */
  dataFormat(23, "RFC 1348", [nameField("target", "name")]),
  /** `PX <preference> <map822> <mapx400>` */
  dataFormat(
    26,
    "RFC 2163 4",
    [uint16("preference", "preference"), nameField("map822", "RFC 822 domain"), nameField("mapx400", "X.400 domain")],
    { at: 2, count: 2 },
  ),
  /** `GPOS <longitude> <latitude> <altitude>` */
  dataFormat(27, "RFC 1712 3", [
    stringField("longitude", "longitude", (text) => checkDegrees(text, "longitude", 180)),
    // The example of section 5 has latitude and longitude exchanged, and records in use follow either.
    stringField("latitude", "latitude", (text) => checkDegrees(text, "latitude", 180)),
    stringField("altitude", "altitude", (text) => checkDegrees(text, "altitude", Number.POSITIVE_INFINITY)),
  ]),
  /** `KX <preference> <exchanger>` */
  preferred(36, "RFC 2230 3.1", "preference", "exchanger", "key exchanger"),
  /** `DNAME <target>` */
  mailbox(39, "RFC 6672 2.1", "target", "target"),
];

// --------------------------------------------------------------------------------------------------------------------------

// RFC 1183 section 3.1: a PSDN address with its four digits of network in front.
function checkX25(text: string): string | undefined {
  return /^[0-9]{4,}$/.test(text) ? undefined : "the X.25 address has to be four digits or more";
}

function checkDegrees(text: string, what: string, limit: number): string | undefined {
  if (!/^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)$/.test(text)) return `the ${what} has to be a number such as -32.6882`;
  return Math.abs(Number(text)) <= limit ? undefined : `the ${what} has to be from -${limit} to ${limit}`;
}
