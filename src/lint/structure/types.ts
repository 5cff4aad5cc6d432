/** Types whose data has no fields of its own in `RecordData`, and what they are in it. */
import { type QueryType, typeCode } from "../../base/question.js";
import { typeMnemonic } from "../../zone/types.js";

export const TYPE_DNAME: QueryType = "TYPE39";
export const TYPE_DS: QueryType = "TYPE43";
export const TYPE_RRSIG: QueryType = "TYPE46";
export const TYPE_NSEC: QueryType = "TYPE47";
export const TYPE_DNSKEY: QueryType = "TYPE48";
export const TYPE_TLSA: QueryType = "TYPE52";
export const TYPE_CDS: QueryType = "TYPE59";
export const TYPE_NSEC3: QueryType = "TYPE50";
export const TYPE_NSEC3PARAM: QueryType = "TYPE51";

/** A type as people write it. */
export function mnemonic(type: QueryType): string {
  return typeMnemonic(typeCode(type));
}
