/** What the first octets of an address tell. */

/** Whether addresses may be special (RFC 6890, RFC 5771): all that start so, or some. */
export function mayBeSpecial(first: number, second: number): boolean {
  switch (first) {
    case 0:
    case 10:
    case 127:
      return true;
    case 100:
      return (second & 0xc0) === 64;
    case 169:
      return second === 254;
    case 172:
      return (second & 0xf0) === 16;
    case 192:
      return second === 168;
    default:
      return first >= 224;
  }
}

/** Whether some have no client on the Internet: special ones, those for documentation (RFC 5737), benchmarks and protocols. */
export function mayHaveNoClient(first: number, second: number): boolean {
  switch (first) {
    case 192:
      return second === 0 || second === 88 || second === 168;
    case 198:
      return second === 18 || second === 19 || second === 51;
    case 203:
      return second === 0;
    default:
      return mayBeSpecial(first, second);
  }
}

/** Whether IPv6 addresses with these first 32 bits may be special, or are for documentation (RFC 3849, RFC 9637). */
export function mayBeSpecialIp6(bits: number): boolean {
  // 2000::/3 are the global unicast addresses (RFC 4291 section 2.4).
  return bits >>> 29 !== 1 || bits === 0x2001_0db8 || bits >>> 12 === 0x3fff0;
}
