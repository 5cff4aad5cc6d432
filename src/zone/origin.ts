/** The origin of a zone file by its name, where nothing in the file says it. */
import { DomainName, isName } from "../base/name.js";

const SUFFIXES: readonly string[] = [".txt", ".signed", ".zone", ".db", ".hosts", ".dns", ".bind"];
const PREFIXES: readonly string[] = ["db.", "named.", "pri."];

/**
 * The zone that a file is probably about: `ntecs.de` for `zones/ntecs.de.zone`, `db.ntecs.de`, `ntecs.de.hosts`, `pri.ntecs.de`
 * and the like. Undefined when no name of two labels or more is left.
 */
export function originFromFileName(file: string): DomainName | undefined {
  let name = file.slice(Math.max(file.lastIndexOf("/"), file.lastIndexOf("\\")) + 1);
  for (const suffix of SUFFIXES) if (endsWith(name, suffix)) name = name.slice(0, -suffix.length);
  const prefix = PREFIXES.find((start) => name.toLowerCase().startsWith(start));
  if (prefix !== undefined) name = name.slice(prefix.length);
  // Other characters are legal in names, but a file that has them is not named after a zone.
  if (!/^[A-Za-z0-9._-]+$/.test(name)) return undefined;
  const origin = DomainName.fromText(name);
  if (!isName(origin) || origin.labels.length < 2) return undefined;
  // `db.192.0.2` is a usual name for a reverse zone, but 192.0.2 is not its origin.
  return /^[0-9]+$/.test(origin.labels.at(-1) ?? "") ? undefined : origin;
}

function endsWith(name: string, suffix: string): boolean {
  return name.toLowerCase().endsWith(suffix);
}
