/** What the first two octets of an IPv4 address tell. */

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
