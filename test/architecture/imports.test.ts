/** The layout of the project, kept by a test: who may import whom, and who may touch the world. */
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const SRC = fileURLToPath(new URL("../../src/", import.meta.url));

/** Each folder of `src` with the folders that it may import. The files in `src` itself are `root`: the public library. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  base: [],
  spf: ["base"],
  zone: ["base"],
  dns: ["base", "zone"],
  lint: ["base", "spf", "zone"],
  root: ["base", "spf", "zone", "dns"],
  cli: ["base", "spf", "zone", "dns", "lint", "root"],
};

/** Each folder with the packages that it may import. */
const MAY_IMPORT_PACKAGES: Readonly<Record<string, readonly string[]>> = {
  base: ["ipaddr.js"],
  spf: ["punycode"],
  zone: [],
  dns: ["dns-packet"],
  lint: [],
  root: [],
  // A bundle: what is imported here is inside it. spfkit:config-schema is what scripts/build.js makes of a schema.
  cli: ["commander", "dns2", "yaml", "spfkit:config-schema"],
};

/** Where modules of Node, the clock, timers, randomness and the process may be used. */
const isEdge = (file: string): boolean => file.startsWith("cli/") || file.startsWith("dns/transport/");

const files = readdirSync(SRC, { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => file.endsWith(".ts") && !file.endsWith(".d.ts"));

const folderOf = (file: string): string => (file.includes("/") ? (file.split("/")[0] ?? "") : "root");

/** What a file imports, static or not, types too. */
function importsOf(file: string): string[] {
  const text = withoutComments(readFileSync(join(SRC, file), "utf8"));
  return [...text.matchAll(/^(?:import|export)\b(?:[^;"=(]*\bfrom)?\s*"([^"]+)"|\bimport\(\s*"([^"]+)"/gm)].map(
    (match) => match[1] ?? match[2] ?? "",
  );
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
}

describe("the layout of src", () => {
  it("has files in every folder that the rules name, and no other folder", () => {
    expect(new Set(files.map(folderOf))).toEqual(new Set(Object.keys(MAY_IMPORT)));
  });

  it.each(files)("%s imports only what its folder may", (file) => {
    const folder = folderOf(file);
    for (const specifier of importsOf(file)) {
      if (specifier.startsWith("node:")) {
        expect(isEdge(file), `${file} imports ${specifier}`).toBe(true);
      } else if (specifier.startsWith(".")) {
        const target = folderOf(relative(SRC, resolve(dirname(join(SRC, file)), specifier)).replaceAll("\\", "/"));
        if (target !== folder) expect(MAY_IMPORT[folder], `${file} imports ${specifier}`).toContain(target);
      } else {
        const name = specifier.split("/")[0];
        expect(MAY_IMPORT_PACKAGES[folder], `${file} imports ${specifier}`).toContain(name);
      }
    }
  });

  it.each(files.filter((file) => !isEdge(file)))("%s touches no clock, timer, randomness, process or console", (file) => {
    const text = withoutComments(readFileSync(join(SRC, file), "utf8"));
    const touched =
      /\b(?:Date\.now|new Date|Math\.random|performance\.|process\.|setTimeout|setInterval|setImmediate|queueMicrotask|fetch\(|console\.|globalThis|require\()/.exec(
        text,
      );
    expect(touched?.[0]).toBeUndefined();
  });

  it.each(files)("%s uses nothing that is never right here", (file) => {
    const text = withoutComments(readFileSync(join(SRC, file), "utf8"));
    // eval and Function run text; Buffer.allocUnsafe can leak memory; the URL helpers change names (see docs/decisions).
    const used = /\beval\(|\bnew Function\b|allocUnsafe|domainToASCII|domainToUnicode|\bnew URL\(|\bisIP\b|Math\.random/.exec(
      text,
    );
    expect(used?.[0]).toBeUndefined();
  });

  it("gives dns2 to cli/zone-server.ts alone", () => {
    const users = files.filter((file) => importsOf(file).includes("dns2"));
    expect(users).toEqual(["cli/zone-server.ts"]);
  });

  it("gives dns-packet to dns/message.ts alone", () => {
    const users = files.filter((file) => importsOf(file).includes("dns-packet"));
    expect(users).toEqual(["dns/message.ts"]);
  });
});
