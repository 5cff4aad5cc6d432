/** Names exist that have records, and those above them (RFC 4592 section 2.2.2), in one file and where two files are merged. */
import { describe, expect, it } from "vitest";
import { createRandom } from "../../bench/zone-generators.js";
import { type DomainName, domainName } from "../../src/base/name.js";
import { parseZone } from "../../src/zone/parse.js";
import type { ZoneView } from "../../src/zone/view.js";
import { createZoneViews } from "../../src/zone/views.js";

const LABELS = ["a", "B", "c", "_x", "*", "a\\.b", "\\228", "www", "a\\\\"] as const;

describe("names of a zone", () => {
  it("are there where something is at or below them", () => {
    const random = createRandom(11);
    const some = (most: number): string[] =>
      Array.from({ length: 1 + Math.floor(random() * most) }, () => LABELS[Math.floor(random() * LABELS.length)] ?? "a");
    for (const origin of ["example.org", "."]) {
      for (let count = 0; count < 60; count++) {
        const owners = Array.from({ length: 12 }, () => some(5).join("."));
        const text = `$TTL 1h\n$ORIGIN ${origin === "." ? "." : `${origin}.`}\n${owners.map((owner) => `${owner} A 192.0.2.1\n`).join("")}`;
        const parse = (file: string, content: string) => parseZone(content, { file, origin: domainName(origin) });
        const [one] = createZoneViews([parse("one", text)]);
        const [two] = createZoneViews([parse("one", text), parse("two", "")]);
        expect(two?.columns).toBeUndefined();
        const suffix = origin === "." ? "" : `.${origin}`;
        const asked = [...owners, ...Array.from({ length: 60 }, () => some(5).join("."))].map((name) => name.toLowerCase());
        for (const name of asked) {
          for (let at = domainName(`${name}${suffix}`); ; at = at.parent) {
            expect(exists(one, at), `${at.text} in ${text}`).toBe(exists(two, at));
            if (at.labels.length === 0) break;
          }
        }
        // Not all, and not none.
        expect(asked.some((name) => exists(one, domainName(`${name}${suffix}`)))).toBe(true);
        expect(exists(one, domainName(`nope${suffix}`))).toBe(false);
      }
    }
  });
});

function exists(zone: ZoneView | undefined, name: DomainName): boolean {
  return zone?.node(name) !== undefined;
}
