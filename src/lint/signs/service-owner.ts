/** Owners of SRV and TLSA records, as octets. */

const UNDERSCORE = 0x5f;
const DOT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const PROTOCOLS = ["_tcp.", "_udp.", "_tls."].map((text) => Buffer.from(text, "latin1"));

/**
 * Whether the text of a name, from `start` to `end`, plainly starts with a service and a protocol (RFC 2782), such as `_imaps._tcp`; with
 * `isPort`, with a port in the place of the service (RFC 6698 section 3).
 */
export function isServiceOwner(octets: Uint8Array, start: number, end: number, isPort: boolean): boolean {
  if (octets[start] !== UNDERSCORE || isProtocolAt(octets, start)) return false;
  let at = start + 1;
  for (; at < end && octets[at] !== DOT; at++) {
    const code = octets[at] ?? 0;
    if (isPort && (code < ZERO || code > NINE)) return false;
  }
  return at > start + 1 && at < end && isProtocolAt(octets, at + 1);
}

function isProtocolAt(octets: Uint8Array, at: number): boolean {
  return PROTOCOLS.some((protocol) => protocol.every((code, index) => octets[at + index] === code));
}
