/** What the commands about SPF are given: domains, records as they stand, zone files. */
import { existsSync } from "node:fs";
import { DomainName, describeNameProblem, isName } from "../base/name.js";
import { SourceText } from "../base/source.js";
import { CliError, EXIT_USAGE } from "./exit.js";
import { isGlob } from "./glob.js";
import { isRecordWord, mistakenForDomain, noDomain } from "./words.js";

export type SpfTarget =
  | { readonly kind: "domain"; readonly domain: DomainName }
  /** The text in octets, as a source with the name that is given. */
  | { readonly kind: "record"; readonly source: SourceText }
  /** A file, a folder, a pattern, or `-` for standard input. */
  | { readonly kind: "file"; readonly word: string };

/** The longest record that is taken from the command line, in octets: that of a TXT record. */
const MAX_RECORD = 65_535;

/** Tells what a word of the command line is. Throws a `CliError` for what is nothing of all this. */
export function readTarget(word: string, recordName: string): SpfTarget {
  if (isRecordWord(word)) {
    const octets = Buffer.from(word, "utf8");
    if (octets.length > MAX_RECORD) throw new CliError(EXIT_USAGE, `spf: a record has at most ${MAX_RECORD} octets`);
    return { kind: "record", source: new SourceText(recordName, octets) };
  }
  if (word === "-" || existsSync(word)) return { kind: "file", word };
  // A network and a URL have slashes, and an address literal has brackets, as paths and patterns have.
  const isFile = mistakenForDomain(word) === undefined && (isGlob(word) || /[/\\]|\.(?:zone|db)$/.test(word));
  return isFile ? { kind: "file", word } : { kind: "domain", domain: readDomain(word) };
}

/** The domain that a word or the value of an option names. Throws a `CliError` for what is none. */
export function readDomain(word: string, option?: string): DomainName {
  const mistaken = mistakenForDomain(word);
  if (mistaken !== undefined) throw noDomain(word, mistaken, option);
  const name = DomainName.fromPresentation(word);
  if (isName(name) && name.labels.length > 1) return name;
  const why = isName(name) ? "a domain has a dot" : describeNameProblem(name);
  const instead = option === undefined ? "a record starts with v=spf1, and there is no file of that name" : undefined;
  throw noDomain(word, { why, instead }, option);
}
