/** The zones that the real servers serve: the examples of `zones/`, and those of `test/real/zones/` with one of every case. */
import { readFileSync, readdirSync } from "node:fs";
import { parseZone } from "../../src/zone/index.js";
import type { ParsedZone } from "../../src/zone/parse.js";
import { originFromFileName } from "../../src/zone/index.js";
import type { ServedZone } from "../support/real-servers.js";

const FOLDERS = [new URL("../../zones/", import.meta.url), new URL("zones/", import.meta.url)];

const files = FOLDERS.flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".zone"))
    .map((name) => ({ name, text: readFileSync(new URL(name, folder), "latin1") })),
);

/** As our own parser reads them. */
export const PARSED_ZONES: readonly ParsedZone[] = files.map(({ name, text }) => {
  const origin = originFromFileName(name);
  return parseZone(text, { file: name, ...(origin === undefined ? {} : { origin }) });
});

/** For the servers, which read the same files. */
export const SERVED_ZONES: readonly ServedZone[] = files.map(({ text }, index) => {
  const name = PARSED_ZONES[index]?.origin;
  if (name === undefined) throw new Error("a zone file has no origin");
  return { name, text };
});
