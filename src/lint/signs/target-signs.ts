/** What the names show that records point to: each is a number, so nothing is looked up as text. */
import { NO_DETAIL, type ZoneTable } from "../../zone/zone-table.js";
import {
  HAS_ADDRESS,
  HAS_CNAME,
  HAS_EQUALS,
  HAS_MX,
  HAS_PLAIN_SPF,
  HAS_RECORDS,
  HAS_SPECIAL_ADDRESS,
  HAS_SPF_TYPE,
  IS_EXTERNAL,
  IS_LITERAL,
  IS_LOCAL,
  NOT_HOST,
  REPEATS_ZONE,
} from "./facts.js";
import { Sign } from "./sign.js";
import { TYPE_CNAME, TYPE_MX, TYPE_SRV } from "./types.js";

/** Up to so many aliases are followed. */
const MOST_ALIASES = 3;

/** What records that were not read may show. */
const TARGET_SIGNS =
  Sign.NotHost |
  Sign.RepeatedName |
  Sign.UnsettledTarget |
  Sign.UnsettledAlias |
  Sign.LiteralTarget |
  Sign.NullTarget |
  Sign.EqualsTarget |
  Sign.SameExchange |
  Sign.HostWithoutSpf |
  Sign.PtrWithin;

export class TargetSigns {
  readonly #table: ZoneTable;
  readonly #facts: Int32Array;
  readonly #isReverse: boolean;

  /** `facts` are those of all names of the table. */
  constructor(table: ZoneTable, facts: Int32Array, isReverse: boolean) {
    this.#table = table;
    this.#facts = facts;
    this.#isReverse = isReverse;
  }

  /** Of an NS, MX or SRV record. */
  ofTarget(type: number, target: number): number {
    if (target === NO_DETAIL) return TARGET_SIGNS;
    const fact = this.#facts[target] ?? 0;
    let signs = 0;
    if ((fact & TARGET_TRAITS) !== 0) {
      if ((fact & NOT_HOST) !== 0) signs |= Sign.NotHost;
      if ((fact & IS_LITERAL) !== 0) signs |= Sign.LiteralTarget;
      if ((fact & REPEATS_ZONE) !== 0) signs |= Sign.RepeatedName;
      if ((fact & HAS_EQUALS) !== 0) signs |= Sign.EqualsTarget;
    }
    if (type === TYPE_MX || type === TYPE_SRV) {
      if (this.#table.names.textLength(target) === 0) signs |= Sign.NullTarget;
      else if (type === TYPE_MX) signs |= this.#exchangeSigns(fact);
    }
    if ((fact & IS_EXTERNAL) !== 0) return signs;
    return (fact & SETTLED) === (IS_LOCAL | HAS_ADDRESS) ? signs : signs | Sign.UnsettledTarget;
  }

  // Whether the host has to be asked for an SPF record of its own.
  #exchangeSigns(fact: number): number {
    if ((fact & IS_EXTERNAL) !== 0) return 0;
    if ((fact & IS_LOCAL) === 0) return Sign.HostWithoutSpf;
    if ((fact & HAS_ADDRESS) === 0 || (fact & (HAS_MX | HAS_SPF_TYPE | HAS_PLAIN_SPF)) !== 0) return 0;
    return Sign.HostWithoutSpf;
  }

  /** Of a CNAME record. */
  ofAlias(target: number): number {
    if (target === NO_DETAIL) return TARGET_SIGNS;
    const fact = this.#facts[target] ?? 0;
    let signs = this.#isSettledAlias(target) ? 0 : Sign.UnsettledAlias;
    if ((fact & TARGET_TRAITS) !== 0) {
      if ((fact & IS_LITERAL) !== 0) signs |= Sign.LiteralTarget;
      if ((fact & REPEATS_ZONE) !== 0) signs |= Sign.RepeatedName;
      if ((fact & HAS_EQUALS) !== 0) signs |= Sign.EqualsTarget;
    }
    return signs;
  }

  #isSettledAlias(first: number): boolean {
    let target = first;
    for (let aliases = 1; aliases <= MOST_ALIASES; aliases++) {
      const fact = this.#facts[target] ?? 0;
      if ((fact & IS_EXTERNAL) !== 0) return true;
      if ((fact & IS_LOCAL) === 0 || (fact & HAS_RECORDS) === 0) return false;
      if ((fact & HAS_CNAME) === 0) return true;
      target = this.#aliasOf(target);
      if (target === NO_DETAIL) return false;
    }
    return false;
  }

  #aliasOf(name: number): number {
    const { groups, types, details } = this.#table;
    const end = groups.starts[name + 1] ?? 0;
    for (let at = groups.starts[name] ?? 0; at < end; at++) {
      const index = groups.records[at] ?? 0;
      if (types[index] === TYPE_CNAME && !this.#table.isOmitted(index)) return details[index] ?? NO_DETAIL;
    }
    return NO_DETAIL;
  }

  /** Of a PTR record. */
  ofPointer(target: number): number {
    if (target === NO_DETAIL) return TARGET_SIGNS | Sign.WrongTree;
    const fact = this.#facts[target] ?? 0;
    let signs: number = (fact & REPEATS_ZONE) === 0 ? 0 : Sign.RepeatedName;
    if ((fact & IS_LITERAL) !== 0) signs |= Sign.LiteralTarget;
    if (!this.#isReverse) return signs | Sign.WrongTree;
    return (fact & IS_EXTERNAL) === 0 ? signs | Sign.PtrWithin : signs;
  }
}

/** What makes a name of these zones a plain target. */
const SETTLED = IS_LOCAL | HAS_ADDRESS | HAS_CNAME | HAS_SPECIAL_ADDRESS;
const TARGET_TRAITS = NOT_HOST | IS_LITERAL | REPEATS_ZONE | HAS_EQUALS;
