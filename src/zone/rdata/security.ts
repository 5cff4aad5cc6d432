/** Types that publish keys, certificates and fingerprints for other protocols. */
import { type DataFormat, dataFormat } from "./field.js";
import { ALGORITHMS, CERTIFICATE_TYPES } from "./mnemonics.js";
import { amtRelay, hipKeys, ipsecGateway } from "./gateway.js";
import { uint8, uint16 } from "./numbers.js";
import { needsOctets, restBase64, restHex } from "./octets.js";
import { nameList } from "./text.js";

/** `<usage> <selector> <matching type> <certificate association data>` */
function association(code: number, section: string): DataFormat {
  return dataFormat(code, section, [
    uint8("usage", "certificate usage"),
    uint8("selector", "selector"),
    uint8("matchingType", "matching type"),
    restHex("data", "certificate association data", { checkLength: checkAssociation }),
  ]);
}

export const SECURITY_FORMATS: readonly DataFormat[] = [
  /** `CERT <type> <key tag> <algorithm> <certificate>` */
  dataFormat(37, "RFC 4398 2.2", [
    uint16("certificateType", "certificate type", { mnemonics: CERTIFICATE_TYPES }),
    uint16("keyTag", "key tag"),
    uint8("algorithm", "algorithm", { mnemonics: ALGORITHMS }),
    restBase64("certificate", "certificate"),
  ]),
  /** `SSHFP <algorithm> <fingerprint type> <fingerprint>` */
  dataFormat(44, "RFC 4255 3", [
    uint8("algorithm", "algorithm"),
    uint8("fingerprintType", "fingerprint type"),
    restHex("fingerprint", "fingerprint", { checkLength: checkFingerprint }),
  ]),
  /** `IPSECKEY <precedence> <gateway type> <algorithm> <gateway> [<public key>]` */
  dataFormat(45, "RFC 4025 3", [
    uint8("precedence", "precedence"),
    ipsecGateway,
    restBase64("publicKey", "public key", { least: 0, checkLength: checkIpsecKey }),
  ]),
  /** `DHCID <digest>`: type of the identifier, type of the digest, digest. */
  dataFormat(49, "RFC 4701 3", [restBase64("digest", "identifier", { least: 3 })]),
  association(52, "RFC 6698 2"),
  association(53, "RFC 8162 2"),
  /** `HIP <algorithm> <HIT> <public key> <rendezvous server>...` */
  dataFormat(55, "RFC 8005 6", [hipKeys, nameList("rendezvousServer", "rendezvous server")]),
  /** `OPENPGPKEY <key>` */
  dataFormat(61, "RFC 7929 2.3", [restBase64("publicKey", "public key")]),
  /** `AMTRELAY <precedence> <discovery optional> <relay type> <relay>` */
  dataFormat(260, "RFC 8777 4.3", [uint8("precedence", "precedence"), amtRelay]),
];

// --------------------------------------------------------------------------------------------------------------------------

// RFC 4255 section 3.1.2, RFC 6594 section 4.2.
function checkFingerprint(length: number, before: Uint8Array): string | undefined {
  return needsOctets(length, [undefined, 20, 32][before[1] ?? 0], `fingerprint of type ${before[1]}`);
}

// RFC 6698 section 2.1.3.
function checkAssociation(length: number, before: Uint8Array): string | undefined {
  return needsOctets(length, [undefined, 32, 64][before[2] ?? 0], `data of matching type ${before[2]}`);
}

// RFC 4025 section 2.4: algorithm 0 says that there is no key.
function checkIpsecKey(length: number, before: Uint8Array): string | undefined {
  // What follows a gateway of an unknown type is part of it.
  if ((before[1] ?? 0) > 3 || (before[2] === 0) === (length === 0)) return undefined;
  return length === 0 ? "the public key is missing: only algorithm 0 has none" : "algorithm 0 has no public key";
}
