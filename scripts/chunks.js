// Few files instead of many: a file that is loaded takes half a millisecond, whatever is in it.
//
// esbuild makes one file of the modules that the same commands need, and commands differ in a module or two. Here commands that need
// some of a group of modules are made to need all of them, so that a group is one file.
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";

const MAIN = "src/cli/main.ts";
/** Each with what the one before has not: who needs some of it gets all of it. The commands that are run most come first. */
const LEADING = [MAIN, "src/cli/commands/check.ts", "src/cli/commands/zone-check.ts"];
const PREFIX = "together:";

/** A plugin for a second build, made of what the first one made of the same modules. */
export function createChunksPlugin({ outputs }, root) {
  const needs = neededBy(outputs);
  const groups = groupsOf(needs);
  const grouped = new Set(groups.flat().map((module) => resolve(root, module)));
  const wanted = new Map();
  for (const [entry, modules] of needs) {
    const all = groups.filter((group, index) => index === 0 || group.some((module) => modules.has(module))).flat();
    if (entry !== MAIN) wanted.set(resolve(root, entry), all);
  }
  return {
    name: "chunks",
    setup(bundle) {
      bundle.onResolve({ filter: /^together:/ }, ({ path }) => ({
        path: join(root, path.slice(PREFIX.length)),
        sideEffects: true,
      }));
      // Wherever a module is met first: without it an import of nothing is left out.
      bundle.onResolve({ filter: /^\.\.?\/.*\.js$/ }, ({ path, resolveDir }) => {
        const found = resolve(resolveDir, path.replace(/\.js$/, ".ts"));
        return grouped.has(found) ? { path: found, sideEffects: true } : undefined;
      });
      bundle.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        const modules = wanted.get(path);
        if (modules === undefined) return undefined;
        const imports = modules.map((module) => `import ${JSON.stringify(PREFIX + module)};`).join("");
        return { contents: `${await readFile(path, "utf8")}\n${imports}`, loader: "ts" };
      });
    },
  };
}

/** The modules that are loaded with each entry point, those that are loaded later among these: a set by the path of its source. */
function neededBy(outputs) {
  const needs = new Map();
  for (const [file, { entryPoint }] of Object.entries(outputs)) {
    if (entryPoint === undefined) continue;
    const modules = new Set();
    const seen = new Set();
    const visit = (at) => {
      if (seen.has(at)) return;
      seen.add(at);
      for (const module of Object.keys(outputs[at].inputs)) modules.add(module);
      for (const { path, kind, external } of outputs[at].imports)
        if (kind === "import-statement" && external !== true) visit(path);
    };
    visit(file);
    needs.set(entryPoint, modules);
  }
  return needs;
}

/** What the main program has in common with others; then what `spf check` has in common with `spf zone check`; then what is only there. */
function groupsOf(needs) {
  const [main, check, zoneCheck] = LEADING.map((entry) => needs.get(entry));
  const isSource = (module) => module.startsWith("src/") && !needs.has(module);
  const rest = [...zoneCheck].filter((module) => isSource(module) && !main.has(module));
  return [[...main].filter(isSource), rest.filter((module) => check.has(module)), rest.filter((module) => !check.has(module))];
}
