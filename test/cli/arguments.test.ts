import { describe, expect, it } from "vitest";
import { EXAMPLE_ZONES, spf } from "../support/cli.js";

const IP = ["--ip", "192.0.2.1"];

/** What a command says of an argument that is none: the exit code and the first line, without `spf: `. */
const refusals: readonly [args: readonly string[], code: number, message: string][] = [
  [["check", ""], 64, '"" has no domain; give the one to report on, such as example.org'],
  [["check", " "], 64, '" " is no domain: it is empty; give one such as example.org'],
  [["check", "", ...IP], 64, '"" is the null sender, which stands for postmaster at the HELO name; give it with --helo'],
  [["check", "user@", ...IP], 64, "user@ has no domain behind its @; write an address such as user@example.org"],
  [["check", "@", ...IP], 64, "@ has no domain behind its @; write an address such as user@example.org"],
  [["check", "user@"], 64, "user@ has no domain behind its @; give one such as example.org"],
  [
    ["check", "192.0.2.1"],
    64,
    "192.0.2.1 is no domain: it is an IP address; give a name such as example.org, and the host that sends by --ip",
  ],
  [["check", "192.0.2.0/24", ...IP], 64, "192.0.2.0/24 is no domain: it is a network; give a name such as example.org"],
  [
    ["check", "https://example.org/x", ...IP],
    64,
    "https://example.org/x is no domain: it is a URL; give its domain, example.org",
  ],
  [
    ["check", "v=spf1 -all", ...IP],
    64,
    '"v=spf1 -all" is a record, and no domain; spf lint checks it, and spf explain reads it aloud',
  ],
  [["check", "package.json", ...IP], 64, "package.json is a file; spf lint checks it, and --zone answers from it"],
  [
    ["check", "example.org", "--helo", "192.0.2.1"],
    64,
    "--helo 192.0.2.1 is no domain: it is an IP address; give a name such as example.org",
  ],
  [["check", "example.org", ...IP, "--receiver", ""], 64, "--receiver is empty; give the name, or leave the option out"],
  [["lint", ""], 64, '"" is no domain: it is empty; give one such as example.org'],
  [["lint", "  "], 64, '"  " is no domain: it is empty; give one such as example.org'],
  [["lint", "192.0.2.1", "--offline"], 64, "192.0.2.1 is no domain: it is an IP address; give a name such as example.org"],
  [["lint", "192.0.2.0/24"], 64, "192.0.2.0/24 is no domain: it is a network; give a name such as example.org"],
  [["lint", "[2001:db8::1]"], 64, "[2001:db8::1] is no domain: it is an address literal; give a name such as example.org"],
  [["lint", "user@example.org"], 64, "user@example.org is no domain: it is a mail address; give its domain, example.org"],
  [
    ["lint", "192.0.2.256"],
    64,
    "192.0.2.256 is no domain: its last label is a number, as in an IP address; give a name such as example.org",
  ],
  [["tree", ""], 64, '"" is no domain: it is empty; give one such as example.org'],
  [["tree", "user@"], 64, "user@ is no domain: it is a mail address; give a name such as example.org"],
  [
    ["tree", "package.json"],
    64,
    "package.json is a file, and a tree is that of a domain or a record; give the domain, and a zone file with --zone",
  ],
  [
    ["tree", "v=spf1 -all", "--domain", "192.0.2.1"],
    64,
    "--domain 192.0.2.1 is no domain: it is an IP address; give a name such as example.org",
  ],
  [["diff", "", "x"], 64, '"" is no domain: it is empty; give one such as example.org'],
  [["diff", "ntecs.de", "https://ntecs.de"], 64, "https://ntecs.de is no domain: it is a URL; give its domain, ntecs.de"],
  [["explain", ""], 64, '"" is empty, and nothing to explain; give a record, which starts with v=spf1, or the id of a rule'],
  [
    ["explain", "192.0.2.1"],
    64,
    "192.0.2.1 is no record: it is an IP address; a record starts with v=spf1, and spf tree DOMAIN reads that of a domain",
  ],
  [
    ["explain", "user@example.org"],
    64,
    "user@example.org is no record: it is a mail address; a record starts with v=spf1, and spf tree DOMAIN reads that of a domain",
  ],
  [["zone", "check", ""], 66, 'cannot read "": the name is empty; give the path of a file, or of a folder'],
  [
    ["zone", "check", "none.example"],
    66,
    "cannot read none.example: there is no such file or folder; spf check reports on a domain",
  ],
  [
    ["zone", "check", "v=spf1 -all"],
    66,
    'cannot read "v=spf1 -all": there is no such file or folder; spf lint checks a record',
  ],
  [
    ["zone", "check", "zones/ntecs.de.zone", "--origin", "192.0.2.1"],
    64,
    "--origin 192.0.2.1 is no domain: it is an IP address; give a name such as example.org",
  ],
  [["zone", "fmt", ""], 66, 'cannot read "": the name is empty; give the path of a file, or of a folder'],
  [["zone", "diff", "", "zones/ntecs.de.zone"], 66, 'cannot read "": the name is empty; give the path of a file'],
  [["zone", "serve", ""], 66, 'cannot read "": the name is empty; give the path of a file, or of a folder'],
  [["completion", ""], 64, 'there is no completion for ""; take bash, zsh or fish'],
];

describe("an argument that is something else", () => {
  it.each(refusals)("%j is refused by what it is, with what to write", async (args, expected, message) => {
    const { code, stdout, stderr } = await spf([...args]);
    expect(stderr.split("\n")[0]).toBe(`spf: ${message}`);
    expect([code, stdout]).toEqual([expected, ""]);
  });

  it("is taken for a file where there is one of that name, whatever it looks like", async () => {
    const { code, stderr } = await spf(["lint", "zones/ntecs.de.zone", "--offline"]);
    expect(stderr).not.toContain("is no domain");
    expect(code).toBeLessThan(2);
  });

  it("has the verdict of the RFC where it is an address with a bad domain, and no note about zone files", async () => {
    const { code, stdout } = await spf(["check", "user@192.0.2.1", ...IP, ...EXAMPLE_ZONES]);
    expect(code).toBe(6);
    expect(stdout).toContain("There is no domain to check: it is an IP address.");
    expect(stdout).not.toContain("no zone file holds");
  });

  it("may have blanks around it, which are not part of an address", async () => {
    const { code, stdout } = await spf(["check", " user@ntecs.de ", "--ip", "192.0.2.25", ...EXAMPLE_ZONES]);
    expect(stdout).toContain("PASS 192.0.2.25 may send mail for user@ntecs.de\n");
    expect(code).toBe(0);
  });
});
