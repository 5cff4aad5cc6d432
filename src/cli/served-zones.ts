/** The zones of `spf zone serve`: read at the start and again when they are asked for again, and what is said about them. */
import { printable } from "../base/escape.js";
import { type Authority, createAuthority } from "../dns/authority.js";
import type { ParsedZone } from "../zone/parse.js";
import { buildZones } from "../zone/zone-data.js";
import { CliError, EXIT_INPUT } from "./exit.js";
import type { Terminal } from "./terminal.js";
import { type NamedFile, type ZoneFilesUse, findZoneFiles, readNamedFiles, readZoneFile, showProblems } from "./zone-files.js";

export interface ServedZones {
  /** That of the files as they were read last. */
  readonly authority: Authority;
  /** A line for each file: its zone, serial, records and name. */
  describe(): string;
  /** Reads all files again. One that has errors or is gone from where it was named is served as it was before, which is said. */
  reload(): void;
}

/** Reads the zones. Throws a `CliError` where a file cannot be read or has errors. */
export function readServedZones(words: readonly string[], use: ZoneFilesUse, terminal: Terminal): ServedZones {
  const files = findZoneFiles(words, use);
  const keys = files.map(keyOf);
  const first = readNamedFiles(files, use, terminal);
  let zones: ReadonlyMap<string, ParsedZone> = new Map(first.map((zone, index) => [keys[index] ?? "", zone]));
  let authority = createAuthority(first);
  return {
    get authority() {
      return authority;
    },
    describe: () => [...zones.values()].map(describeZone).join(""),
    reload() {
      zones = readAgain(zones, words, use, terminal);
      authority = createAuthority([...zones.values()]);
    },
  };
}

// --------------------------------------------------------------------------------------------------------------------------

// One file may be several zones, each with its origin.
function keyOf({ file, origin }: NamedFile): string {
  return `${origin?.key ?? ""} ${file}`;
}

function readAgain(
  before: ReadonlyMap<string, ParsedZone>,
  words: readonly string[],
  use: ZoneFilesUse,
  terminal: Terminal,
): ReadonlyMap<string, ParsedZone> {
  const zones = new Map<string, ParsedZone>();
  let files: readonly NamedFile[];
  try {
    files = findZoneFiles(words, use);
    // Nobody knows which zones a folder that cannot be read would still have.
    const lost = files.flatMap((file) => (before.has(keyOf(file)) ? [] : (file.problem ?? [])));
    if (lost.length > 0) throw new CliError(EXIT_INPUT, lost.join("\n"));
  } catch (error) {
    terminal.err(`${messageOf(error)}\nspf: all zones are served as before\n`);
    return before;
  }
  for (const file of files) {
    const key = keyOf(file);
    const zone = readOne(file, use, before.get(key), terminal);
    if (zone !== undefined) zones.set(key, zone);
  }
  return zones;
}

// Standard input is read once: it has nothing more to say.
function readOne(file: NamedFile, use: ZoneFilesUse, old: ParsedZone | undefined, terminal: Terminal): ParsedZone | undefined {
  if (file.file === "-" && old !== undefined) return old;
  const kept = old === undefined ? "is not served" : "is served as before";
  try {
    if (file.problem !== undefined) terminal.err(`${file.problem}\n`);
    else {
      const zone = readZoneFile(file, use);
      if (!showProblems(zone, terminal)) return zone;
    }
  } catch (error) {
    terminal.err(`${messageOf(error)}\n`);
  }
  terminal.err(`spf: ${printable(file.file)} ${kept}\n`);
  return old;
}

function messageOf(error: unknown): string {
  if (error instanceof CliError) return error.message;
  throw error;
}

function describeZone(parsed: ParsedZone): string {
  const { table, source } = parsed;
  const [zone] = buildZones([parsed]).values();
  const soa = zone?.soa?.data;
  let records = 0;
  for (let index = 0; index < table.count; index++) if (!table.isOmitted(index)) records++;
  const name = parsed.origin === undefined ? "names of a fragment" : `zone ${parsed.origin.text}`;
  const serial = soa?.type === "SOA" ? `serial ${soa.serial}` : "no SOA record";
  return `${name}: ${serial}, ${records} ${records === 1 ? "record" : "records"}, ${printable(source.name)}\n`;
}
