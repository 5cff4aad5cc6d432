/** What a signed zone has to have at each name: signatures, and the records that prove what does not exist (RFC 4035 section 2). */
import { type QueryType, typeCode } from "../../base/question.js";
import type { NodeView, ZoneView } from "../../zone/view.js";
import { type ChainFault, type ChainLink, addNsec3, chainFaults, leastHash, readNsec } from "./denial.js";
import { zoneKeys } from "./keys.js";
import { uint16At } from "./octets.js";
import { perZone } from "./state.js";
import { TYPE_DNSKEY, TYPE_DS, TYPE_NSEC, TYPE_NSEC3, TYPE_RRSIG } from "./types.js";

/** Types of a name that no key of the zone has signed. */
interface UnsignedTypes {
  readonly node: NodeView;
  readonly types: readonly QueryType[];
  /** Whether all of them have signatures, but by keys that are not in the zone. */
  readonly isByUnknownKey: boolean;
}

/** An NSEC record whose list of types is not that of its name. */
interface WrongTypes {
  readonly node: NodeView;
  /** Codes of the types that the list lacks, and of those that the name lacks. */
  readonly missing: readonly number[];
  readonly extra: readonly number[];
}

export interface SigningFaults {
  readonly unsigned: readonly UnsignedTypes[];
  readonly wrongTypes: readonly WrongTypes[];
  /** Names that are signed or delegated and have no NSEC record, in a zone with such records. */
  readonly withoutNsec: readonly NodeView[];
  readonly nsecFaults: readonly ChainFault[];
  readonly nsec3Faults: readonly ChainFault[];
}

/**
 * Goes through the names of a zone once, and reads each signature once, for all rules. A zone without keys or without signatures has no
 * faults: it is not signed here, or other rules say what is missing.
 */
export const signingFaults: (zone: ZoneView) => SigningFaults = perZone((zone) => {
  const pass = new SigningPass(zone);
  const apex = zone.node(zone.apex);
  if (apex === undefined || !apex.types.includes(TYPE_DNSKEY) || !apex.types.includes(TYPE_RRSIG)) return pass.faults();
  // Where not even the SOA record is signed, the file holds signatures of other keys, and nothing else is worth saying.
  if (pass.checkSoa(apex)) for (const node of zone.nodes()) if (!isBelowCut(node)) pass.add(node);
  return pass.faults();
});

// --------------------------------------------------------------------------------------------------------------------------

const [NS, RRSIG] = [typeCode("NS"), typeCode(TYPE_RRSIG)];

class SigningPass {
  readonly #apex: string;
  readonly #keys: ReadonlySet<number>;
  readonly #unsigned: UnsignedTypes[] = [];
  readonly #wrongTypes: WrongTypes[] = [];
  readonly #withoutNsec: NodeView[] = [];
  readonly #nsec: ChainLink[] = [];
  readonly #nsec3 = new Map<string, ChainLink[]>();

  constructor(zone: ZoneView) {
    const keys = zoneKeys(zone.node(zone.apex)?.rrset(TYPE_DNSKEY) ?? []);
    this.#apex = zone.apex.key;
    this.#keys = new Set(keys.map(({ tag, algorithm }) => keyId(tag, algorithm)));
  }

  checkSoa(apex: NodeView): boolean {
    const signed = this.#read(apex);
    return this.#addUnsigned(apex, ["SOA"], signed);
  }

  add(node: NodeView): void {
    const { types } = node;
    const own = signedTypes(node);
    const signed = this.#read(node);
    this.#addUnsigned(node, own, signed);
    if (types.includes(TYPE_NSEC3)) for (const record of node.rrset(TYPE_NSEC3)) addNsec3(this.#nsec3, node, record);
    else if (types.includes(TYPE_NSEC)) this.#addNsec(node, own, signed);
    else if (node.cut !== undefined || types.includes(TYPE_RRSIG)) this.#withoutNsec.push(node);
  }

  faults(): SigningFaults {
    const hasNsecOnly = this.#nsec.length > 0 && this.#nsec3.size === 0;
    const withoutNsec = hasNsecOnly ? this.#withoutNsec : [];
    // A name without the record leaves a gap that is reported at the name.
    const gaps = new Set(withoutNsec.map(({ owner }) => owner.key));
    return {
      unsigned: this.#unsigned,
      wrongTypes: this.#wrongTypes,
      withoutNsec,
      nsecFaults: chainFaults(this.#nsec, this.#apex).filter(({ link }) => !gaps.has(link.next)),
      nsec3Faults: [...this.#nsec3.values()].flatMap((chain) => chainFaults(chain, leastHash(chain))),
    };
  }

  // The codes of the types that have a signature, and whether that is by a key of the zone.
  #read(node: NodeView): ReadonlyMap<number, boolean> {
    const signed = new Map<number, boolean>();
    if (!node.types.includes(TYPE_RRSIG)) return signed;
    for (const { data } of node.rrset(TYPE_RRSIG)) {
      if (data.type !== "UNKNOWN" || data.octets.length < 18) continue;
      // RFC 4034 section 3.1: first the type covered and the algorithm, and behind the times the key tag.
      const covered = uint16At(data.octets, 0);
      const isByKey = this.#keys.has(keyId(uint16At(data.octets, 16), data.octets[2] ?? 0));
      signed.set(covered, isByKey || signed.get(covered) === true);
    }
    return signed;
  }

  #addUnsigned(node: NodeView, own: readonly QueryType[], signed: ReadonlyMap<number, boolean>): boolean {
    const types = own.filter((type) => signed.get(typeCode(type)) !== true);
    if (types.length === 0) return true;
    this.#unsigned.push({ node, types, isByUnknownKey: types.every((type) => signed.has(typeCode(type))) });
    return false;
  }

  #addNsec(node: NodeView, own: readonly QueryType[], signed: ReadonlyMap<number, boolean>): void {
    const [record] = node.rrset(TYPE_NSEC);
    const denial = record === undefined ? undefined : readNsec(node, record);
    if (denial === undefined) return;
    this.#nsec.push(denial.link);
    const codes = new Set(own.map(typeCode));
    // Types without signatures have a finding of their own, and are not in the list for the same reason; so has a name without any.
    const wanted = [...codes].filter((code) => signed.has(code));
    if (node.cut !== undefined) wanted.push(NS);
    if (signed.size > 0) wanted.push(RRSIG);
    const missing = wanted.filter((code) => !denial.types.includes(code));
    const extra = denial.types.filter((code) => code !== RRSIG && !codes.has(code) && !wanted.includes(code));
    if (missing.length > 0 || extra.length > 0) this.#wrongTypes.push({ node, missing, extra });
  }
}

// What is below a delegation is glue, which nobody signs.
function isBelowCut({ cut, owner }: NodeView): boolean {
  return cut !== undefined && cut.labels.length < owner.labels.length;
}

/** The types of a name that are signed: at a delegation only DS and NSEC (RFC 4035 sections 2.2 and 2.4). */
function signedTypes(node: NodeView): readonly QueryType[] {
  const { types } = node;
  if (node.cut !== undefined) return types.filter((type) => type === TYPE_DS || type === TYPE_NSEC);
  return types.filter((type) => type !== TYPE_RRSIG);
}

function keyId(tag: number, algorithm: number): number {
  return algorithm * 0x1_0000 + tag;
}
