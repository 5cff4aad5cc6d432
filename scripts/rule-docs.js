// Takes the documentation of rules out of the command's code: it is longer than the code, and read only where somebody asks for it.
// The sources stay as they are, each rule one file with its documentation inside; the bundle reads `docs` from a file when it is used.
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { runInNewContext } from "node:vm";

/** An object literal `docs: { ... },` as the formatter leaves it: its closing brace stands below its name. */
const DOCS = /^( +)docs: (\{\n[^]*?\n\1\}),\n/gm;

const READER = `
import { readFileSync } from "node:fs";
import { join } from "node:path";
let all;
export function docsOf(id) {
  all ??= JSON.parse(readFileSync(join(__dirname, "rule-docs.json"), "utf8"));
  return all[id];
}`;

/** A plugin for esbuild, which puts what it takes out into `docs`, by an id of its own. */
export function createDocsPlugin(docs) {
  return {
    name: "rule-docs",
    setup(bundle) {
      bundle.onResolve({ filter: /^spfkit-rule-docs$/ }, ({ path }) => ({ path, namespace: "rule-docs" }));
      bundle.onLoad({ filter: /.*/, namespace: "rule-docs" }, () => ({ contents: READER }));
      bundle.onLoad({ filter: /[\\/]src[\\/]lint[\\/](?:rules[\\/]|syntax-rules\.ts$)/ }, ({ path }) =>
        basename(path) === "index.ts" ? undefined : { contents: withoutDocs(path, docs), loader: "ts" },
      );
    },
  };
}

/** Where what was taken out is, beside the bundle that reads it. */
export function docsFile(outdir) {
  return join(outdir, "cli", "rule-docs.json");
}

function withoutDocs(path, docs) {
  let count = 0;
  const text = readFileSync(path, "utf8").replaceAll(DOCS, (_, indent, literal) => {
    const id = `${basename(path, ".ts")} ${count++}`;
    const value = runInNewContext(`(${literal})`);
    if (typeof value.why !== "string" || typeof value.fix !== "string") throw new Error(`${path}: docs have no why and fix`);
    docs[id] = value;
    return `${indent}get docs() { return docsOf(${JSON.stringify(id)}); },\n`;
  });
  if (count === 0) throw new Error(`${path} has no docs that can be taken out`);
  return `import { docsOf } from "spfkit-rule-docs";\n${text}`;
}
