/** Text in XML 1.0. */
import { printable } from "../../base/escape.js";

/** A text for content or for an attribute in double quotes; characters that XML cannot have become U+FFFD. */
export function xml(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\x20-\x7e\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd")
    .replaceAll(/[&<>"'\t\n\r]|[^\x20-\x7e]/gu, (character) => ENTITIES[character] ?? `&#${character.codePointAt(0)};`);
}

/** A text as a comment on a line of its own. */
export function xmlComment(text: string): string {
  return `  <!-- ${xml(printable(text)).replaceAll("--", "- -")} -->`;
}

// --------------------------------------------------------------------------------------------------------------------------

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};
