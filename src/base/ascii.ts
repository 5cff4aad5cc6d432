/** Octets as ASCII. */

/** Whether an octet is a digit, `0` to `9`. */
export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** An octet string with its letters in lower case. Octets outside ASCII stay as they are (RFC 4343 section 3). */
export function lowerAscii(octets: string): string {
  return octets.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
