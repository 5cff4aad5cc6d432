/**
 * Keeps what V8 compiled of the command's code for the next run, which saves a third of the time that a short command takes. As
 * `module.enableCompileCache` does from Node 22.8 on, but for Node 20 too, and never in a folder where others could put code.
 */
import {
  closeSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { dirname, isAbsolute, join } from "node:path";
import { deflateSync, inflateSync } from "node:zlib";

export interface CodeCache {
  /** What was kept; undefined where there is nothing, or nothing that can be trusted. */
  read(): Buffer | undefined;
  /** Keeps it for the next run, and removes what versions that are no longer used have kept. Does nothing where that fails. */
  write(data: Uint8Array): void;
}

/** After how long what another version kept is removed, in milliseconds. */
const OLD_MS = 30 * 24 * 3600 * 1000;
/** After how long what a process that was killed has left is removed. */
const LEFT_MS = 3600 * 1000;
const SUFFIX = ".code";
const MAX_OCTETS = 16 * 2 ** 20;

/**
 * The cache for code that is different for each `name`. Undefined where none is wanted: NODE_DISABLE_COMPILE_CACHE is set, as for Node's
 * own one, or V8 was told to work otherwise than usual; and where the user has no folder of their own for it.
 */
export function openCodeCache(name: string, runtime: NodeJS.Process): CodeCache | undefined {
  const { env, execArgv } = runtime;
  const isUnusual = execArgv.length > 0 || isSet(env["NODE_OPTIONS"]) || isSet(env["NODE_V8_COVERAGE"]);
  if (isUnusual || isSet(env["NODE_DISABLE_COMPILE_CACHE"])) return undefined;
  const user = runtime.geteuid?.();
  const folder = cacheFolder(env, runtime.platform, user);
  if (folder === undefined) return undefined;
  const file = join(folder, `${name}-${runtime.versions.v8}-${runtime.arch}${SUFFIX}`);
  return {
    read: () => attempt(() => (isOwn(lstatSync(folder), user) ? readOwn(file, user) : undefined)),
    write: (data) => {
      attempt(() => {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        if (!isOwn(lstatSync(folder), user)) return;
        // Not compressed, for that takes longer than to read it: it is the checksum (RFC 1950) that is wanted. V8 has none, and runs what
        // a bad disk has made of its code.
        put(file, deflateSync(data, { level: 0 }));
        removeOld(folder);
      });
    },
  };
}

// --------------------------------------------------------------------------------------------------------------------------

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== "";
}

/** Where programs of this user keep what they can make anew (XDG Base Directory Specification; the usual places elsewhere). */
function cacheFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform, user: number | undefined): string | undefined {
  const asked = platform === "win32" ? env["LOCALAPPDATA"] : env["XDG_CACHE_HOME"];
  if (asked !== undefined && isAbsolute(asked)) return isOwnPlace(asked, user) ? join(asked, "spfkit") : undefined;
  const home = attempt(() => homedir());
  // Under `sudo` the home may be that of somebody else.
  if (home === undefined || !isAbsolute(home) || attempt(() => isOwn(statSync(home), user)) !== true) return undefined;
  return join(home, ...(platform === "darwin" ? ["Library", "Caches"] : [".cache"]), "spfkit");
}

/**
 * Whether a folder is the user's, or would be if it were made. Under `sudo` the variable may be that of somebody else, who could put
 * another folder in the place of the one that is made there. In one like /tmp nobody else can.
 */
function isOwnPlace(folder: string, user: number | undefined): boolean {
  const stats = attempt(() => statSync(folder));
  if (stats !== undefined) return isOwn(stats, user) || (stats.uid === 0 && (stats.mode & STICKY) !== 0);
  const parent = dirname(folder);
  return parent !== folder && isOwnPlace(parent, user);
}

const STICKY = 0o1000;

interface Ownership {
  readonly uid: number;
  readonly mode: number;
}

/** Whether something is the user's, and nobody else may write to it. Where there are no such numbers, the system sees to it. */
function isOwn({ uid, mode }: Ownership, user: number | undefined): boolean {
  return user === undefined || (uid === user && (mode & 0o022) === 0);
}

function readOwn(file: string, user: number | undefined): Buffer | undefined {
  const descriptor = openSync(file, "r");
  try {
    // Asked of what was opened, not of what has the name now.
    const stats = fstatSync(descriptor);
    if (!stats.isFile() || !isOwn(stats, user) || stats.size > MAX_OCTETS) return undefined;
    return inflateSync(readFileSync(descriptor), { chunkSize: 2 ** 20, maxOutputLength: MAX_OCTETS });
  } finally {
    closeSync(descriptor);
  }
}

/** Whole or not at all, whoever else does the same. */
function put(file: string, octets: Uint8Array): void {
  // Not named by the number of the process: in containers that share a home all have the same.
  const temporary = mkdtempSync(`${file}.`);
  try {
    const whole = join(temporary, "whole");
    writeFileSync(whole, octets, { mode: 0o600, flag: "wx" });
    renameSync(whole, file);
  } finally {
    // On a full disk each run would leave one, and take what room there is.
    rmSync(temporary, { recursive: true, force: true });
  }
}

function removeOld(folder: string): void {
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    const limit = name.endsWith(SUFFIX) ? OLD_MS : LEFT_MS;
    // Another process may have been faster.
    attempt(() => void (Date.now() - statSync(file).mtimeMs > limit && rmSync(file, { recursive: true, force: true })));
  }
}

/** Without the cache everything works, only later. */
function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
