/** Writes files in place. */
import {
  type Stats,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fsyncSync,
  lstatSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { printable } from "../base/escape.js";
import { CliError, EXIT_INPUT } from "./exit.js";

/** A file that is written by rename has to be one that a new file of its name can stand for; throws a `CliError` for any other. */
export function statForWrite(file: string): Stats {
  let stats: Stats;
  try {
    stats = lstatSync(file);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code === "ENOENT" ? "there is no such file" : errorCode(error);
    throw new CliError(EXIT_INPUT, `spf: cannot read ${printable(file)}: ${reason}`);
  }
  const refuse = (reason: string): never => {
    throw new CliError(EXIT_INPUT, `spf: ${printable(file)} is not written: ${reason}`);
  };
  if (stats.isSymbolicLink()) refuse("it is a symbolic link; name the file that it points to");
  if (stats.isDirectory()) refuse("it is a folder");
  if (!stats.isFile()) refuse("it is no plain file");
  if (stats.nlink > 1) refuse("it has other names (hard links), which would keep the old text");
  return stats;
}

/**
 * Writes a file beside the old one and renames it: at no time is there a half-written file, and a crash leaves the old one. `before` is
 * what `statForWrite` gave when the file was read. Throws a `CliError` where it was changed meanwhile or cannot be written.
 */
export function replaceFile(file: string, octets: Uint8Array, before: Stats): void {
  const temporary = join(dirname(file), `.spf-${process.pid}-${Date.now().toString(36)}.tmp`);
  let descriptor: number | undefined;
  try {
    // O_EXCL follows no link that someone put there first.
    descriptor = openSync(temporary, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600);
    for (let at = 0; at < octets.length;) at += writeSync(descriptor, octets, at);
    if (process.getuid !== undefined && (process.getuid() !== before.uid || process.getgid?.() !== before.gid)) {
      fchownSync(descriptor, before.uid, before.gid);
    }
    fchmodSync(descriptor, before.mode & 0o7777);
    fsyncSync(descriptor);
    closeSync(descriptor);
    descriptor = undefined;
    const now = lstatSync(file);
    if (now.ino !== before.ino || now.dev !== before.dev || now.mtimeMs !== before.mtimeMs || now.size !== before.size) {
      throw new CliError(EXIT_INPUT, `spf: ${printable(file)} is not written: it was changed meanwhile`);
    }
    renameSync(temporary, file);
  } catch (error) {
    if (descriptor !== undefined) closeSync(descriptor);
    rmSync(temporary, { force: true });
    if (error instanceof CliError) throw error;
    throw new CliError(EXIT_INPUT, `spf: cannot write ${printable(file)}: ${errorCode(error)}`);
  }
  syncFolder(dirname(file));
}

// The new name lasts once the folder is on the disk; where folders cannot be opened, the system sees to it.
function syncFolder(folder: string): void {
  try {
    const descriptor = openSync(folder, "r");
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    // The file itself is written.
  }
}

function errorCode(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  return code === "EACCES" || code === "EPERM" ? "no permission" : String(code ?? "unknown error");
}
