/**
 * What makes a finding the same finding after lines were added or moved elsewhere: its rule, the owner of its record, the record's
 * text without blanks and comments, and the part of it that is marked.
 */
import type { SourceText, Span } from "../base/source.js";

/** 16 hexadecimal digits. Not a cryptographic hash: it tells findings apart, it does not protect anything. */
export function fingerprintOf(rule: string, source: SourceText, span: Span): string {
  const start = Math.min(span.start, source.length);
  const end = Math.max(start, Math.min(span.end, source.length, start + MAX_OCTETS));
  const lineStart = start - source.position(start).column + 1;
  const from = Math.max(lineStart, start - MAX_OCTETS);
  const rest = source.slice(end, Math.min(source.length, end + MAX_OCTETS));
  const lineEnd = rest.indexOf("\n");
  const record = `${source.slice(from, end)}${lineEnd < 0 ? rest : rest.slice(0, lineEnd)}`;
  const owner = /^[ \t]/.test(source.slice(lineStart, lineStart + 1)) ? ownerBefore(source, lineStart) : "";
  return hash([rule, owner, plain(record), plain(source.slice(start, end))].join("\u0000"));
}

// --------------------------------------------------------------------------------------------------------------------------

/** How much text before, in and after a place counts, in octets. */
const MAX_OCTETS = 4096;
/** How far above a line its owner is looked for, in octets. */
const MAX_OWNER_OCTETS = 64 * 1024;

// The first word of the nearest line above that starts with one. Within parentheses that may be data, but the same data each time.
function ownerBefore(source: SourceText, lineStart: number): string {
  const above = source.slice(Math.max(0, lineStart - MAX_OWNER_OCTETS), lineStart);
  // Not at 0: a search back from before the start would find a line end at the start again, and never end.
  for (let end = above.length - 1; end > 0;) {
    const start = above.lastIndexOf("\n", end - 1) + 1;
    const word = /^[^\s;$][^\s;]{0,254}/.exec(above.slice(start, Math.min(end, start + 256)));
    if (word !== null) return word[0].toLowerCase();
    end = start - 1;
  }
  return "";
}

/** A piece of text without comments, and with one space for all blanks. */
function plain(text: string): string {
  let shown = "";
  for (const part of text.matchAll(/"(?:[^"\\\n]|\\.)*"?|;[^\n]*|(?:[^\s";\\]|\\.)+|\s+|\\/g)) {
    const [piece] = part;
    if (piece.startsWith(";")) continue;
    if (/^\s/.test(piece)) {
      if (shown !== "" && !shown.endsWith(" ")) shown += " ";
    } else shown += piece;
  }
  return shown.trimEnd();
}

// Two 32-bit hashes by multiplication, mixed at the end (the scheme of cyrb53).
function hash(text: string): string {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    a = Math.imul(a ^ code, 0x9e3779b1);
    b = Math.imul(b ^ code, 0x5f356495);
  }
  a = Math.imul(a ^ (a >>> 16), 0x85ebca6b) ^ Math.imul(b ^ (b >>> 13), 0xc2b2ae35);
  b = Math.imul(b ^ (b >>> 16), 0x85ebca6b) ^ Math.imul(a ^ (a >>> 13), 0xc2b2ae35);
  return [a, b].map((half) => (half >>> 0).toString(16).padStart(8, "0")).join("");
}
