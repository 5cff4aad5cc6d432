/** What an octet is in ASCII. */

/** Whether an octet is a digit, `0` to `9`. */
export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}
