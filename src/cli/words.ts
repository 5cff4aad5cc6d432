/** Words of the command line: how messages show them, and what people write where a domain is wanted. */
import { existsSync } from "node:fs";
import { printableStart } from "../base/escape.js";
import { parseIp } from "../base/ip.js";
import { CliError, EXIT_USAGE } from "./exit.js";

/** Why a word is no domain, and what to give in its place: parts of a sentence. */
export interface NoDomain {
  readonly why: string;
  readonly instead: string;
}

/** The domain that examples in messages have (RFC 2606 section 3). */
export const EXAMPLE_DOMAIN = "example.org";

/** What a word is that cannot be meant as a domain; undefined where it may be one, or is only misspelt. */
export function mistakenForDomain(word: string): NoDomain | undefined {
  if (word.trim() === "") return { why: "it is empty", instead: `give one such as ${EXAMPLE_DOMAIN}` };
  const address = addressKind(word);
  if (address !== undefined) return { why: `it is ${address}`, instead: `give a name such as ${EXAMPLE_DOMAIN}` };
  const host = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#]*@)?([^/:?#@]*)/i.exec(word)?.[1];
  if (host !== undefined) return { why: "it is a URL", instead: `give ${hostWords(host)}` };
  if (/^[^/\\*?{]*@[^/\\*?{]*$/.test(word)) {
    const domain = word.slice(word.lastIndexOf("@") + 1).replace(/>$/, "");
    return { why: "it is a mail address", instead: `give ${hostWords(domain)}` };
  }
  return /\.\d+\.?$/.test(word)
    ? { why: "its last label is a number, as in an IP address", instead: `give a name such as ${EXAMPLE_DOMAIN}` }
    : undefined;
}

/** The error for a word, or the value of an option, that is no domain. */
export function noDomain(
  word: string,
  { why, instead }: { why: string; instead?: string | undefined },
  option?: string,
): CliError {
  const what = option === undefined ? named(word) : `${option} ${named(word)}`;
  const hint = instead === undefined ? "" : `; ${instead}`;
  return new CliError(EXIT_USAGE, `spf: ${what} is no domain: ${why}${hint}`);
}

/** What was typed, as a message shows it: text that is empty or has blanks is seen to be one word. No longer than `limit` characters. */
export function named(text: string, limit = 60): string {
  const shown = printableStart(text, limit);
  return text === "" || /\s/.test(text) ? `"${shown}"` : shown;
}

/** Whether a word is meant as a record: it has a blank or a sign that no name and hardly a file has. */
export function isRecordWord(word: string): boolean {
  return /\S/.test(word) && /\s|^[^\w./-]*v\s*=/i.test(word) && !existsSync(word);
}

// --------------------------------------------------------------------------------------------------------------------------

function addressKind(word: string): string | undefined {
  const literal = /^\[(?:IPv6:)?(.*)\]$/i.exec(word)?.[1];
  if (literal !== undefined) return parseIp(literal) === undefined ? undefined : "an address literal";
  const [address = "", length] = word.split(/\/(?=\d+$)/);
  if (parseIp(address) === undefined) return undefined;
  return length === undefined ? "an IP address" : "a network";
}

function hostWords(host: string): string {
  return /^[\w-]+(?:\.[\w-]+)+\.?$/.test(host) && addressKind(host) === undefined
    ? `its domain, ${host}`
    : `a name such as ${EXAMPLE_DOMAIN}`;
}
