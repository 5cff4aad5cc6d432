/** Text laid out for a width. */

/**
 * Breaks a safe text into lines of at most `width` characters: at its spaces, and within a word that is longer than a line. A word
 * with `://` stays whole, so that it can be followed.
 */
export function wrap(text: string, width: number, indent = ""): string {
  const room = Math.max(20, width - indent.length);
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > room) {
      lines.push(indent + line);
      line = "";
    }
    if (line !== "") {
      line += ` ${word}`;
      continue;
    }
    const whole = word.includes("://") ? 0 : Math.max(0, Math.ceil(word.length / room) - 1);
    for (let piece = 0; piece < whole; piece++) lines.push(indent + word.slice(piece * room, (piece + 1) * room));
    line = word.slice(whole * room);
  }
  lines.push(indent + line);
  return lines.join("\n");
}

/** A whole number with its thousands apart: `12,288`. */
export function thousands(number: number | bigint): string {
  return String(number).replace(/(?<=\d)(?=(?:\d{3})+$)/g, ",");
}
