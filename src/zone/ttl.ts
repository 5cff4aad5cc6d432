/** Times to live in master files: seconds, or numbers with units as BIND reads them (`1h30m`, `2W`). */
import { isDigit } from "../base/ascii.js";

/** The largest TTL, in seconds: 2^31 - 1 (RFC 2181 section 8). */
export const MAX_TTL = 0x7fff_ffff;

/** Why a text is not a TTL. */
export type TtlProblem = "bad-ttl" | "ttl-too-large";

/**
 * Reads a TTL: digits, or pairs of digits and a unit (`w`, `d`, `h`, `m`, `s`, in any case and any order). Gives seconds from 0
 * to `max`, 2^31 - 1 unless told.
 */
export function parseTtl(text: string, max: number = MAX_TTL): number | TtlProblem {
  let total = 0;
  let at = 0;
  while (at < text.length) {
    const start = at;
    let count = 0;
    for (let digit = digitAt(text, at); digit >= 0; digit = digitAt(text, at)) {
      // Stays above every limit and within exact integers, however many digits follow.
      count = Math.min(count * 10 + digit, HUGE);
      at++;
    }
    if (at === start) return "bad-ttl";
    if (at === text.length) {
      // A bare number is a TTL of its own; after a unit it would be a guess.
      if (start > 0) return "bad-ttl";
      total = count;
    } else {
      const seconds = UNIT_SECONDS.get(text.charAt(at).toLowerCase());
      if (seconds === undefined) return "bad-ttl";
      total = Math.min(total + count * seconds, HUGE);
      at++;
    }
  }
  if (text === "") return "bad-ttl";
  return total > max ? "ttl-too-large" : total;
}

/** Whether a field can only be meant as a TTL: types, classes and names in this place never start with a digit. */
export function looksLikeTtl(text: string): boolean {
  const first = text.charCodeAt(0);
  return isDigit(first === 0x2d || first === 0x2b ? text.charCodeAt(1) : first);
}

const HUGE = 2 ** 40;

const UNIT_SECONDS: ReadonlyMap<string, number> = new Map([
  ["s", 1],
  ["m", 60],
  ["h", 3600],
  ["d", 86_400],
  ["w", 604_800],
]);

function digitAt(text: string, at: number): number {
  const digit = text.charCodeAt(at) - 0x30;
  return digit >= 0 && digit <= 9 ? digit : -1;
}
