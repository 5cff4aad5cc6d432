/** Unified diffs, printed. */
import { printable } from "../../base/escape.js";
import { type Style, type Terminal, styled } from "../terminal.js";

/** Prints the lines of a unified diff: the octets of the file, so that it can be applied as a patch; on a terminal, safe text. */
export function printDiff(diff: readonly string[], terminal: Terminal): void {
  const text = diff.map((line) => {
    const style = diffStyle(line);
    const shown = terminal.interactive === true ? printable(line) : line;
    return `${style === undefined ? shown : styled(terminal, style, shown)}\n`;
  });
  terminal.out(Buffer.from(text.join(""), "latin1"));
}

function diffStyle(line: string): Style | undefined {
  if (line.startsWith("--- ") || line.startsWith("+++ ")) return "bold";
  return line.startsWith("+") ? "green" : line.startsWith("-") ? "red" : undefined;
}
