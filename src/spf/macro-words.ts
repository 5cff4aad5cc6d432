/** Macros in words (RFC 7208 section 7): what each stands for, and what a macro-string becomes for one mail. */
import { printable } from "../base/escape.js";
import { ip4 } from "../base/ip.js";
import { type MacroValues, expandMacroString } from "./macro.js";
import type { MacroEscape, MacroExpand, MacroLetter, MacroString } from "./record.js";

/** One macro or escape of a macro-string. */
export interface MacroReading {
  /** As written, such as `%{ir}`. */
  readonly text: string;
  /** What it stands for, without a full stop. */
  readonly meaning: string;
}

/** The mail of the examples: that of RFC 7208 section 7.4. */
export const EXAMPLE_MAIL: MacroValues = {
  localPart: "strong-bad",
  senderDomain: "email.example.com",
  domain: "email.example.com",
  client: ip4(0xc0000203),
  helo: "mx.example.org",
  validatedName: "mx.example.org",
};

/** The macros of a macro-string in their order, each text once. */
export function readMacros(macroString: MacroString): MacroReading[] {
  const parts = macroString.parts.filter((part) => part.kind !== "literal");
  // The parser keeps no texts of macros; in a macro-string without problems each of them has this form.
  const texts = macroString.text.match(/%(?:\{[^}]*\}|[%_-])/g) ?? [];
  const readings = new Map<string, string>();
  for (const [index, part] of parts.entries()) {
    readings.set(texts[index] ?? "", part.kind === "expand" ? expandWords(part) : ESCAPES[part.text]);
  }
  return [...readings].map(([text, meaning]) => ({ text, meaning }));
}

/** What a macro-string becomes for the example mail, as a sentence; undefined where it has no macros. */
export function exampleOf(macroString: MacroString): string | undefined {
  if (macroString.parts.every((part) => part.kind === "literal")) return undefined;
  const letters = new Set(macroString.parts.flatMap((part) => (part.kind === "expand" ? [part.letter] : [])));
  const mail = [
    `${EXAMPLE_MAIL.localPart}@${EXAMPLE_MAIL.senderDomain} from 192.0.2.3`,
    ...(letters.has("h") ? [`with HELO ${EXAMPLE_MAIL.helo}`] : []),
    ...(letters.has("p") ? ["a host that is named mx.example.org"] : []),
  ];
  const expanded = expandMacroString(macroString, EXAMPLE_MAIL);
  if (typeof expanded !== "string") return undefined;
  return `For ${mail.join(", ")}, it becomes ${printable(expanded)}`;
}

// --------------------------------------------------------------------------------------------------------------------------

const ESCAPES: Readonly<Record<MacroEscape["text"], string>> = {
  "%%": "a percent sign",
  "%_": "a space",
  "%-": "%20, as URLs write a space",
};

const LETTERS: Readonly<Record<MacroLetter, string>> = {
  s: "the address of the sender",
  l: "the local part of the sender's address",
  o: "the domain of the sender's address",
  d: "the domain whose record this is",
  i: "the IP address of the host",
  p: "the validated name of the host, which costs one more lookup and should not be used",
  v: '"in-addr" for an IPv4 address, "ip6" for an IPv6 address',
  h: "the HELO name of the host",
  c: "the IP address of the host, for people",
  r: "the name of the receiving host",
  t: "the time in seconds since 1970",
};

/** The letters whose value is a name, so that its parts are labels. */
const NAMES = new Set<MacroLetter>(["o", "d", "p", "h"]);

function expandWords({ letter, delimiters, reverse, keep, urlEscape }: MacroExpand): string {
  const part = NAMES.has(letter) ? "label" : "part";
  const words = [LETTERS[letter]];
  const others = [...new Set(delimiters)].map((character) => `"${character}"`).join(" or ");
  if (delimiters !== ".") words.push(`cut at ${others}`);
  if (reverse) words.push(`its ${part}s in reverse order`);
  if (keep !== undefined) words.push(keep === 1 ? `only the last ${part}` : `only the last ${keep} ${part}s`);
  if (delimiters !== ".") words.push("joined with dots");
  if (urlEscape) words.push("escaped for a URL");
  return words.join(", ");
}
