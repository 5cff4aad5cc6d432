/**
 * Opens the files of $INCLUDE. A zone file may come from a stranger, so only plain files within one folder are read: that of the
 * zone file, or the one of `--include-root`. What is refused is not shown and, outside of the folder, not even looked for.
 */
import { closeSync, constants, fstatSync, openSync, readSync, realpathSync, statSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { type IncludeFile, type IncludedFile, MAX_INCLUDED_OCTETS } from "../zone/includes.js";
import { isPrivateKey } from "./private-key.js";

export interface IncludeLoader {
  readonly include: IncludeFile;
  /** What tells the zone file itself apart from others; undefined for standard input. */
  readonly identity: string | undefined;
}

/** Makes the loader of one zone file, `-` for standard input. Its files may have 64 MiB together. */
export function createIncludeLoader(zoneFile: string, includeRoot?: string): IncludeLoader {
  let left = MAX_INCLUDED_OCTETS;
  const rootPath = includeRoot ?? (zoneFile === "-" ? undefined : dirname(zoneFile));
  const include: IncludeFile = ({ path, from }) => {
    if (rootPath === undefined) return { problem: "standard input is in no folder: give one with --include-root" };
    if (path.includes("\0")) return { problem: "it is no file name" };
    const root = resolve(rootPath);
    const name = includedName(from, path);
    let found = tryRead(resolveFrom(from, path), name, root, left);
    // BIND and NSD count from one folder for all files: --include-root can be that one.
    const inRoot = includeRoot === undefined ? undefined : join(includeRoot, path);
    if (isMissing(found) && inRoot !== undefined) found = tryRead(resolve(root, path), inRoot, root, left);
    if ("octets" in found) left -= found.octets.length;
    return isMissing(found) && !isAbsolute(path) ? { problem: lookedFor(name, inRoot) } : found;
  };
  return { include, identity: identityOfFile(zoneFile) };
}

// --------------------------------------------------------------------------------------------------------------------------

const NOT_THERE = "there is no such file";

type Outcome = IncludedFile | { readonly problem: string };

function isMissing(found: Outcome): boolean {
  return "problem" in found && found.problem === NOT_THERE;
}

function lookedFor(name: string, inRoot: string | undefined): string {
  if (inRoot !== undefined) return `${NOT_THERE} as ${inRoot === name ? name : `${name} or ${inRoot}`}`;
  return `${NOT_THERE} as ${name}; where names count from another folder, as with BIND and NSD, give it with --include-root`;
}

function tryRead(target: string, name: string, root: string, limit: number): Outcome {
  try {
    return read(target, name, root, limit);
  } catch (error) {
    return { problem: describe(error) };
  }
}

// A relative file name counts from the folder of the file that has the $INCLUDE.
function resolveFrom(from: string, path: string): string {
  return resolve(from === "-" ? "." : dirname(from), path);
}

function includedName(from: string, path: string): string {
  return isAbsolute(path) ? path : join(from === "-" ? "." : dirname(from), path);
}

function read(target: string, name: string, root: string, limit: number): Outcome {
  const outside = { problem: `it is not within ${root}; --include-root allows another folder` };
  const realRoot = realpathSync(root);
  if (!isWithin(target, root) && !isWithin(target, realRoot)) return outside;
  // Before it is opened, because opening a device may do something.
  if (!isWithin(realpathSync(target), realRoot)) return outside;
  const problem = problemOfKind(statSync(target));
  if (problem !== undefined) return { problem };
  // Between two looks a file can become another one; without blocking, a FIFO cannot hold the program up.
  const descriptor = openSync(target, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
  try {
    const opened = fstatSync(descriptor, { bigint: true });
    const late = problemOfKind(opened);
    if (late !== undefined) return { problem: late };
    const real = realpathSync(target);
    const there = statSync(real, { bigint: true });
    if (!isWithin(real, realRoot)) return outside;
    if (there.dev !== opened.dev || there.ino !== opened.ino) return { problem: "it was changed while it was opened" };
    const octets = readUpTo(descriptor, Number(opened.size), limit);
    if (octets === undefined)
      return {
        problem: `all included files together have more than ${MAX_INCLUDED_OCTETS / 1024 / 1024} MiB`,
      };
    if (isPrivateKey(octets)) return { problem: "it is a private key" };
    return { name, octets, identity: `${opened.dev}:${opened.ino}` };
  } finally {
    closeSync(descriptor);
  }
}

function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== "" && way !== ".." && !way.startsWith("../") && !way.startsWith("..\\") && !isAbsolute(way);
}

interface Kind {
  isFile(): boolean;
  isDirectory(): boolean;
}

function problemOfKind(stats: Kind): string | undefined {
  if (stats.isFile()) return undefined;
  return stats.isDirectory() ? "it is a folder" : "it is no plain file";
}

// Undefined when there is more than the limit.
function readUpTo(descriptor: number, expected: number, limit: number): Uint8Array | undefined {
  if (expected > limit) return undefined;
  // One more octet shows that a file has grown.
  const octets = new Uint8Array(expected + 1);
  let length = 0;
  while (length < octets.length) {
    const count = readSync(descriptor, octets, length, octets.length - length, null);
    if (count === 0) break;
    length += count;
  }
  return length > expected ? undefined : octets.subarray(0, length);
}

function identityOfFile(file: string): string | undefined {
  if (file === "-") return undefined;
  try {
    const { dev, ino } = statSync(file, { bigint: true });
    return `${dev}:${ino}`;
  } catch {
    return undefined;
  }
}

function describe(error: unknown): string {
  switch ((error as NodeJS.ErrnoException).code) {
    case "ENOENT":
    case "ENOTDIR":
      return NOT_THERE;
    case "EACCES":
    case "EPERM":
      return "no permission";
    case "ELOOP":
      return "its symbolic links form a loop";
    case "ENAMETOOLONG":
      return "the file name is too long";
    default:
      return String((error as NodeJS.ErrnoException).code ?? "it cannot be read");
  }
}
