/** `--since`: the zone files as they were, from git, from a file or from a folder. */
import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative } from "node:path";
import { printable, printableStart } from "../base/escape.js";
import { MAX_FILE_OCTETS } from "../zone/parse.js";
import type { IncludeFile } from "../zone/includes.js";
import { relativePath } from "./paths.js";
import { CliError, EXIT_INPUT, EXIT_USAGE } from "./exit.js";
import { createIncludeLoader } from "./include-loader.js";
import { readInput } from "./input.js";

/** How long git may take for one file, in milliseconds. */
const GIT_TIMEOUT_MS = 30_000;

/** A zone file as it was. */
export interface EarlierFile {
  readonly octets: Uint8Array;
  readonly include: IncludeFile;
}

/**
 * What a file held before. `since` is a file, which is the earlier version of the only file that is checked; a folder with files of
 * the same names; or else a revision of git. Undefined for a file that was not there.
 */
export function createSince(
  since: string,
  files: readonly string[],
  includeRoot?: string,
): (file: string) => EarlierFile | undefined {
  const readFile = (path: string): EarlierFile => ({
    octets: readInput(path),
    include: createIncludeLoader(path, includeRoot).include,
  });
  const kind = kindOf(since);
  if (kind === "file") {
    if (files.length === 1) return () => readFile(since);
    const message = `spf: --since ${printable(since)} is a file, and ${files.length} files are checked: give a folder or a revision`;
    throw new CliError(EXIT_USAGE, message);
  }
  if (kind === "folder") {
    return (file) => {
      const path = join(since, basename(file));
      return kindOf(path) === "file" ? readFile(path) : undefined;
    };
  }
  // What starts with a dash is an option to git, and a colon would name a file of its own.
  if (!/^[^-:\s\x00-\x1f][^:\x00-\x1f]{0,255}$/.test(since)) {
    throw new CliError(EXIT_USAGE, `spf: --since ${printableStart(since, 60)} is no file, no folder and no revision of git`);
  }
  const revisions = new Map<string, string>();
  return (file) => {
    if (file === "-") return undefined;
    const folder = dirname(file);
    let revision = revisions.get(folder);
    if (revision === undefined) revisions.set(folder, (revision = findRevision(since, folder)));
    const octets = readBlob(revision, folder, basename(file));
    return octets && { octets, include: gitInclude(revision, folder, includeRoot ?? folder) };
  };
}

// --------------------------------------------------------------------------------------------------------------------------

function kindOf(path: string): "file" | "folder" | undefined {
  try {
    return statSync(path).isDirectory() ? "folder" : "file";
  } catch {
    return undefined;
  }
}

function findRevision(since: string, folder: string): string {
  try {
    return git(folder, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${since}^{commit}`])
      .toString("latin1")
      .trim();
  } catch (error) {
    if (error instanceof CliError) throw error;
    const where = folder === "." ? "this folder" : printable(folder);
    throw new CliError(
      EXIT_USAGE,
      `spf: --since ${printable(since)} is no file, no folder and no revision that git knows in ${where}`,
    );
  }
}

// Within the folder that $INCLUDE may read from, as for the files of today. A link of git is its own text and leads nowhere.
function gitInclude(revision: string, folder: string, root: string): IncludeFile {
  return ({ path, from }) => {
    const name = join(dirname(from), path);
    const inside = relative(root, name);
    if (isAbsolute(path) || inside === "" || inside.startsWith("..") || isAbsolute(inside)) return { problem: "it is outside" };
    try {
      const octets = readBlob(revision, folder, relativePath(folder, name));
      return octets === undefined ? { problem: "there is no such file" } : { name, octets };
    } catch (error) {
      if (error instanceof CliError) return { problem: "git cannot read it" };
      throw error;
    }
  };
}

function readBlob(revision: string, folder: string, name: string): Uint8Array | undefined {
  // Plumbing only: git show would run the filters that a repository asks for.
  const object = `${revision}:./${name}`;
  try {
    git(folder, ["cat-file", "-e", object]);
  } catch (error) {
    if (error instanceof CliError) throw error;
    return undefined;
  }
  try {
    return git(folder, ["cat-file", "blob", object]);
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError(EXIT_INPUT, `spf: git cannot read ${printable(join(folder, name))} of ${revision.slice(0, 12)}`);
  }
}

function git(folder: string, args: readonly string[]): Buffer {
  try {
    return execFileSync("git", ["-C", folder, ...args], {
      stdio: ["ignore", "pipe", "ignore"],
      timeout: GIT_TIMEOUT_MS,
      maxBuffer: MAX_FILE_OCTETS,
      windowsHide: true,
    });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") throw new CliError(EXIT_USAGE, "spf: --since needs git, which is not installed here");
    if (code === "ETIMEDOUT" || code === "ENOBUFS") throw new CliError(EXIT_INPUT, `spf: git gave no usable answer: ${code}`);
    throw error;
  }
}
