/** Reads files and standard input, no more of them than their limits allow: what is too large is refused, not kept in memory. */
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { printable } from "../base/escape.js";
import { MAX_FILE_OCTETS } from "../zone/parse.js";
import { CliError, EXIT_INPUT } from "./exit.js";
import { isPrivateKey } from "./private-key.js";

/** The longest line of a zone file, in octets. All data that a record can have takes a quarter of it. */
const MAX_LINE_OCTETS = 1024 * 1024;

/** How much is read at a time: with no more than a line may have, every line within a piece is short enough. */
const PIECE = MAX_LINE_OCTETS;
/** The room that a pipe gets at first, and the room beyond which it gets all that it may fill. */
const FIRST_ROOM = 64 * 1024;
const MAX_DOUBLED_ROOM = 16 * 1024 * 1024;
/** How long is waited where standard input has nothing to read and does not wait by itself, in milliseconds. */
const RETRY_MS = 10;

/**
 * Reads a zone file, or standard input for `-`. Throws a `CliError` for what cannot be read, is larger than 256 MiB or has a line
 * of more than 1 MiB, and for a private key. Ends after a NUL octet, for which the parser refuses the whole file: /dev/zero has no
 * other end.
 */
export function readInput(file: string): Uint8Array {
  const name = file === "-" ? "standard input" : shownPath(file);
  let lineStart = 0;
  const all = readUpTo(file === "-" ? STANDARD_INPUT : file, name, MAX_FILE_OCTETS, (octets, from) => {
    const piece = octets.subarray(from);
    const lineFeed = piece.indexOf(LF);
    if ((lineFeed < 0 ? octets.length : from + lineFeed) - lineStart > MAX_LINE_OCTETS) {
      const message = `spf: cannot read ${name}: line ${lineAt(octets, lineStart)} is longer than ${MAX_LINE_OCTETS / 1024 / 1024} MiB`;
      throw new CliError(EXIT_INPUT, message);
    }
    if (lineFeed >= 0) lineStart = from + piece.lastIndexOf(LF) + 1;
    return !piece.includes(NUL);
  });
  if (isPrivateKey(all))
    throw new CliError(EXIT_INPUT, `spf: cannot read ${name}: it is a private key, of which nothing is shown`);
  return all;
}

/** Reads a file of another kind. `kind` is put before its name, `missing` says more where it is not there. */
export function readSmallFile(
  file: string,
  maxOctets: number,
  words: { readonly name?: string; readonly kind?: string; readonly missing?: string } = {},
): Uint8Array {
  const name = `${words.kind ?? ""}${words.name ?? shownPath(file)}`;
  return readUpTo(file, name, maxOctets, () => true, words.missing);
}

// --------------------------------------------------------------------------------------------------------------------------

const STANDARD_INPUT = 0;
/** What a variable that is not set gives. */
const EMPTY_NAME = "the name is empty; give the path of a file";
const NUL = 0x00;
const LF = 0x0a;

/** Whether to go on, after more was read: the octets so far, and from where on they are new. */
type Watch = (octets: Buffer, from: number) => boolean;

function readUpTo(
  file: string | typeof STANDARD_INPUT,
  name: string,
  maxOctets: number,
  watch: Watch,
  missing = "",
): Uint8Array {
  const tooLarge = (): never => {
    const limit = maxOctets % (1024 * 1024) === 0 ? `${maxOctets / 1024 / 1024} MiB` : `${maxOctets} octets`;
    throw new CliError(EXIT_INPUT, `spf: ${name} is larger than ${limit}`);
  };
  let descriptor: number | undefined;
  try {
    descriptor = file === STANDARD_INPUT ? file : openSync(file, "r");
    const stats = fstatSync(descriptor);
    if (stats.isFile() && stats.size > maxOctets) tooLarge();
    // A file goes into one piece, so that it is not in memory twice. One more octet shows that it has grown.
    let octets: Buffer = Buffer.alloc(stats.isFile() && stats.size > 0 ? stats.size + 1 : Math.min(FIRST_ROOM, maxOctets + 1));
    for (let size = 0; ;) {
      const count = readSome(descriptor, octets, size);
      if (size + count > maxOctets) tooLarge();
      if (count === 0 || !watch(octets.subarray(0, size + count), size)) return octets.subarray(0, size + count);
      size += count;
      if (size === octets.length) octets = enlarged(octets, maxOctets + 1);
    }
  } catch (error) {
    if (error instanceof CliError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw new CliError(
      EXIT_INPUT,
      `spf: cannot read ${name}: ${file === "" ? EMPTY_NAME : readProblem(code)}${code === "ENOENT" ? missing : ""}`,
    );
  } finally {
    if (descriptor !== undefined && file !== STANDARD_INPUT) closeSync(descriptor);
  }
}

// Room that nothing was written to takes no memory, so a large pipe gets all that it may have, and is copied no more.
function enlarged(octets: Buffer, most: number): Buffer {
  const room = octets.length < MAX_DOUBLED_ROOM ? Math.min(octets.length * 2, most) : most;
  const larger = Buffer.alloc(room);
  octets.copy(larger);
  return larger;
}

function readSome(descriptor: number, octets: Buffer, at: number): number {
  for (;;) {
    try {
      return readSync(descriptor, octets, at, Math.min(octets.length - at, PIECE), null);
    } catch (error) {
      // A program that shares standard input may have set it so that reading does not wait.
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
    }
  }
}

function lineAt(octets: Buffer, end: number): number {
  let line = 1;
  for (let at = octets.indexOf(LF); at >= 0 && at < end; at = octets.indexOf(LF, at + 1)) line++;
  return line;
}

function shownPath(file: string): string {
  return file === "" ? '""' : printable(file);
}

function readProblem(code: string | undefined): string {
  switch (code) {
    case "ENOENT":
      return "there is no such file";
    case "EISDIR":
      return "it is a folder";
    case "EACCES":
    case "EPERM":
      return "no permission";
    case "ENOTDIR":
      return "a part of its path is no folder";
    default:
      return code ?? "unknown error";
  }
}
