/** Types that say where and how something is reached: services, locators, addresses of other networks. */
import { type DataFormat, dataFormat } from "./field.js";
import { a6Fields } from "./a6.js";
import { aplPrefixes } from "./apl.js";
import { locFields } from "./loc.js";
import { naptrRegexp } from "./naptr.js";
import { atmAddress, nsapAddress } from "./nsap.js";
import { serviceParameters } from "./svcb.js";
import { uint16 } from "./numbers.js";
import { groupedHex, restHex } from "./octets.js";
import { ip4Field, nameField, restString, stringField, ip6Field } from "./text.js";

/** `SVCB|HTTPS <priority> <target> <parameter>...` */
function service(code: number): DataFormat {
  return dataFormat(code, "RFC 9460 2.1", [uint16("priority", "priority"), nameField("target", "target"), serviceParameters]);
}

const locator64 = groupedHex("locator", "locator", 4, ":", "2001:db8:1140:1000");

export const ROUTING_FORMATS: readonly DataFormat[] = [
  /** `A <address>`, `AAAA <address>` */
  dataFormat(1, "RFC 1035 3.4.1", [ip4Field("address", "address")]),
  dataFormat(28, "RFC 3596 2.4", [ip6Field("address", "address")]),
  /** `NSAP 0x<hex>` */
  dataFormat(22, "RFC 1706 5", [nsapAddress]),
  /** `LOC <degrees> [<minutes> [<seconds>]] N|S <degrees> [<minutes> [<seconds>]] E|W <altitude> [<size> [<h> [<v>]]]` */
  dataFormat(29, "RFC 1876 3", [locFields]),
  /** `EID <hex>`, `NIMLOC <hex>` */
  dataFormat(31, "draft-ietf-nimrod-dns-02", [restHex("endpoint", "endpoint identifier")]),
  dataFormat(32, "draft-ietf-nimrod-dns-02", [restHex("locator", "locator")]),
  /** `SRV <priority> <weight> <port> <target>` */
  dataFormat(
    33,
    "RFC 2782",
    [uint16("priority", "priority"), uint16("weight", "weight"), uint16("port", "port"), nameField("target", "target")],
    { at: 6, count: 1 },
  ),
  /** `ATMA +<digits>` or `ATMA <hex>` */
  dataFormat(34, "af-dans-0152.000", [atmAddress]),
  /** `NAPTR <order> <preference> <flags> <services> <regexp> <replacement>` */
  dataFormat(
    35,
    "RFC 3403 4.1",
    [
      uint16("order", "order"),
      uint16("preference", "preference"),
      stringField("flags", "flags field", checkNaptrFlags),
      stringField("services", "services"),
      naptrRegexp,
      nameField("replacement", "replacement"),
    ],
    { at: 4, strings: 3, count: 1 },
  ),
  /** `A6 <prefix length> [<address suffix>] [<prefix name>]` */
  dataFormat(38, "RFC 2874 3.1", [a6Fields], { hasSuffix: true, count: 1 }),
  /** `APL [!]<family>:<address>/<prefix>...` */
  dataFormat(42, "RFC 3123 5", [aplPrefixes]),
  service(64),
  service(65),
  /** `NID|L64 <preference> <locator>`, `L32 <preference> <locator>`, `LP <preference> <name>` */
  dataFormat(104, "RFC 6742 2.1", [
    uint16("preference", "preference"),
    groupedHex("nodeId", "node identifier", 4, ":", "14:4fff:ff20:ee64"),
  ]),
  dataFormat(105, "RFC 6742 2.2", [uint16("preference", "preference"), ip4Field("locator", "locator")]),
  dataFormat(106, "RFC 6742 2.3", [uint16("preference", "preference"), locator64]),
  dataFormat(107, "RFC 6742 2.4", [uint16("preference", "preference"), nameField("target", "name of the locators")]),
  /** `EUI48 xx-xx-xx-xx-xx-xx`, `EUI64 xx-xx-xx-xx-xx-xx-xx-xx` */
  dataFormat(108, "RFC 7043 3.2", [groupedHex("address", "address", 6, "-", "00-00-5e-00-53-2a")]),
  dataFormat(109, "RFC 7043 4.2", [groupedHex("address", "address", 8, "-", "00-00-5e-ef-10-00-00-2a")]),
  /** `URI <priority> <weight> "<target>"` */
  dataFormat(256, "RFC 7553 4", [uint16("priority", "priority"), uint16("weight", "weight"), restString("target", "target")]),
];

// --------------------------------------------------------------------------------------------------------------------------

// RFC 3403 section 4.1: letters and digits.
function checkNaptrFlags(flags: string): string | undefined {
  return /^[A-Za-z0-9]*$/.test(flags) ? undefined : "the flags have to be letters and digits";
}
