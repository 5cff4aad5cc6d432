/** Several mistakes in one zone file: each is found once, at its line and column, and none hides another. */
import { describe, expect, it } from "vitest";
import { spf } from "../support/cli.js";

const ZONE = `$ORIGIN example.org.
$TTL 1h
@	IN	SOA	ns1 hostmaster (
		2026010101 ; serial
		4h 1h 2w 15m )
	IN	NS	ns1
	IN	NS	ns2.example.net.
ns1	IN	A	192.0.2.256
www	1x IN	A	192.0.2.80
mail	IN	TXT	( "one"
		"\\300" )
ftp	IN	CNAME	www
; a comment (with a "quote
ftp	IN	A	192.0.2.21
news	IN	TXT	"not closed
shop	IN	AAAA	2001:db8::1
blog	IN	MX	ten mail
`;

/** Where each mistake is, in the order of the file: line, column, length in columns, and what is found. */
const PLACES = [
  [8, 10, 11, "bad-address"],
  [9, 5, 2, "bad-ttl"],
  [11, 4, 4, "bad-escape"],
  [14, 8, 1, "cname-and-other-data"],
  [15, 13, 1, "open-quote"],
  [17, 12, 3, "bad-number"],
] as const;

const check = (args: string[]): ReturnType<typeof spf> => spf(["zone", "check", "-", "--no-config", ...args], ZONE);

describe("six mistakes in one file", () => {
  it("are six errors in text, each at its line and column", async () => {
    const { code, stdout, stderr } = await check([]);
    expect([code, stderr]).toEqual([1, ""]);
    const errors = [...stdout.matchAll(/^-:(\d+):(\d+): error\[([a-z-]+)\]/gm)];
    expect(errors.map(([, line, column, rule]) => [Number(line), Number(column), rule])).toEqual(
      PLACES.map(([line, column, , rule]) => [line, column, rule]),
    );
    expect(stdout).toMatch(/6 errors\b.* in 1 file\n$/);
  });

  it("are six errors in JSON, each with its end", async () => {
    const { code, stdout, stderr } = await check(["--format", "json"]);
    expect([code, stderr]).toEqual([1, ""]);
    const { findings }: { findings: Record<string, unknown>[] } = JSON.parse(stdout);
    const errors = findings.filter(({ severity }) => severity === "error");
    expect(errors.map(({ line, column, endLine, endColumn, rule }) => [line, column, endLine, endColumn, rule])).toEqual(
      PLACES.map(([line, column, length, rule]) => [line, column, line, column + length, rule]),
    );
  });

  it("are gone one by one when they are mended", async () => {
    const mended = [
      ["192.0.2.256", "192.0.2.53"],
      ["1x IN", "1h IN"],
      ["\\300", "\\200"],
      ["ftp	IN	A	192.0.2.21\n", ""],
      ['"not closed', '"closed"'],
      ["ten mail", "10 mail"],
    ] as const;
    let text = ZONE;
    for (const [index, [wrong, right]] of mended.entries()) {
      expect(text.split(wrong)).toHaveLength(2);
      text = text.replace(wrong, right);
      const { stdout } = await spf(["zone", "check", "-", "--no-config", "--format", "json"], text);
      const { findings }: { findings: { severity: string; rule: string }[] } = JSON.parse(stdout);
      const errors = findings.filter(({ severity }) => severity === "error").map(({ rule }) => rule);
      expect(errors.filter((rule) => PLACES.some(([, , , one]) => one === rule))).toEqual(
        PLACES.slice(index + 1).map(([, , , rule]) => rule),
      );
    }
  });
});
