/** The options that the commands of a page repeat. */
import { describe, expect, it } from "vitest";
import { repeatedOptions } from "../../src/cli/repeated-options.js";

describe("repeatedOptions", () => {
  it("is nothing where live DNS is asked", () => {
    expect(repeatedOptions({ timeout: "20" })).toBe("");
  });

  it("repeats files, origins and servers, each with its option", () => {
    const given = { zone: ["zones/a.zone", "b.zone"], origin: ["a.test", "b.test"], includeRoot: "zones", offline: true };
    expect(repeatedOptions({ ...given, timeout: "3" })).toBe(
      " --zone zones/a.zone --zone b.zone --origin a.test --origin b.test --include-root zones --offline",
    );
    expect(repeatedOptions({ server: ["127.0.0.1#5353", "2001:db8::53"], timeout: "20" })).toBe(
      " --server 127.0.0.1#5353 --server 2001:db8::53",
    );
  });

  it.each([
    ["mit leer zeichen.zone", "'mit leer zeichen.zone'"],
    ["it's.zone", "'it'\\''s.zone'"],
    ["$(id).zone", "'$(id).zone'"],
    ["#a", "'#a'"],
    ["", "''"],
    ["~/a", "'~/a'"],
    ["b\u00fcro.zone", "'b\u00fcro.zone'"],
    ["a\u001b[2J", "'a\\027[2J'"],
  ])("quotes %j as a shell wants it, and nothing reaches the terminal", (file, shown) => {
    expect(repeatedOptions({ zone: [file], timeout: "20" })).toBe(` --zone ${shown}`);
  });
});
