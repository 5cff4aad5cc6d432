/** The package as a program sees it: its exports, from the built files. */
import { execFileSync } from "node:child_process";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "./support/cli.js";

const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));

describe("the package", () => {
  it.each([
    ["spfkit", ["check", "checkHost", "parseRecord", "formatRecord", "createResolver", "createZoneResolver", "parseZone"]],
    [
      "spfkit/spf",
      [
        "checkHostSteps",
        "checkSteps",
        "parseRecord",
        "readAloud",
        "policyTree",
        "formatRecord",
        "formatReceivedSpf",
        "formatAuthenticationResults",
      ],
    ],
    ["spfkit/dns", ["createResolver", "createZoneResolver", "createSyncZoneResolver", "parseServer"]],
    ["spfkit/lint", ["runRules", "ALL_RULES", "RULE_INFOS", "formatResult", "placeOf", "parseBaseline"]],
    ["spfkit/zone", ["parseZone", "createZoneSet", "formatRecordData", "originFromFileName"]],
  ])("%s exports its functions", (specifier, names) => {
    const script = `import * as it from ${JSON.stringify(specifier)}; console.log(JSON.stringify(Object.keys(it)))`;
    const exported: unknown = JSON.parse(
      execFileSync(process.execPath, ["--input-type=module", "-e", script], { cwd: ROOT, encoding: "utf8" }),
    );
    expect(exported).toEqual(expect.arrayContaining(names));
  });

  it("names everything it exports in its types, and no file of it is missing", () => {
    for (const target of Object.values(manifest.exports) as (string | Record<string, string>)[]) {
      for (const file of typeof target === "string" ? [target] : Object.values(target)) {
        if (!file.includes("*")) expect(readFileSync(join(ROOT, file)).length, file).toBeGreaterThan(0);
      }
    }
  });

  it("leaves nothing running after a check whose server is silent is cut short", async () => {
    const socket = createSocket("udp4").bind(0, "127.0.0.1");
    await once(socket, "listening");
    const script = `import { check, createResolver } from "spfkit";
const resolver = createResolver({ servers: ["127.0.0.1#${socket.address().port}"] });
const { result } = await check({ ip: "192.0.2.1", mailFrom: "a.test" }, { resolver, timeoutMs: 50 });
console.log(result);`;
    const started = performance.now();
    const output = execFileSync(process.execPath, ["--input-type=module", "-e", script], { cwd: ROOT, encoding: "utf8" });
    socket.close();
    expect(output).toBe("temperror\n");
    expect(performance.now() - started).toBeLessThan(4000);
  });
});
