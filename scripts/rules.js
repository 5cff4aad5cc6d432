// Writes src/lint/rules/index.ts from the files beside it, and docs/rules/ from what the rules say of themselves.
// With --check it writes nothing and fails where something is stale; with --index it leaves the documents alone.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const checking = process.argv.includes("--check");
const rulesFolder = join(root, "src", "lint", "rules");
const docsFolder = join(root, "docs", "rules");
let stale = 0;

const ids = readdirSync(rulesFolder)
  .filter((file) => file.endsWith(".ts") && file !== "index.ts")
  .map((file) => file.slice(0, -3))
  .sort();
const isKebab = ids.filter((id) => !/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(id));
if (isKebab.length > 0) throw new Error(`not in kebab case: ${isKebab.join(", ")}`);
put(join(rulesFolder, "index.ts"), index(ids));

if (!process.argv.includes("--index")) {
  const { pages } = await load("src/lint/docs.ts");
  process.setUncaughtExceptionCaptureCallback((error) => {
    // The code is in the name of its module, which a trace would print whole.
    console.error(error instanceof Error ? `${error.name}: ${error.message}` : error);
    process.exit(1);
  });
  mkdirSync(docsFolder, { recursive: true });
  const wanted = new Map(pages().map(({ file, text }) => [file, text]));
  for (const [file, text] of wanted) put(join(docsFolder, file), text);
  for (const file of readdirSync(docsFolder)) {
    if (wanted.has(file)) continue;
    stale++;
    console.log(`docs/rules/${file} belongs to no rule`);
    if (!checking) rmSync(join(docsFolder, file));
  }
}
console.log(`${ids.length} rules looked at`);
process.exitCode = checking && stale > 0 ? 1 : 0;

function index(names) {
  const variable = (id) => id.replaceAll(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());
  return [
    "// Written by scripts/rules.js from the files in this folder.",
    'import type { Rule } from "../rule.js";',
    ...names.map((id) => `import { rule as ${variable(id)} } from "./${id}.js";`),
    "",
    "export const RULES: readonly Rule[] = [",
    ...names.map((id) => `  ${variable(id)},`),
    "];",
    "",
  ].join("\n");
}

function put(path, text) {
  if (existsSync(path) && readFileSync(path, "utf8") === text) return;
  stale++;
  const name = path.slice(root.length + 1);
  if (checking) console.log(`${name} is stale; run: node scripts/rules.js`);
  else {
    writeFileSync(path, text);
    console.log(`${name} is written anew`);
  }
}

/** Bundles a source file and loads it, so that it need not be built before. */
async function load(file) {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [file],
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    target: "node20.19",
    logLevel: "warning",
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
}
