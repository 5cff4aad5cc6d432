/** The options of a run as text, for a command to be copied that asks the same source. */
import { printableTyped } from "../base/escape.js";
import type { DnsSourceOptions } from "./dns-source.js";

/** The options that say who answers, each with a space in front; empty where none is given. */
export function repeatedOptions({ zone, origin, includeRoot, offline, server }: DnsSourceOptions): string {
  const words = [
    ...(zone ?? []).flatMap((file) => ["--zone", file]),
    ...(origin ?? []).flatMap((name) => ["--origin", name]),
    ...(includeRoot === undefined ? [] : ["--include-root", includeRoot]),
    ...(offline === true ? ["--offline"] : []),
    ...(server ?? []).flatMap((address) => ["--server", address]),
  ];
  return words.map((word) => ` ${shellWord(word)}`).join("");
}

/** A word as a POSIX shell reads it: in quotes where it has something that a shell would take for its own. */
function shellWord(word: string): string {
  const isPlain = /^[\w@%+=:,./-][\w@%+=:,./#-]*$/.test(word);
  return printableTyped(isPlain ? word : `'${word.replaceAll("'", "'\\''")}'`);
}
