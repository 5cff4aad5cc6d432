/** Text laid out for a width: broken into lines, or cut to a window around a place. */
import { printable } from "./escape.js";

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

/**
 * Shows a place in a text with carets under it, the text cut to a window of `width` characters around the place. Everything that is
 * not printable ASCII is escaped. Returns two lines without indentation.
 */
export function excerpt(text: string, start: number, end: number, width: number): [string, string] {
  // Escapes take four characters at the most, so a few hundred characters around the place are more than any width.
  const before = printable(text.slice(Math.max(0, start - width), start));
  const marked = printable(text.slice(start, Math.min(Math.max(end, start), start + width)));
  const after = printable(text.slice(Math.max(end, start), Math.max(end, start) + width));
  const shownMark = marked.length > width - 8 ? `${marked.slice(0, width - 11)}...` : marked;
  let room = width - shownMark.length;
  let head = before;
  let tail = after;
  const cutBefore = start > width;
  const cutAfter = text.length - Math.max(end, start) > width;
  if (head.length + tail.length > room || cutBefore || cutAfter) {
    // The side that needs less leaves its room to the other.
    const half = Math.floor(room / 2);
    const tailRoom = Math.max(half, room - head.length);
    if (tail.length > tailRoom || cutAfter) tail = `${tail.slice(0, Math.max(0, tailRoom - 3))}...`;
    room -= tail.length;
    if (head.length > room || cutBefore) head = `...${head.slice(head.length - Math.max(0, room - 3))}`;
  }
  return [`${head}${shownMark}${tail}`, `${" ".repeat(head.length)}${"^".repeat(Math.max(1, shownMark.length))}`];
}

/** A whole number with its thousands apart: `12,288`. */
export function thousands(number: number | bigint): string {
  return String(number).replace(/(?<=\d)(?=(?:\d{3})+$)/g, ",");
}
