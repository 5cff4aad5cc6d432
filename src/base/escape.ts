/** Makes text from DNS, from a file or from a stranger safe to print. Such text is hostile wherever it is shown. */

/**
 * Shows an octet string on a terminal: printable ASCII stays, every other octet (control characters, DEL, C1, everything above
 * 0x7F) becomes `\DDD` as in a zone file (RFC 1035 section 5.1). Characters above 0xFF are shown as their UTF-8 octets.
 */
export function printable(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  let shown = "";
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code >= 0x20 && code <= 0x7e) shown += character;
    else if (code <= 0xff) shown += `\\${String(code).padStart(3, "0")}`;
    else for (const octet of new TextEncoder().encode(character)) shown += `\\${octet}`;
  }
  return shown;
}

/** `printable`, cut to `limit` characters with an ellipsis (three ASCII dots). */
export function printableStart(text: string, limit: number): string {
  // Cut before escaping: an escape is never longer than four characters, and the text may be very long.
  const shown = printable(text.slice(0, limit + 1));
  return shown.length <= limit ? shown : `${shown.slice(0, Math.max(0, limit - 3))}...`;
}

/**
 * Shows what a person typed here: letters and digits of any script stay, everything else outside printable ASCII is escaped as its
 * UTF-8 octets. For text from DNS or from a stranger `printable` is the one to use.
 */
export function printableTyped(text: string): string {
  let shown = "";
  for (const character of text) {
    const isPlain = /^[\x20-\x7e\p{L}\p{N}]$/u.test(character) && !isHiddenOrTurning(character);
    if (isPlain && (character.codePointAt(0) ?? 0) < 0x10800) shown += character;
    else for (const octet of new TextEncoder().encode(character)) shown += `\\${String(octet).padStart(3, "0")}`;
  }
  return shown;
}

/** Whether a character cannot be seen, or belongs to writing that turns the direction of the line: what is shown is elsewhere then. */
export function isHiddenOrTurning(character: string): boolean {
  return /^[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]$/u.test(
    character,
  );
}

/** The JSON text of a value, indented, in ASCII: whatever a stranger put into it cannot reach a terminal. Without a line end. */
export function asciiJson(value: object): string {
  // Without the flag u the pattern meets UTF-16 units one by one.
  const escapeUnit = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(value, undefined, 2).replace(/[^\n\x20-\x7e]/g, escapeUnit);
}
