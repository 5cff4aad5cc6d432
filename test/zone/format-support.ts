/** What must hold for the formatter: the same meaning, the same outcome when it formats again, a diff that can be applied. */
import { expect } from "vitest";
import { domainName } from "../../src/base/name.js";
import { formatUnifiedDiff } from "../../src/zone/format-diff.js";
import { findChange } from "../../src/zone/format-verify.js";
import { formatLines, joinLines } from "../../src/zone/format.js";
import { type ParsedZone, originFromFileName, parseZone } from "../../src/zone/index.js";

import { hidesMeaning } from "../../src/zone/problems.js";

/** What every $INCLUDE of a test stands for. */
const INCLUDED = Buffer.from('included 60 A 192.0.2.200\n\tTXT "of the file"\n');

/** Reads a text of octets, for the origin that the name of its file says. */
export function parse(text: string, file = "example.org.zone"): ParsedZone {
  const origin = originFromFileName(file) ?? domainName("example.org");
  return parseZone(Buffer.from(text, "latin1"), { file, origin, include: ({ path }) => ({ name: path, octets: INCLUDED }) });
}

/** Whether it has errors that keep it from being formatted. */
export function hasErrors(zone: ParsedZone): boolean {
  return zone.problems.some(hidesMeaning);
}

/** Formats, and proves that the outcome means the same and stays as it is when formatted again. */
export function prove(zone: ParsedZone): string {
  const lines = formatLines(zone);
  const formatted = joinLines(lines);
  const again = parse(formatted, zone.source.name);
  expect(findChange(zone, again), JSON.stringify(zone.source.text)).toBeUndefined();
  expect(joinLines(formatLines(again)), JSON.stringify(zone.source.text)).toBe(formatted);
  expect(applyDiff(zone.source.text, formatUnifiedDiff("test.zone", zone.source.text, lines))).toBe(formatted);
  return formatted;
}

/** A `patch` for diffs without mistakes. */
function applyDiff(text: string, diff: readonly string[]): string {
  if (diff.length === 0) return text;
  const source = text.split("\n");
  const result: string[] = [];
  let at = 0;
  for (const line of diff.slice(2)) {
    const range = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@$/.exec(line);
    if (range !== null) {
      const start = Number(range[1]) - (range[2] === "0" ? 0 : 1);
      while (at < start) result.push(source[at++] ?? "");
      expect(result.length).toBe(Number(range[3]) - (range[4] === "0" ? 0 : 1));
    } else if (line.startsWith("+")) result.push(line.slice(1));
    else if (line.startsWith(" ") || line.startsWith("-")) {
      expect(source[at]).toBe(line.slice(1));
      if (line.startsWith(" ")) result.push(line.slice(1));
      at++;
    } else expect(line).toBe("\\ No newline at end of file");
  }
  while (at < source.length && !(at === source.length - 1 && source[at] === "")) result.push(source[at++] ?? "");
  return result.map((line) => `${line}\n`).join("");
}
