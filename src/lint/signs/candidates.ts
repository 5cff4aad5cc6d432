/** Which names of a zone the rules are called for. */
import { typeCode } from "../../base/question.js";
import type { NodeView, ZoneView } from "../../zone/view.js";
import type { Rule } from "../rule.js";
import { type SignedNames, type Wanted, findSigns } from "./find-signs.js";
import { ALL_SIGNS, REFERRING_SIGNS, Sign } from "./sign.js";
import { type Apexes, apexesOf } from "./traits.js";

/** A name that a rule may find something in, and what it shows. */
interface Candidate {
  readonly node: NodeView;
  readonly signs: number;
}

export interface Candidates {
  /** The names of a zone that show one of the signs, in order of their first record. */
  of(zone: ZoneView, signs: number): Iterable<Candidate>;
}

/**
 * Finds candidates for some rules in zones that are checked together. `isPlainSpf` says of the text of an SPF record that no rule finds
 * anything in it, whatever its names lead to. `more` are signs that are asked for beside those of the rules. In a zone without columns every name is one.
 */
export function createCandidates(
  zones: readonly ZoneView[],
  rules: readonly Rule[],
  isPlainSpf: (text: string) => boolean,
  more = 0,
): Candidates {
  const wanted = wantedBy(rules, more);
  const found = new Map<ZoneView, SignedNames>();
  let apexes: Apexes | undefined;
  return {
    *of(zone, signs) {
      const { columns } = zone;
      if (columns === undefined) {
        for (const node of zone.nodes()) yield { node, signs: ALL_SIGNS };
        return;
      }
      let known = found.get(zone);
      if (known === undefined) {
        apexes ??= apexesOf(zones);
        found.set(zone, (known = findSigns(zone, columns, apexes, wanted, isPlainSpf)));
      }
      for (let at = 0; at < known.names.length; at++) {
        const shown = known.signs[at] ?? 0;
        if ((shown & signs) !== 0) yield { node: columns.node(known.names[at] ?? 0), signs: shown };
      }
    },
  };
}

/** The signs that a rule is called for. */
export function signsOf({ signs, types }: Rule): number {
  return signs ?? (types === undefined ? ALL_SIGNS : Sign.Type);
}

// --------------------------------------------------------------------------------------------------------------------------

// What rules ask for themselves is always wanted.
const ALWAYS = REFERRING_SIGNS | Sign.Spf | Sign.OutOfSight;

function wantedBy(rules: readonly Rule[], more: number): Wanted {
  const types = new Set<number>();
  let signs: number = ALWAYS | more;
  let isAll = false;
  for (const rule of rules) {
    if (rule.checkNode === undefined) continue;
    if (rule.signs !== undefined) signs |= rule.signs;
    else if (rule.types === undefined) isAll = true;
    else {
      signs |= Sign.Type;
      for (const type of rule.types) types.add(typeCode(type));
    }
  }
  return { signs: isAll ? signs | Sign.Type : signs, types: isAll ? "all" : types };
}
