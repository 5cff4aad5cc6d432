// Everything a contributor runs before sending a change: types, lint, format, dead code, stale documents, the package, the tests.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const bin = (name) => join(root, "node_modules", ".bin", name);

const steps = [
  { name: "build", command: process.execPath, args: ["scripts/build.js"] },
  { name: "types", command: bin("tsc"), args: ["-p", "tsconfig.json"] },
  { name: "lint", command: bin("oxlint"), args: ["--type-aware", "--deny-warnings"] },
  { name: "format", command: bin("oxfmt"), args: ["--check", "."] },
  { name: "dead code", command: bin("knip"), args: [] },
  { name: "package", command: bin("publint"), args: ["--strict"] },
  { name: "documents", command: process.execPath, args: ["scripts/docs.js", "--check"] },
  { name: "dependencies", run: checkDependencies },
  { name: "tests", command: bin("vitest"), args: ["run"] },
  // .ci/run has run the tests already, in a clean clone.
].filter(({ name }) => !(process.argv.includes("--no-tests") && name === "tests"));

const failed = [];
for (const { name, command, args, run } of steps) {
  console.log(`\n== ${name}`);
  const passed = run
    ? run()
    : spawnSync(command, args, { cwd: root, stdio: "inherit", env: { ...process.env, NO_UPDATE_NOTIFIER: "1" } }).status === 0;
  if (!passed) failed.push(name);
}
console.log(failed.length === 0 ? "\ncheck: all is well" : `\ncheck: not right yet: ${failed.join(", ")}`);
process.exitCode = failed.length === 0 ? 0 : 1;

/** What users install runs no script of its own. */
function checkDependencies() {
  const { dependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  const wanted = new Set(Object.keys(dependencies).map((name) => `node_modules/${name}`));
  for (const path of wanted) {
    for (const name of Object.keys(packages[path]?.dependencies ?? {})) wanted.add(`node_modules/${name}`);
  }
  const scripted = [...wanted].filter((path) => packages[path]?.hasInstallScript);
  for (const path of scripted) console.log(`${path} has an install script`);
  console.log(`${wanted.size} packages are installed with spfkit, ${scripted.length} have install scripts`);
  return scripted.length === 0;
}
