/** The rules about what a signed zone has to have, beyond the examples of their documentation. */
import { describe, expect, it } from "vitest";
import { cases, found, message } from "./cases.js";

const KEY = "257 3 13 mdsswUyr3DPW132mOi8V9xESWE8jTo0dxCjjnopKl+GqJxpVXckHAeF+KkxLbxILfDLUT0rAK9iUzy1L53eKGQ==";

/** Signatures of a name's records, by the one key. */
function signed(owner: string, types: string, tag = 2371): string {
  return types
    .split(" ")
    .map((type) => `${owner} RRSIG ${type} 13 2 3600 20260120000000 20251230000000 ${tag} example.org. dGVzdA==\n`)
    .join("");
}

const APEX = `$TTL 1h
@ SOA ns1.example.net. hostmaster 2026010101 4h 1h 2w 15m
@ NS ns1.example.net.
@ NS ns2.example.net.
@ DNSKEY ${KEY}
${signed("@", "SOA NS DNSKEY")}`;

/** A zone with NSEC records: each link is `owner next types`, all of it signed. */
function chain(...links: string[]): string {
  const records = links.map((link) => {
    const [owner = "", next = "", ...types] = link.split(" ");
    const own = types.filter((type) => type === "A" || type === "TXT");
    const data = own.map((type) => `${owner} ${type} ${type === "A" ? "192.0.2.1" : "x"}\n`).join("");
    return `${owner} NSEC ${next} ${types.join(" ")}\n${data}${signed(owner, ["NSEC", ...own].join(" "))}`;
  });
  return APEX + records.join("");
}

const TYPES = "A RRSIG NSEC";
const APEX_TYPES = "NS SOA RRSIG NSEC DNSKEY";

describe("rrset-unsigned", () => {
  cases([
    ["reports a name once", "rrset-unsigned", `${APEX}www A 192.0.2.1\nwww TXT x\n`, "9 error A"],
    ["looks at each type", "rrset-unsigned", `${APEX}www A 192.0.2.1\nwww TXT x\n${signed("www", "A")}`, "10 error TXT"],
    ["wants a key that is in the zone", "rrset-unsigned", `${APEX}www A 192.0.2.1\n${signed("www", "A", 1)}`, "9 error A"],
    ["wants no signature of a delegation, nor of glue", "rrset-unsigned", `${APEX}dept NS ns.dept\nns.dept A 192.0.2.1\n`],
    [
      "wants one of the DS records there",
      "rrset-unsigned",
      `${APEX}dept NS ns1.example.net.\ndept DS 1 13 2 ${"ab".repeat(32)}\n`,
      "10 error DS",
    ],
    ["says one thing of a zone that is signed by others", "rrset-unsigned", APEX.replaceAll(" 2371 ", " 1 "), "2 error SOA"],
    ["leaves a zone without signatures to its rule", "rrset-unsigned", APEX.replaceAll(/^.*RRSIG.*\n/gm, "")],
    ["leaves a zone without keys to its rule", "rrset-unsigned", APEX.replaceAll(/^@ DNSKEY.*\n/gm, "")],
  ]);

  it("tells a signature by an unknown key from none", () => {
    expect(message("rrset-unsigned", `${APEX}www A 192.0.2.1\n${signed("www", "A", 1)}`)).toContain(
      "by a key that is in the zone",
    );
    expect(message("rrset-unsigned", `${APEX}www A 192.0.2.1\n`)).toContain("have not a signature: ");
  });
});

describe("nsec-chain-broken", () => {
  cases([
    [
      "is content with a chain in canonical order",
      "nsec-chain-broken",
      chain(`@ a ${APEX_TYPES}`, `a Z.a ${TYPES}`, `Z.a b ${TYPES}`, `b \\200 ${TYPES}`, `\\200 @ ${TYPES}`),
    ],
    ["is content with one link", "nsec-chain-broken", chain(`@ @ ${APEX_TYPES}`)],
    [
      "sees a name without the record",
      "nsec-chain-broken",
      `${chain(`@ b ${APEX_TYPES}`, `b @ ${TYPES}`)}a A 192.0.2.1\n${signed("a", "A")}`,
      "15 error A",
    ],
    [
      "reports a record that is gone at its name alone",
      "nsec-chain-broken",
      `${chain(`@ a ${APEX_TYPES}`, `b @ ${TYPES}`)}a A 192.0.2.1\n${signed("a", "A")}`,
      "15 error A",
    ],
    [
      "sees a delegation without the record",
      "nsec-chain-broken",
      `${chain(`@ @ ${APEX_TYPES}`)}dept NS ns1.example.net.\n`,
      "11 error NS",
    ],
    [
      "leaves a name that is not signed at all to its rule",
      "nsec-chain-broken",
      `${chain(`@ @ ${APEX_TYPES}`)}a A 192.0.2.1\n`,
    ],
    ["sees a next that has gone", "nsec-chain-broken", chain(`@ a ${APEX_TYPES}`, `a b ${TYPES}`), "11 error b"],
    [
      "sees a name that is passed over",
      "nsec-chain-broken",
      chain(`@ b ${APEX_TYPES}`, `a b ${TYPES}`, `b @ ${TYPES}`),
      "11 error b",
    ],
    ["sees two circles", "nsec-chain-broken", chain(`@ @ ${APEX_TYPES}`, `a b ${TYPES}`, `b a ${TYPES}`), "15 error a"],
    ["sees a wrong order", "nsec-chain-broken", chain(`@ b ${APEX_TYPES}`, `b a ${TYPES}`, `a @ ${TYPES}`), "11 error a"],
    ["leaves out a zone without keys", "nsec-chain-broken", chain(`@ a ${APEX_TYPES}`).replaceAll(/^@ DNSKEY.*\n/gm, "")],
  ]);

  const [A, B, C] = [
    "0p9mhaveqvm6t7vbl5lop2u3t2rp3tom",
    "2t7b4g4vsa5smi47k61mv5bv1a22bojr",
    "b4um86eghhds6nea196smvmlo4ors995",
  ];
  const hashed = (at: string, next: string, parameters = "1 0 0 -"): string =>
    `${at} NSEC3 ${parameters} ${next} A RRSIG\n${signed(at, "NSEC3")}`;
  cases([
    [
      "is content with hashes that close, in any case of letters",
      "nsec-chain-broken",
      APEX + hashed(A.toUpperCase(), B) + hashed(B, C) + hashed(C, A),
    ],
    ["takes no notice of opt-out", "nsec-chain-broken", APEX + hashed(A, B, "1 1 0 -") + hashed(B, A)],
    [
      "keeps chains with other parameters apart",
      "nsec-chain-broken",
      APEX + hashed(A, A) + hashed(B, C, "1 0 0 aabb") + hashed(C, B, "1 0 0 aabb"),
    ],
    [
      "sees a hash that is passed over",
      "nsec-chain-broken",
      APEX + hashed(A, C) + hashed(B, C) + hashed(C, A),
      `11 error ${C}`,
    ],
    ["sees hashes in two circles", "nsec-chain-broken", APEX + hashed(A, A) + hashed(B, C) + hashed(C, B), `13 error ${B}`],
  ]);
});

describe("nsec-types-wrong", () => {
  cases([
    [
      "sees a type that the list lacks",
      "nsec-types-wrong",
      `${chain(`@ a ${APEX_TYPES}`, `a @ ${TYPES}`)}a TXT x\n${signed("a", "TXT")}`,
      "11 error NSEC",
    ],
    [
      "leaves a type that is not signed to its rule",
      "nsec-types-wrong",
      `${chain(`@ a ${APEX_TYPES}`, `a @ ${TYPES}`)}a TXT x\n`,
    ],
    [
      "knows what a delegation has",
      "nsec-types-wrong",
      `${chain(`@ d ${APEX_TYPES}`, "d @ NS DS RRSIG NSEC")}d NS d\nd A 192.0.2.1\nd DS 1 13 2 ${"ab".repeat(32)}\n${signed("d", "DS")}`,
    ],
    [
      "wants NS at a delegation",
      "nsec-types-wrong",
      `${chain(`@ d ${APEX_TYPES}`, "d @ RRSIG NSEC")}d NS ns1.example.net.\n`,
      "11 error NSEC",
    ],
    ["wants RRSIG", "nsec-types-wrong", chain(`@ a ${APEX_TYPES}`, "a @ A NSEC"), "11 error NSEC"],
  ]);

  it("names both kinds of types", () => {
    const zone = `${chain(`@ a ${APEX_TYPES}`, "a @ MX RRSIG NSEC")}a TXT x\n${signed("a", "TXT")}`;
    expect(message("nsec-types-wrong", zone)).toBe(
      'the NSEC record of "a.example.org" does not list TXT, which the name has and lists MX, which the name has not',
    );
    expect(found("rrset-unsigned", zone)).toEqual([]);
  });
});
