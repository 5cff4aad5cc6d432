/** Runs the built command as a user would. */
import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

export const ROOT: string = fileURLToPath(new URL("../../", import.meta.url));
const COMMAND = fileURLToPath(new URL("../../dist/spf.cjs", import.meta.url));

export interface CommandRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Both outputs. */
  readonly all: string;
  readonly milliseconds: number;
}

/** Runs `spf` in the project's folder, without a terminal. Asynchronous: a server in this process can answer meanwhile. */
export function spf(args: readonly string[], input?: string | Uint8Array): Promise<CommandRun> {
  return spfIn(ROOT, args, input);
}

/** Runs `spf` in a folder. */
export function spfIn(
  cwd: string,
  args: readonly string[],
  input?: string | Uint8Array,
  env: Readonly<Record<string, string>> = {},
): Promise<CommandRun> {
  const started = performance.now();
  const child: ChildProcess = spawn(process.execPath, [COMMAND, ...args], {
    cwd,
    timeout: 25_000,
    env: { ...process.env, ...env },
  });
  let stdout = "";
  let stderr = "";
  child.stdout?.setEncoding("latin1").on("data", (chunk: string) => (stdout += chunk));
  child.stderr?.setEncoding("latin1").on("data", (chunk: string) => (stderr += chunk));
  // A command that does not read its input may be gone before all of it is written.
  child.stdin?.on("error", () => {});
  child.stdin?.end(input);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      resolve({ code, stdout, stderr, all: stdout + stderr, milliseconds: performance.now() - started });
    });
  });
}

/** The two example zones, and no network. */
export const EXAMPLE_ZONES = ["--zone", "zones/ntecs.de.zone", "--zone", "zones/michaelonroad.de.zone", "--offline"];
