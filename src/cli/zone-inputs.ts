/** The zone files that a command line names: files, folders, patterns, standard input. */
import { type Dirent, lstatSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { printable } from "../base/escape.js";
import type { CheckConfig } from "./config-file.js";
import { CliError, EXIT_INPUT, EXIT_USAGE } from "./exit.js";
import { compileGlob, globBase, isGlob } from "./glob.js";
import { relativePath } from "./paths.js";
import { isRecordWord, mistakenForDomain, named } from "./words.js";

/** The most files that one command checks. */
const MAX_FILES = 100_000;
/** How many folders deep is looked. */
const MAX_DEPTH = 64;

/** A file that is to be read, `-` for standard input; or a word or a folder that stands for none, and why. */
export interface ZoneInput {
  readonly file: string;
  /** A line, safe to print. */
  readonly problem?: string;
}

/**
 * The files that words stand for, each once, in the order in which they are named and by name within a folder. What stands for none
 * keeps its place among them, with its problem: what becomes of the others is for the command to say.
 */
export function findInputs(words: readonly string[], config: CheckConfig | undefined): ZoneInput[] {
  const found = new Map<string, ZoneInput>();
  const add = (input: ZoneInput): void => {
    const key = input.file === "-" ? input.file : resolve(input.file);
    if (!found.has(key)) found.set(key, input);
    if (found.size > MAX_FILES)
      throw new CliError(EXIT_USAGE, `spf: these are more than ${MAX_FILES} files; check them in parts`);
  };
  for (const word of words) for (const input of findInput(word, config)) add(input);
  if (words.length === 0) {
    if (config?.includes === undefined) {
      throw new CliError(EXIT_USAGE, "spf: no file is named; give zone files or folders, or include in spf.config.yaml");
    }
    for (const input of walk(relativeFolder(config.folder), config, config.includes)) add(input);
    if (found.size === 0) throw new CliError(EXIT_INPUT, `spf: no file matches include of ${printable(config.file)}`);
  }
  return [...found.values()];
}

// --------------------------------------------------------------------------------------------------------------------------

function findInput(word: string, config: CheckConfig | undefined): readonly ZoneInput[] {
  if (word === "-") return [{ file: word }];
  const name = named(word, Infinity);
  let isFolder = false;
  try {
    isFolder = statSync(word).isDirectory();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // A file whose name looks like a pattern goes before the pattern.
    if (code === "ENOENT" && isGlob(word)) return matching(word, config);
    const why = word === "" ? EMPTY_NAME : `${inputProblem(code)}${code === "ENOENT" ? inputHint(word) : ""}`;
    return [{ file: word, problem: `spf: cannot read ${name}: ${why}` }];
  }
  if (!isFolder) return [{ file: word }];
  const files = walk(word, config, config?.includes ?? (() => false), isZoneFileName);
  if (files.length > 0) return files;
  return [{ file: word, problem: `spf: ${name} has no zone file: no *.zone, *.db or db.* in it or below it` }];
}

function matching(pattern: string, config: CheckConfig | undefined): readonly ZoneInput[] {
  const base = globBase(pattern);
  const matches = compileGlob(pattern);
  const rest = pattern.slice(base.length).replace(/^\/+/, "");
  const depth = rest.includes("**") || rest.includes("{") ? MAX_DEPTH : rest.split("/").length - 1;
  const files = walk(base === "" ? "." : base, config, () => false, undefined, matches, depth);
  if (files.length > 0) return files;
  return [{ file: pattern, problem: `spf: no file matches ${printable(pattern)}` }];
}

function isZoneFileName(name: string): boolean {
  return /^db\.|\.(?:zone|db)$/i.test(name);
}

// Files of a folder and of those below it, by name. Hidden ones and links to folders are passed over.
function walk(
  folder: string,
  config: CheckConfig | undefined,
  includes: (path: string) => boolean,
  isName: (name: string) => boolean = () => false,
  matches: (path: string) => boolean = () => false,
  maxDepth: number = MAX_DEPTH,
): ZoneInput[] {
  const found: ZoneInput[] = [];
  const visit = (at: string, depth: number): void => {
    const entries = readFolder(at);
    if (typeof entries === "string") {
      found.push({ file: at, problem: entries });
      return;
    }
    for (const entry of entries) {
      if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
      const path = at === "." ? entry.name : join(at, entry.name);
      const fromConfig = config === undefined ? path : relativePath(config.folder, resolve(path));
      if (config?.excludes?.(fromConfig) === true) continue;
      if (entry.isDirectory()) {
        if (depth < maxDepth) visit(path, depth + 1);
      } else if ((isName(entry.name) || matches(path) || includes(fromConfig)) && isFile(entry, path)) {
        found.push({ file: path });
      }
    }
  };
  visit(folder, 0);
  return found;
}

/** What is in a folder, or why it cannot be read. */
function readFolder(folder: string): Dirent[] | string {
  try {
    return readdirSync(folder, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return `spf: cannot read ${printable(folder)}: ${inputProblem(code)}`;
  }
}

// Devices and pipes are read where they are named, not where they are come upon.
function isFile(entry: Dirent, path: string): boolean {
  if (!entry.isSymbolicLink()) return entry.isFile();
  try {
    return statSync(path).isFile();
  } catch {
    return lstatSync(path).isFile();
  }
}

function relativeFolder(folder: string): string {
  return relativePath(process.cwd(), folder) || ".";
}

/** What a variable that is not set gives. */
const EMPTY_NAME = "the name is empty; give the path of a file, or of a folder";

/** What to do where a word that names no file is something else. */
function inputHint(word: string): string {
  if (word.trim() === "") return "; give the path of a zone file, or of a folder";
  if (isRecordWord(word)) return "; spf lint checks a record";
  return /^[\w-]+(?:\.[\w-]+)+$/.test(word) && !isZoneFileName(word) && mistakenForDomain(word) === undefined
    ? "; spf check reports on a domain"
    : "";
}

function inputProblem(code: string | undefined): string {
  switch (code) {
    case "ENOENT":
      return "there is no such file or folder";
    case "EACCES":
    case "EPERM":
      return "no permission";
    case "ENOTDIR":
      return "a part of its path is no folder";
    default:
      return code ?? "unknown error";
  }
}
