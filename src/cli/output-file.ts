/** Files that commands write. */
import { closeSync, openSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { printable } from "../base/escape.js";
import { CliError, EXIT_WRITE } from "./exit.js";

/**
 * Writes a text to the file of `--output`: by renaming, so that nobody reads half a file; a device such as /dev/stderr is written as
 * it is. Throws a `CliError` where that is not possible.
 */
export function writeOutput(file: string, text: string): void {
  try {
    if (isDevice(file)) {
      writeFileSync(file, text);
      return;
    }
    const temporary = `${file}.${process.pid}.tmp`;
    // Fails where something of that name is there already.
    const descriptor = openSync(temporary, "wx", 0o666);
    try {
      writeFileSync(descriptor, text);
    } finally {
      closeSync(descriptor);
    }
    try {
      renameSync(temporary, file);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === "ENOENT" ? "there is no such folder" : code === "EISDIR" ? "it is a folder" : code;
    throw new CliError(EXIT_WRITE, `spf: cannot write ${printable(file)}: ${why}`);
  }
}

function isDevice(file: string): boolean {
  try {
    const found = statSync(file);
    return !found.isFile() && !found.isDirectory();
  } catch {
    return false;
  }
}
