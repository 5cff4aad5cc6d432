/** The rules about zones and the zones above them, beyond the examples of their documentation. */
import { describe, expect, it } from "vitest";
import { domainName } from "../../src/base/name.js";
import { isSignerOf, delegationSigners, zoneKeys } from "../../src/lint/structure/keys.js";
import { zoneOf } from "../zone/support.js";
import { cases, found, message } from "./cases.js";

const SOA = "@ SOA ns1.example.net. hostmaster 2026010101 4h 1h 2w 15m\n";
const NS = "@ NS ns1.example.net.\n@ NS ns2.example.net.\n";
const PARENT = `$TTL 1h\n${SOA}${NS}`;
const CHILD = `; file dept.example.org.zone\n${PARENT}`;
const DELEGATION = "dept NS ns1.example.net.\ndept NS ns2.example.net.\n";
const KEY = "257 3 13 mdsswUyr3DPW132mOi8V9xESWE8jTo0dxCjjnopKl+GqJxpVXckHAeF+KkxLbxILfDLUT0rAK9iUzy1L53eKGQ==";
const DIGEST = "3D5742D1175AAC07E9EBF125A588DB44333427AB3FDA1A7787A9CB3F0471C99F";
const SHA1 = "FD854364AE68FD75E9576679958231957336976C";

describe("delegation-ns-differ", () => {
  cases([
    [
      "takes no notice of order and case",
      "delegation-ns-differ",
      `${PARENT}dept NS NS2.example.net.\ndept NS ns1.EXAMPLE.net.\n${CHILD}`,
    ],
    [
      "marks a server of the zone that the delegation lacks",
      "delegation-ns-differ",
      `${PARENT}dept NS ns1.example.net.\n${CHILD}`,
      "dept.example.org.zone 4 warning ns2.example.net.",
    ],
    [
      "reports a delegation once, and the server that may be wrong first",
      "delegation-ns-differ",
      `${PARENT}dept NS ns3.example.net.\ndept NS ns4.example.net.\n${CHILD}`,
      "5 warning ns3.example.net.",
    ],
    ["leaves a name that was miswritten to its rule", "delegation-ns-differ", `${PARENT}dept NS ns1.example.org\n${CHILD}`],
    [
      "says nothing about a fragment",
      "delegation-ns-differ",
      `${PARENT}dept NS ns1.example.net.\n; file dept.example.org.zone\n$TTL 1h\n${NS}`,
    ],
    [
      "says nothing where a zone between the two is elsewhere",
      "delegation-ns-differ",
      `${PARENT}dept NS ns9.example.net.\na.dept NS ns9.example.net.\n; file a.dept.example.org.zone\n${PARENT}`,
    ],
    [
      "goes by the nearest zone above",
      "delegation-ns-differ",
      `${PARENT}${DELEGATION}a.dept NS ns9.example.net.\n${CHILD}a NS ns1.example.net.\na NS ns2.example.net.\n; file a.dept.example.org.zone\n${PARENT}`,
    ],
  ]);
});

describe("zone-not-delegated", () => {
  cases([
    [
      "is a warning where the same servers have both zones",
      "zone-not-delegated",
      `${PARENT}${CHILD}`,
      "dept.example.org.zone 2 warning SOA",
    ],
    ["is content with a delegation", "zone-not-delegated", `${PARENT}${DELEGATION}${CHILD}`],
    [
      "sees that there are only other records",
      "zone-not-delegated",
      `${PARENT}dept A 192.0.2.1\nwww.dept A 192.0.2.1\n; file dept.example.org.zone\n$TTL 1h\n${SOA}@ NS ns7.example.net.\n`,
      "dept.example.org.zone 2 error SOA",
    ],
    ["leaves DS without NS to its rule", "zone-not-delegated", `${PARENT}dept DS 1 13 2 ${DIGEST}\n${CHILD}`],
    ["knows nothing of a parent that is elsewhere", "zone-not-delegated", PARENT],
    ["knows nothing of a parent that is a fragment", "zone-not-delegated", `$TTL 1h\nwww A 192.0.2.1\n${CHILD}`],
    [
      "says nothing below a delegation to elsewhere",
      "zone-not-delegated",
      `${PARENT}dept NS ns9.example.net.\n; file a.dept.example.org.zone\n${PARENT}`,
    ],
    [
      "says nothing below a DNAME",
      "zone-not-delegated",
      `${PARENT}dept DNAME example.net.\n; file a.dept.example.org.zone\n${PARENT}`,
    ],
  ]);
});

describe("glue-differs", () => {
  const zones = (glue: string, own: string): string =>
    `${PARENT}dept NS ns.dept\ndept NS ns2.example.net.\n${glue}; file dept.example.org.zone\n$TTL 1h\n${SOA}@ NS ns\n@ NS ns2.example.net.\n${own}`;
  cases([
    [
      "is content with equal addresses, however written",
      "glue-differs",
      zones("ns.dept AAAA 2001:db8:0::1\n", "ns AAAA 2001:DB8::1\n"),
    ],
    [
      "tells that an address is missing above",
      "glue-differs",
      zones("ns.dept A 192.0.2.1\n", "ns A 192.0.2.1\nns AAAA 2001:db8::1\n"),
      "dept.example.org.zone 6 info 2001:db8::1",
    ],
    ["leaves missing glue to its rule", "glue-differs", zones("", "ns A 192.0.2.1\n")],
    ["leaves a server without address to its rule", "glue-differs", zones("ns.dept A 192.0.2.1\n", "")],
  ]);
});

describe("ds-without-key", () => {
  const zones = (ds: string, key: string): string => `${PARENT}${DELEGATION}${ds}${CHILD}${key}`;
  cases([
    ["finds the key of a DS record", "ds-without-key", zones(`dept DS 2371 13 2 ${DIGEST}\n`, `@ DNSKEY ${KEY}\n`)],
    [
      "compares the digest",
      "ds-without-key",
      zones(`dept DS 2371 13 2 ${DIGEST.replace("3D", "3E")}\n`, `@ DNSKEY ${KEY}\n`),
      "7 error DS",
    ],
    ["compares the algorithm", "ds-without-key", zones(`dept DS 2371 8 2 ${DIGEST}\n`, `@ DNSKEY ${KEY}\n`), "7 error DS"],
    [
      "takes only a key for zones",
      "ds-without-key",
      zones(`dept DS 2115 13 1 ${SHA1}\n`, `@ DNSKEY ${KEY.replace("257", "1")}\n`),
      "7 error DS",
    ],
    [
      "is told of a second one for information",
      "ds-without-key",
      zones(`dept DS 2371 13 2 ${DIGEST}\ndept DS 4711 13 2 ${DIGEST}\n`, `@ DNSKEY ${KEY}\n`),
      "8 info DS",
    ],
    [
      "warns of a zone without keys, which its server may sign",
      "ds-without-key",
      zones(`dept DS 2371 13 2 ${DIGEST}\n`, ""),
      "7 warning DS",
    ],
    [
      "leaves signatures without keys to their rule",
      "ds-without-key",
      zones(
        `dept DS 2371 13 2 ${DIGEST}\n`,
        "@ RRSIG SOA 13 3 3600 20260120000000 20251230000000 2371 dept.example.org. dGVzdA==\n",
      ),
    ],
  ]);

  it("agrees with the examples of RFC 4034 section 5.4 and RFC 4509 section 2.3", () => {
    const { records } = zoneOf(
      `dskey.example.com. DNSKEY 256 3 5 AQOeiiR0GOMYkDshWoSKz9XzfwJr1AYtsmx3TGkJaNXVbfi/2pHm822aJ5iI9BMzNXxeYCmZDRD99WYwYqUSdjMmmAphXdvxegXd/M5+X7OrzKBaMbCVdFLUUh6DhweJBjEVv5f2wwjM9XzcnOf+EPbtG9DMBmADjFDc2w/rljwvFw==
dskey.example.com. DS 60485 5 1 2BB183AF5F22588179A53B0A98631FAD1A292118
dskey.example.com. DS 60485 5 2 D4B7D520E7BB5F0F67674A0CCEB1E3E0614B93C4F9E99B8383F6A1E4469DA50A
dskey.example.com. DS 60485 5 2 D4B7D520E7BB5F0F67674A0CCEB1E3E0614B93C4F9E99B8383F6A1E4469DA50B
`,
      "example.com",
    );
    const [key] = zoneKeys(records.slice(0, 1));
    if (key === undefined) throw new Error("there is no key");
    expect(key.tag).toBe(60_485);
    const owner = domainName("DSKEY.example.com");
    expect(delegationSigners(records.slice(1)).map((signer) => isSignerOf(signer, key, owner))).toEqual([true, true, false]);
  });
});

describe("ds-digest-deprecated", () => {
  cases([
    [
      "is information beside a better one of the same key",
      "ds-digest-deprecated",
      `${PARENT}${DELEGATION}dept DS 2371 13 1 ${SHA1}\ndept DS 2371 13 2 ${DIGEST}\n`,
      "7 info 1",
    ],
    [
      "goes by the key",
      "ds-digest-deprecated",
      `${PARENT}${DELEGATION}dept DS 2371 13 1 ${SHA1}\ndept DS 2372 13 2 ${DIGEST}\n`,
      "7 warning 1",
    ],
    [
      "sees GOST and unknown ones",
      "ds-digest-deprecated",
      `dept DS 1 13 3 ${DIGEST}\ndept DS 1 13 77 ab\n`,
      "1 warning 3",
      "2 warning 77",
    ],
    ["sees CDS records", "ds-digest-deprecated", `@ CDS 2371 13 SHA1 ${SHA1}\n`, "1 warning SHA1"],
    ["knows how a CDS record asks for none", "ds-digest-deprecated", "@ CDS 0 0 0 00\n"],
    ["leaves DS at the apex to its rule", "ds-digest-deprecated", `${PARENT}@ DS 2371 13 1 ${SHA1}\n`],
    [
      "marks the octets of the form of RFC 3597",
      "ds-digest-deprecated",
      `dept DS \\# 24 09430d01${SHA1}\n`,
      `1 warning 09430d01${SHA1}`,
    ],
  ]);
});

describe("dnssec-algorithm-deprecated", () => {
  const weak = KEY.replace("13", "7");
  const signature = (algorithm: number): string =>
    `@ RRSIG SOA ${algorithm} 2 3600 20260120000000 20251230000000 2371 example.org. dGVzdA==\n`;
  cases([
    [
      "reports an algorithm once, with its keys",
      "dnssec-algorithm-deprecated",
      `@ DNSKEY ${weak}\n@ DNSKEY ${weak.replace("257", "256")}\n${signature(7)}`,
      "1 warning 7",
    ],
    ["reports signatures of another one", "dnssec-algorithm-deprecated", `@ DNSKEY ${KEY}\n${signature(5)}`, "2 warning 5"],
    [
      "reports DS records",
      "dnssec-algorithm-deprecated",
      `${PARENT}${DELEGATION}dept DS 1 RSASHA1 2 ${DIGEST}\n`,
      "7 warning RSASHA1",
    ],
    [
      "reports a DS record not besides the key",
      "dnssec-algorithm-deprecated",
      `${PARENT}${DELEGATION}dept DS 1 7 2 ${DIGEST}\n${CHILD}@ DNSKEY ${weak}\n`,
      "dept.example.org.zone 5 warning 7",
    ],
    [
      "is content with current ones",
      "dnssec-algorithm-deprecated",
      `@ DNSKEY ${KEY}\n@ DNSKEY 257 3 15 l02Woi0iS8Aa25FQkUd9RMzZHJpBoRQwAQEX1SxZJA4=\n${signature(8)}`,
    ],
  ]);

  it("names the algorithm", () => {
    expect(message("dnssec-algorithm-deprecated", `@ DNSKEY ${weak}\n`)).toBe(
      '"example.org" is signed with algorithm 7, RSASHA1-NSEC3-SHA1, which must not be used any more',
    );
    expect(found("dnssec-algorithm-deprecated", `@ DNSKEY ${weak}\n`)).toHaveLength(1);
  });
});
