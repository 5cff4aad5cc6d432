/** Owners in reverse zones, as octets. */

const DOT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const IP4_END = "in-addr.arpa".length;
const IP6_END = "ip6.arpa".length;
const IP6_DIGITS = 32;

/** Whether the text of a name in a reverse zone, from `start` to `end`, is the name of an address (RFC 1035 section 3.5, RFC 3596 section 2.5). */
export function isAddressOwner(octets: Uint8Array, start: number, end: number): boolean {
  return end - start === 2 * IP6_DIGITS + IP6_END ? isIp6(octets, start) : isIp4(octets, start, end - IP4_END);
}

function isIp6(octets: Uint8Array, start: number): boolean {
  for (let at = start; at < start + 2 * IP6_DIGITS; at += 2) {
    if (octets[at + 1] !== DOT || !isHex(octets[at] ?? 0)) return false;
  }
  return true;
}

function isIp4(octets: Uint8Array, start: number, end: number): boolean {
  let labels = 0;
  for (let at = start; at < end; labels++) {
    const first = at;
    let number = 0;
    for (; octets[at] !== DOT; at++) {
      const code = octets[at] ?? 0;
      if (at >= end || code < ZERO || code > NINE || at - first > 2) return false;
      number = number * 10 + code - ZERO;
    }
    if (at === first || number > 255 || (octets[first] === ZERO && at - first > 1)) return false;
    at++;
  }
  return labels === 4;
}

function isHex(code: number): boolean {
  const lower = code | 0x20;
  return (code >= ZERO && code <= NINE) || (lower >= 0x61 && lower <= 0x66);
}
