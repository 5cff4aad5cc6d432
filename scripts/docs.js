// Keeps the documents true. In every Markdown file:
//   - a ```console block whose first line is "$ spf ..." holds what that command prints, at 80 columns without colour;
//   - a ```js block with file=PATH holds that file.
// docs/rules/ is written by scripts/rules.js, which runs first.
// Without arguments it writes the blocks anew, with --check it fails when one is stale.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const checking = process.argv.includes("--check");
const documents = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.md"], {
  cwd: root,
  encoding: "utf8",
})
  .split("\n")
  .filter((file) => file !== "" && existsSync(join(root, file)));

// The pages of the rules come from the rules.
const rules = spawnSync(process.execPath, [join(root, "scripts", "rules.js"), ...(checking ? ["--check"] : [])], {
  stdio: "inherit",
});
let stale = rules.status === 0 ? 0 : 1;
for (const file of documents) {
  const path = join(root, file);
  const before = readFileSync(path, "utf8");
  const after = before
    .replace(
      /^```console\n\$ spf (.*)\n[\s\S]*?^```$/gm,
      (_, command) => `\`\`\`console\n$ spf ${command}\n${run(command)}\`\`\``,
    )
    .replace(
      /^```js file=(\S+)\n[\s\S]*?^```$/gm,
      (_, name) => `\`\`\`js file=${name}\n${readFileSync(join(root, name), "utf8")}\`\`\``,
    );
  for (const link of deadLinks(path, after)) {
    console.log(`${file}: there is no ${link}`);
    stale++;
  }
  if (after === before) continue;
  if (checking) {
    console.log(`${file} is stale; run: node scripts/docs.js`);
    stale++;
  } else {
    writeFileSync(path, after);
    console.log(`${file} is written anew`);
  }
}
console.log(`${documents.length} documents looked at`);
process.exitCode = stale === 0 ? 0 : 1;

function run(command) {
  const words = command.match(/"[^"]*"|\S+/g).map((word) => word.replace(/^"(.*)"$/, "$1"));
  const { stdout, stderr, error } = spawnSync(process.execPath, [join(root, "dist", "spf.cjs"), ...words], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1", COLUMNS: "80", LC_ALL: "C.UTF-8" },
  });
  if (error) throw error;
  return `${stderr}${stdout}`;
}

/** Links to files of the project that are not there. */
function deadLinks(path, text) {
  return [...text.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)]
    .map((match) => match[1])
    .filter((link) => !existsSync(join(dirname(path), link)));
}
