/** Types of DNSSEC and of what parents and children tell each other: keys, digests, signatures and denial of existence. */
import { MAX_TTL } from "../ttl.js";
import { oldTypeBitmap, typeBitmap } from "./bitmap.js";
import { type DataFormat, type Field, dataFormat } from "./field.js";
import { ALGORITHMS, DIGEST_TYPES, KEY_FLAGS, KEY_PROTOCOLS } from "./mnemonics.js";
import { seconds, time, typeField, uint8, uint16, uint32 } from "./numbers.js";
import { hashField, inOctets, needsOctets, restBase64, restHex, saltField } from "./octets.js";
import { nameField } from "./text.js";

const algorithm = uint8("algorithm", "algorithm", { mnemonics: ALGORITHMS });

/** `<key tag> <algorithm> <digest type> <digest>` */
function delegationSigner(code: number, section: string): DataFormat {
  return dataFormat(code, section, [
    uint16("keyTag", "key tag"),
    algorithm,
    uint8("digestType", "digest type", { mnemonics: DIGEST_TYPES }),
    restHex("digest", "digest", { checkLength: checkDigest }),
  ]);
}

/** `<flags> <protocol> <algorithm> <public key>` */
function publicKey(code: number, section: string, key: Field = restBase64("publicKey", "public key")): DataFormat {
  return dataFormat(code, section, [
    uint16("flags", "flags field"),
    uint8("protocol", "protocol", {
      check: (value) => (value === 3 ? undefined : "the protocol has to be 3"),
    }),
    algorithm,
    key,
  ]);
}

/** `<type covered> <algorithm> <labels> <original TTL> <expiration> <inception> <key tag> <signer> <signature>` */
function signature(code: number, section: string): DataFormat {
  return dataFormat(
    code,
    section,
    [
      typeField("typeCovered", "type covered"),
      algorithm,
      uint8("labels", "number of labels"),
      seconds("originalTtl", "original TTL", MAX_TTL),
      time("expiration", "expiration"),
      time("inception", "inception"),
      uint16("keyTag", "key tag"),
      nameField("signer", "signer's name"),
      restBase64("signature", "signature"),
    ],
    { at: 18, count: 1 },
  );
}

const hashAlgorithm = uint8("hashAlgorithm", "hash algorithm", {
  mnemonics: new Map([["SHA-1", 1]]),
});
const iterations = uint16("iterations", "number of iterations");

export const DNSSEC_FORMATS: readonly DataFormat[] = [
  signature(24, "RFC 2535 4.5"),
  /** `KEY <flags> <protocol> <algorithm> <public key>`: no key where the flags say so. */
  dataFormat(25, "RFC 2535 3", [
    uint16("flags", "flags field", { mnemonics: KEY_FLAGS }),
    uint8("protocol", "protocol", { mnemonics: KEY_PROTOCOLS }),
    algorithm,
    restBase64("publicKey", "public key", { least: 0, checkLength: checkOldKey }),
  ]),
  /** `NXT <next name> <type>...` */
  dataFormat(30, "RFC 2535 5.2", [nameField("nextName", "next name"), oldTypeBitmap("types")], {
    count: 1,
  }),
  delegationSigner(43, "RFC 4034 5"),
  signature(46, "RFC 4034 3"),
  /** `NSEC <next name> <type>...`; RFC 6840 section 5.1 keeps the case of its name. */
  dataFormat(47, "RFC 4034 4", [nameField("nextName", "next name"), typeBitmap("types", 1)]),
  publicKey(48, "RFC 4034 2"),
  /** `NSEC3 <hash algorithm> <flags> <iterations> <salt> <next hashed owner> <type>...` */
  dataFormat(50, "RFC 5155 3", [
    hashAlgorithm,
    uint8("flags", "flags field"),
    iterations,
    saltField("salt", "salt"),
    hashField("nextHashedOwner", "next hashed owner", checkHash),
    typeBitmap("types", 0),
  ]),
  /** `NSEC3PARAM <hash algorithm> <flags> <iterations> <salt>` */
  dataFormat(51, "RFC 5155 4", [hashAlgorithm, uint8("flags", "flags field"), iterations, saltField("salt", "salt")]),
  /** `RKEY <flags> <protocol> <algorithm> <public key>` */
  dataFormat(57, "draft-reid-dnsext-rkey-00", [
    uint16("flags", "flags field", { check: checkReserved }),
    uint8("protocol", "protocol"),
    algorithm,
    restBase64("publicKey", "public key"),
  ]),
  /** `TALINK <start or previous> <end or next>` */
  dataFormat(58, "draft-ietf-dnsop-dnssec-trust-history-02", [
    nameField("previous", "previous name"),
    nameField("next", "next name"),
  ]),
  delegationSigner(59, "RFC 7344 3.1"),
  publicKey(60, "RFC 7344 3.2"),
  /** `CSYNC <SOA serial> <flags> <type>...` */
  dataFormat(62, "RFC 7477 2.1", [uint32("serial", "SOA serial"), uint16("flags", "flags field"), typeBitmap("types", 0)]),
  /** `ZONEMD <serial> <scheme> <hash algorithm> <digest>` */
  dataFormat(63, "RFC 8976 2", [
    uint32("serial", "serial"),
    uint8("scheme", "scheme"),
    uint8("hashAlgorithm", "hash algorithm"),
    restHex("digest", "digest", { checkLength: checkZoneDigest }),
  ]),
  /** `DSYNC <type> <scheme> <port> <target>` */
  dataFormat(66, "RFC 9859 2.1", [
    typeField("rrtype", "type"),
    uint8("scheme", "scheme", { mnemonics: new Map([["NOTIFY", 1]]) }),
    uint16("port", "port"),
    nameField("target", "target"),
  ]),
  delegationSigner(32_768, "draft-weiler-dnssec-trust-anchors"),
  delegationSigner(32_769, "RFC 4431 2"),
];

// --------------------------------------------------------------------------------------------------------------------------

// SHA-1, SHA-256, GOST R 34.11-94, SHA-384, GOST R 34.11-2012, SM3 (IANA, "DNSSEC Delegation Signer Digest Algorithms").
const DIGEST_OCTETS: readonly (number | undefined)[] = [undefined, 20, 32, 32, 48, 32, 32];

function checkDigest(length: number, before: Uint8Array): string | undefined {
  return needsOctets(length, DIGEST_OCTETS[before[3] ?? 0], `digest of type ${before[3]}`);
}

// RFC 8976 sections 2.2.4, 5.2 and 5.3.
function checkZoneDigest(length: number, before: Uint8Array): string | undefined {
  const hash = before[5] ?? 0;
  if (length < 12) return `the digest has ${inOctets(length)}, but at least 12 are needed`;
  return needsOctets(length, [undefined, 48, 64][hash], `digest of hash algorithm ${hash}`);
}

function checkHash(length: number, before: Uint8Array): string | undefined {
  return before[0] === 1 ? needsOctets(length, 20, "hash of algorithm 1") : undefined;
}

// All flags of RKEY are reserved.
function checkReserved(flags: number): string | undefined {
  return flags === 0 ? undefined : "the flags field has to be 0";
}

// RFC 2535 section 3.1.2: both first bits set mean that there is no key.
function checkOldKey(length: number, before: Uint8Array): string | undefined {
  const isNoKey = ((before[0] ?? 0) & 0xc0) === 0xc0;
  if (isNoKey === (length === 0)) return undefined;
  return isNoKey ? "the flags say that there is no key, but one follows" : "the public key is missing";
}
