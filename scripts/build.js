// Builds dist/: the library with tsc, and the command as one minified script, which `src/cli/start.ts` runs.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import standaloneCode from "ajv/dist/standalone/index.js";
import { build } from "esbuild";
import { createDocsPlugin, docsFile } from "./rule-docs.js";

/** Large packages that few commands use: code takes time to load, whether it is used or not. */
const APART = { yaml: "yaml", dns2: "dns2" };

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const require = createRequire(import.meta.url);

rmSync(join(root, "dist"), { recursive: true, force: true });

const typescript = dirname(require.resolve("typescript/package.json"));
try {
  execFileSync(process.execPath, [join(typescript, "bin", "tsc"), "-p", "tsconfig.build.json"], {
    cwd: root,
    stdio: "inherit",
  });
} catch {
  console.error("build: the library does not compile");
  process.exit(1);
}

const dist = join(root, "dist");
const options = {
  absWorkingDir: root,
  bundle: true,
  format: "cjs",
  platform: "node",
  target: "node20.19",
  // What is bundled is run as a script, which has no imports.
  supported: { "dynamic-import": false },
  minify: true,
  metafile: true,
  legalComments: "none",
  logLevel: "warning",
};

const docs = {};
const command = await build({
  ...options,
  entryPoints: ["src/cli/main.ts"],
  outfile: "dist/cli/spf.cjs",
  define: { SPFKIT_VERSION: JSON.stringify(version) },
  // A function that `src/cli/start.ts` calls.
  banner: { js: "(function (require, __dirname) {" },
  footer: { js: "})" },
  plugins: [
    { name: "apart", setup: (bundle) => leaveApart(bundle, Object.keys(APART)) },
    { name: "schemas", setup: addSchemas },
    { name: "commander", setup: spareChildProcess },
    createDocsPlugin(docs),
  ],
});
writeFileSync(docsFile(dist), JSON.stringify(docs));

const packages = await build({ ...options, entryPoints: APART, outdir: "dist/cli", outExtension: { ".js": ".cjs" } });

const code = createHash("sha256").update(readFileSync(join(dist, "cli", "spf.cjs")));
await build({
  ...options,
  entryPoints: ["src/cli/start.ts"],
  outfile: "dist/spf.cjs",
  banner: { js: "#!/usr/bin/env node" },
  define: { SPFKIT_BUILD: JSON.stringify(code.digest("hex").slice(0, 16)) },
});
chmodSync(join(dist, "spf.cjs"), 0o755);
const bundled = [command, packages].flatMap(({ metafile }) => Object.keys(metafile.inputs));
writeFileSync(join(dist, "THIRD-PARTY-NOTICES.txt"), notices(bundled));

/** Packages are required from where the program is started. */
function leaveApart(bundle, names) {
  const filter = new RegExp(`^(?:${names.join("|")})$`);
  bundle.onResolve({ filter }, ({ path }) => ({ path: `./cli/${path}.cjs`, external: true }));
}

/** Makes `spfkit:config-schema` the validator of schemas/config.schema.json, so that ajv is not loaded when the command runs. */
function addSchemas(bundle) {
  bundle.onResolve({ filter: /^spfkit:/ }, ({ path }) => ({ path: path.replace("spfkit:", ""), namespace: "schemas" }));
  bundle.onLoad({ filter: /.*/, namespace: "schemas" }, ({ path }) => {
    const schema = JSON.parse(readFileSync(join(root, "schemas", `${path.replace(/-schema$/, "")}.schema.json`), "utf8"));
    const ajv = new Ajv2020({ strict: true, strictRequired: false, allErrors: true, code: { source: true, esm: true } });
    return { contents: standaloneCode(ajv, { validate: addSchema(ajv, schema) }), resolveDir: root };
  });
}

function addSchema(ajv, schema) {
  ajv.addSchema(schema);
  return schema.$id;
}

/** commander can start commands that are programs of their own. There are none here, and loading what starts them takes a while. */
function spareChildProcess(bundle) {
  bundle.onResolve({ filter: /^node:child_process$/ }, ({ path, importer }) =>
    /[\\/]node_modules[\\/]commander[\\/]/.test(importer) ? { path, namespace: "child-process" } : undefined,
  );
  bundle.onLoad({ filter: /.*/, namespace: "child-process" }, () => ({
    contents: 'module.exports = { get spawn() { return require("node:child_process").spawn; } };',
    loader: "js",
  }));
}

/** The licences of the packages that are inside the bundle. */
function notices(inputs) {
  const folders = new Set(inputs.map((input) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1]).filter(Boolean));
  const parts = [...folders].sort().map((name) => {
    const folder = join(root, "node_modules", name);
    const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const file = ["LICENSE", "LICENSE.md", "LICENSE-MIT.txt", "license"].find((candidate) => {
      try {
        return readFileSync(join(folder, candidate)).length > 0;
      } catch {
        return false;
      }
    });
    if (file === undefined) throw new Error(`${name} has no licence file`);
    return `${name} ${manifest.version}\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
  });
  return `The command in this folder contains these packages.\n\n${parts.join(`\n${"-".repeat(72)}\n\n`)}`;
}
