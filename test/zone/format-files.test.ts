// Every zone of this repository, as it is and with the blanks, line ends and comments that other hands put into it.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { hostingZone } from "../../bench/zone-generators.js";
import { exampleFiles } from "../../src/lint/example.js";
import { ALL_RULES } from "../../src/lint/registry.js";
import { formatRecord } from "../../src/zone/print.js";
import { ROOT } from "../support/cli.js";
import { hasErrors, parse, prove } from "./format-support.js";
import { VALID } from "./rdata-support.js";

const FILES: readonly (readonly [name: string, text: string])[] = ["zones", "examples", "test"].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".zone"))
    .map((file) => [join(folder, file), readFileSync(join(ROOT, folder, file), "latin1")] as const),
);

const EXAMPLES = ALL_RULES.flatMap(({ id, docs }) =>
  [docs.good, docs.bad, docs.before ?? ""].flatMap((example) =>
    exampleFiles(example).map(({ name, text }) => [`${id}/${name}`, Buffer.from(text).toString("latin1")] as const),
  ),
);

const TYPES = VALID.map(({ text }, index) => [`${index}/example.org.zone`, `r${index} 60 ${text}\n`] as const);

const HOSTING = [["hosting.test.zone", [...hostingZone(500)].join("")] as const];

/** What changes nothing that a zone means. A backslash at the end of a line escapes what is put behind it. */
const VARIANTS: readonly (readonly [string, (text: string) => string])[] = [
  ["as it is", (text) => text],
  ["with CR LF", (text) => text.replaceAll("\n", "\r\n")],
  ["with a byte order mark", (text) => `\u00ef\u00bb\u00bf${text}`],
  ["with tabs", (text) => text.replace(/(?<=^[^"\\]*) +/gm, "\t")],
  ["with a comment on every line", (text) => text.replace(/(?<!\\)$/gm, " ;x ; y")],
  ["with comment lines and blank ones between", (text) => text.replaceAll("\n", "\n\n  ; between\n; full\n\n")],
  ["with blanks at the ends of lines", (text) => text.replace(/(?<!\\)$/gm, " \t ")],
  ["without its last line end", (text) => text.replace(/\n$/, "")],
];

describe.each([
  ["the zone files", FILES, 10],
  ["the examples of the rules", EXAMPLES, 200],
  ["the records of every type", TYPES, 180],
  ["a hosting zone", HOSTING, 1],
])("%s", (_what, zones, least) => {
  it.each(VARIANTS)("mean the same when they are formatted, and stay so: %s", (_variant, change) => {
    let proved = 0;
    for (const [name, text] of zones) {
      const original = parse(text, name);
      const zone = parse(change(text), name);
      // An example of what is wrong may have errors, before and after.
      if (hasErrors(original)) continue;
      expect(hasErrors(zone), `${name}\n${change(text)}`).toBe(false);
      const again = parse(prove(zone), name);
      expect(again.records.map(formatRecord), name).toEqual(original.records.map(formatRecord));
      proved++;
    }
    expect(proved).toBeGreaterThanOrEqual(least);
  });
});
