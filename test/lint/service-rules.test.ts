/** The rules about records that point to services, beyond the examples of their documentation. */
import { describe } from "vitest";
import { cases } from "./cases.js";

const ZONE = `$TTL 1h
@ SOA ns1.example.net. hostmaster 2026010101 4h 1h 2w 15m
@ NS ns1.example.net.
@ NS ns2.example.net.
`;

describe("service-target-missing", () => {
  cases([
    ["sees a name that does not exist", "service-target-missing", `${ZONE}www HTTPS 1 gone\n`, "5 error gone"],
    ["sees an alias that leads to nothing", "service-target-missing", `${ZONE}www HTTPS 0 t\nt TXT x\n`, "5 error t"],
    ["lets an alias lead to further records", "service-target-missing", `${ZONE}www HTTPS 0 t\nt HTTPS 0 .\n`],
    ["does not take another type for them", "service-target-missing", `${ZONE}www HTTPS 0 t\nt SVCB 0 .\n`, "5 error t"],
    ["lets a service be an alias", "service-target-missing", `${ZONE}www HTTPS 1 t\nt CNAME www.example.net.\n`],
    ["wants addresses of an owner that is the target", "service-target-missing", `${ZONE}www HTTPS 1 .\n`, "5 error ."],
    ["is content with an owner that has some", "service-target-missing", `${ZONE}www HTTPS 1 .\nwww AAAA 2001:db8::1\n`],
    ["knows that an alias to the root is none", "service-target-missing", `${ZONE}www HTTPS 0 .\n`],
    ["does not know what a wildcard stands for", "service-target-missing", `${ZONE}*.w HTTPS 1 .\n`],
    ["knows nothing of other zones", "service-target-missing", `${ZONE}www HTTPS 1 t.example.com.\nwww KX 1 t.example.com.\n`],
    [
      "asks a zone that is checked too",
      "service-target-missing",
      `${ZONE}www HTTPS 1 t.example.net.\n; file example.net.zone\n${ZONE}`,
      "5 error t.example.net.",
    ],
    [
      "goes by the flags of NAPTR",
      "service-target-missing",
      `${ZONE}a NAPTR 1 1 S x "" t\nb NAPTR 1 1 a x "" t\nc NAPTR 1 1 "" x "" t\nd NAPTR 1 1 U x "!^.*$!sip:x@y!" .\ne NAPTR 1 1 P x "" t\nt A 192.0.2.1\n`,
      "5 error t",
      "7 error t",
    ],
    [
      "is content with what NAPTR wants",
      "service-target-missing",
      `${ZONE}a NAPTR 1 1 S x "" _sip._udp\nc NAPTR 1 1 "" x "" a\n_sip._udp SRV 0 0 1 .\n`,
    ],
    [
      "wants addresses of the hosts of KX and AFSDB",
      "service-target-missing",
      `${ZONE}@ KX 1 t\n@ AFSDB 1 t\nt TXT x\n`,
      "5 error t",
      "6 error t",
    ],
    ["leaves a missing dot to its rule", "service-target-missing", `${ZONE}www HTTPS 1 web.example.org\nweb A 192.0.2.1\n`],
    ["leaves an address to its rule", "service-target-missing", `${ZONE}www HTTPS 1 192.0.2.1\n`],
    ["goes by a wildcard", "service-target-missing", `${ZONE}www HTTPS 1 any\n* A 192.0.2.1\n`],
    ["does not look below a delegation", "service-target-missing", `${ZONE}www HTTPS 1 a.dept\ndept NS ns1.example.net.\n`],
  ]);
});

describe("names in records of services", () => {
  cases([
    [
      "are seen to lack their dot",
      "missing-trailing-dot",
      'www HTTPS 1 web.example.org\nn NAPTR 1 1 a x "" web.example.org\n',
      "1 error web.example.org",
      "2 error web.example.org",
    ],
    [
      "are seen to be addresses",
      "target-address-literal",
      "www HTTPS 1 192.0.2.1\nw SVCB 0 2001:db8::1\n@ KX 1 192.0.2.1.\n",
      "1 error 192.0.2.1",
      "2 error 2001:db8::1",
      "3 error 192.0.2.1.",
    ],
    [
      "are addresses of IPv6 in NS and SRV too",
      "target-address-literal",
      "@ NS 2001:db8::1\n_a._tcp SRV 0 0 1 ::1\n",
      "1 error 2001:db8::1",
      "2 error ::1",
    ],
  ]);
});

describe("service-alias-loop", () => {
  cases([
    ["is reported once", "service-alias-loop", "a HTTPS 0 b\nb HTTPS 0 c\nc HTTPS 0 a\n", "1 error b"],
    ["goes through CNAME records", "service-alias-loop", "a HTTPS 0 b\nb CNAME a\n", "1 error b"],
    ["is for each type of its own", "service-alias-loop", "a HTTPS 0 b\nb SVCB 0 a\n"],
    ["ends at a service", "service-alias-loop", "a HTTPS 0 b\nb HTTPS 1 a\n"],
    [
      "leaves those that only lead to a circle alone",
      "service-alias-loop",
      "a HTTPS 0 b\nb HTTPS 0 c\nc HTTPS 0 b\n",
      "2 error c",
    ],
    [
      "gives up on a long chain",
      "service-alias-loop",
      `${Array.from({ length: 40 }, (_, n) => `n${n} HTTPS 0 n${(n + 1) % 40}`).join("\n")}\n`,
    ],
    [
      "goes through several zones",
      "service-alias-loop",
      "a HTTPS 0 a.example.net.\n; file example.net.zone\na HTTPS 0 a.example.org.\n",
      "example.net.zone 1 error a.example.org.",
    ],
  ]);
});

describe("service-modes-mixed", () => {
  cases([
    ["sees several aliases", "service-modes-mixed", "www SVCB 0 a\nwww SVCB 0 b\n", "2 warning 0"],
    ["marks the service, whichever comes first", "service-modes-mixed", "www SVCB 3 a\nwww SVCB 0 b\n", "1 warning 3"],
    ["takes types on their own", "service-modes-mixed", "www SVCB 0 a\nwww HTTPS 1 b\n"],
    ["is content with several services", "service-modes-mixed", "www HTTPS 1 a\nwww HTTPS 1 b\n"],
  ]);
});

describe("https-wrong-name", () => {
  cases([
    ["knows other ports", "https-wrong-name", "_8443._https.www HTTPS 1 www\n"],
    ["knows names that are only targets", "https-wrong-name", "_cdn.www HTTPS 1 www\n"],
    ["sees names made as for SRV", "https-wrong-name", "_HTTPS._tcp HTTPS 1 www\n", "1 warning _HTTPS._tcp"],
    ["sees the scheme http", "https-wrong-name", "_80._http HTTPS 1 www\n", "1 warning _80._http"],
  ]);
});
