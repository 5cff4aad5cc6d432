/** Hashes of record data: `scan.ts` computes the same ones from octets. */
import type { RecordData } from "../base/question.js";
import { HASH_FACTOR, hashText } from "./name-hash.js";
import { absoluteName } from "./rdata/text.js";
import { formatRecordData, recordDataKey } from "./print.js";

/** A number that is equal for equal data. Types are not told apart. */
export function hashData(data: RecordData): number {
  switch (data.type) {
    case "A":
      return data.address.w3 | 0;
    case "AAAA":
      return hashWords(data.address.w0, data.address.w1, data.address.w2, data.address.w3);
    case "NS":
    case "CNAME":
    case "PTR":
      return hashText(formatRecordData(data));
    case "MX":
      return joinHashes(hashText(`${data.preference} `), hashText(absoluteName(data.exchange)));
    case "SRV":
      return joinHashes(hashText(`${data.priority} ${data.weight} ${data.port} `), hashText(absoluteName(data.target)));
    case "TXT":
      return hashExactText(formatRecordData(data));
    case "UNKNOWN":
      if (data.code === TYPE_DS) return hashOctets(data.octets);
      return hashText(recordDataKey(data));
    default:
      return hashText(recordDataKey(data));
  }
}

/** The hash of the numbers in front of a name, with that of the name: so the hash of the name is known by itself, too. */
export function joinHashes(numbers: number, name: number): number {
  return (Math.imul(numbers, HASH_FACTOR) + name) | 0;
}

export function hashWords(w0: number, w1: number, w2: number, w3: number): number {
  let hash = Math.imul(w0, HASH_FACTOR) + w1;
  hash = Math.imul(hash, HASH_FACTOR) + w2;
  return (Math.imul(hash, HASH_FACTOR) + w3) | 0;
}

// Case counts in strings.
function hashExactText(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at++) hash = (Math.imul(hash, HASH_FACTOR) + text.charCodeAt(at)) | 0;
  return hash;
}

function hashOctets(octets: Uint8Array): number {
  let hash = 0;
  for (const octet of octets) hash = (Math.imul(hash, HASH_FACTOR) + octet) | 0;
  return hash;
}

const TYPE_DS = 43;
