/** What the commands know of the place they print to. */
import { printable } from "../base/escape.js";
import { EXIT_WRITE } from "./exit.js";

export { excerpt } from "../base/excerpt.js";
export { wrap } from "../base/layout.js";

/** Where a command prints and from where it is started; handed in, so that a test can be the terminal. */
export interface Terminal {
  /** Columns of the output, at least 40. */
  readonly width: number;
  readonly colour: boolean;
  /** Standard error is a terminal, so progress may be shown on it. */
  readonly progress: boolean;
  /** Standard output is a terminal: text of others must not reach it as it is. Absent is no. */
  readonly interactive?: boolean;
  /** The terminal takes UTF-8, so that lines can be drawn. Absent is no. */
  readonly unicode?: boolean;
  /** Octets go out as they are. */
  out(text: string | Uint8Array): void;
  err(text: string): void;
}

/** The terminal of this process. Colour only on a terminal, and never with NO_COLOR (https://no-color.org). */
export function processTerminal(): Terminal {
  const { stdout, stderr, env } = process;
  const noColour = env["NO_COLOR"] !== undefined && env["NO_COLOR"] !== "";
  stdout.on("error", (error: NodeJS.ErrnoException) => {
    // A reader that closes the pipe early, such as head, is no error: the verdict is still the exit code.
    if (error.code === "EPIPE") process.exit();
    stderr.write(`spf: the answer could not be written: ${printable(error.code ?? "unknown error")}\n`);
    process.exit(EXIT_WRITE);
  });
  const columns = stdout.columns ?? Number(/^\d{1,4}$/.exec(env["COLUMNS"] ?? "")?.[0] ?? 80);
  return {
    width: Math.max(40, Math.min(columns, 200)),
    colour: stdout.isTTY === true && !noColour && env["TERM"] !== "dumb",
    progress: stderr.isTTY === true,
    interactive: stdout.isTTY === true,
    unicode: isUtf8(env),
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
  };
}

/** Whether the locale says UTF-8: the first of these that is set counts (POSIX.1-2017, Base Definitions 8.2). */
export function isUtf8(env: Readonly<Record<string, string | undefined>>): boolean {
  const locale = [env["LC_ALL"], env["LC_CTYPE"], env["LANG"]].find((value) => value !== undefined && value !== "");
  return /\.utf-?8(?:@|$)/i.test(locale ?? "");
}

export type Style = "bold" | "red" | "green" | "yellow" | "dim";

const CODES: Readonly<Record<Style, string>> = {
  bold: "1",
  red: "31",
  green: "32",
  yellow: "33",
  dim: "2",
};

/** Puts a text that is already safe in a style, where there is colour. */
export function styled(terminal: Pick<Terminal, "colour">, style: Style, text: string): string {
  return terminal.colour ? `\u001b[${CODES[style]}m${text}\u001b[0m` : text;
}
