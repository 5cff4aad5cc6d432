/** Faults of the lengths behind addresses and hosts (RFC 7208 sections 5.3, 5.4 and 5.6). */
import { shown } from "./fault.js";
import { netmaskLength } from "./ip4-text.js";
import { type FoundTerm, type TermPlace, faultAt } from "./term-place.js";

/** What is wrong with the length of `ip4` or `ip6`, which stands behind a good address, from the slash on. */
export function ipLengthFault(place: TermPlace, address: string, length: string): FoundTerm | undefined {
  if (length === "") return undefined;
  const { text, reading } = place.token;
  const { signs, name } = reading;
  const bits = name === "ip4" ? 32 : 128;
  const span = [text.length - length.length, text.length] as const;
  const digits = length.slice(1);
  const term = (prefix: number | string): string => `${signs.slice(0, 1)}${name}:${address}/${prefix}`;
  if (length.includes("//")) {
    const message = `${name} has one length, behind one slash: two are for a and mx`;
    return faultAt(place, "dual-cidr-malformed", span, message);
  }
  if (name === "ip4" && digits.includes(".")) return netmaskFault(place, span, digits, term);
  if (!/^[0-9]+$/.test(digits)) return malformed(place, span, bits);
  return numberFault(place, span, digits, bits, term);
}

/** What is wrong with the lengths of `a` or `mx`, from the first slash on. `front` is the term up to there. */
export function hostLengthsFault(place: TermPlace, front: string, lengths: string): FoundTerm | undefined {
  const { text } = place.token;
  const span = [front.length, text.length] as const;
  const term = (end: string): string => front + end;
  const match = /^(?:\/([0-9]+))?(?:\/\/([0-9]+))?$/.exec(lengths);
  if (match !== null) return pairFault(place, front, match[1], match[2]);
  const mask = /^\/([0-9]+(?:\.[0-9]+)+)$/.exec(lengths)?.[1];
  if (mask !== undefined) return netmaskFault(place, span, mask, (prefix) => term(`/${prefix}`));
  const numbers = lengths.match(/[0-9]+/g) ?? [];
  const isDual = numbers.length > 1 || lengths.includes("//");
  if (!isDual || !/^[/0-9]+$/.test(lengths)) return malformed(place, span, 32);
  const [first = "", second = ""] = numbers;
  const [four, six] = lengths.startsWith("//") ? [second, first] : [first, second];
  const right = `/${four}//${six}`;
  const isPlain = numbers.length === 2 && isPrefix(four, 32) && isPrefix(six, 128);
  const what = "the length for IPv4 stands behind one slash, then that for IPv6 behind two";
  const message = isPlain ? `${what}: write ${shown(term(right))}` : `${what}, such as a/24//64`;
  return faultAt(place, "dual-cidr-malformed", span, message, isPlain ? term(right) : undefined);
}

// Lengths in the right form, but not in their ranges.
function pairFault(place: TermPlace, front: string, four: string | undefined, six: string | undefined): FoundTerm | undefined {
  const start = front.length;
  const sixAt = start + (four === undefined ? 0 : four.length + 1);
  if (four !== undefined && six !== undefined && !isPrefix(four, 32) && isPrefix(four, 128) && isPrefix(six, 32)) {
    const right = `${front}/${six}//${four}`;
    const message = `the lengths are swapped: that for IPv4 comes first: write ${shown(right)}`;
    return faultAt(place, "dual-cidr-malformed", [start, place.token.text.length], message, right);
  }
  const sixText = six === undefined ? "" : `//${six}`;
  if (four !== undefined && !isPrefix(four, 32)) {
    return numberFault(place, [start, sixAt], four, 32, (prefix) => `${front}/${prefix}${sixText}`);
  }
  if (six === undefined || isPrefix(six, 128)) return undefined;
  const fourText = four === undefined ? "" : `/${four}`;
  return numberFault(place, [sixAt, place.token.text.length], six, 128, (prefix) => `${front}${fourText}//${prefix}`);
}

function numberFault(
  place: TermPlace,
  span: readonly [number, number],
  digits: string,
  bits: 32 | 128,
  term: (prefix: number) => string,
): FoundTerm | undefined {
  if (isPrefix(digits, bits)) return undefined;
  if (/^0[0-9]/.test(digits) && Number(digits) <= bits) {
    const right = term(Number(digits));
    return faultAt(place, "cidr-leading-zero", span, `a length has no leading zero: write ${shown(right)}`, right);
  }
  const { name } = place.token.reading;
  const family = bits === 32 ? "IPv4" : "IPv6";
  const isForSix = bits === 32 && name !== "ip4" && isPrefix(digits, 128);
  const help = isForSix ? `; for IPv6 write //${digits}` : "";
  return faultAt(place, "cidr-out-of-range", span, `the length of ${family} networks is at most ${bits}${help}`);
}

function netmaskFault(
  place: TermPlace,
  span: readonly [number, number],
  mask: string,
  term: (prefix: number) => string,
): FoundTerm {
  const prefix = netmaskLength(mask);
  const right = prefix === undefined ? undefined : term(prefix);
  const what = "a network has a length and no netmask";
  const message = right === undefined ? `${what}: write a number from 0 to 32` : `${what}: write ${shown(right)}`;
  return faultAt(place, "ip4-netmask", span, message, right);
}

function malformed(place: TermPlace, span: readonly [number, number], bits: number): FoundTerm {
  return faultAt(place, "cidr-malformed", span, `a slash is followed by a length, which is one number from 0 to ${bits}`);
}

function isPrefix(digits: string, bits: number): boolean {
  return /^(?:0|[1-9][0-9]{0,2})$/.test(digits) && Number(digits) <= bits;
}
