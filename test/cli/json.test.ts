import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { EXAMPLE_ZONES, ROOT, spf } from "../support/cli.js";

const schema: object = JSON.parse(readFileSync(join(ROOT, "schemas/check.schema.json"), "utf8"));
const validate = new Ajv2020({ strict: true, strictRequired: false, allErrors: true }).compile(schema);

const SOA = "@ IN SOA ns.test. root.test. 1 1h 1h 1w 1h\n";

async function json(args: string[], zone?: string): Promise<{ document: any; code: number | null }> {
  const world = zone === undefined ? EXAMPLE_ZONES : ["--zone", "-", "--origin", "j.test", "--offline"];
  const { stdout, code, stderr } = await spf(["check", ...args, "--format", "json", ...world], zone && SOA + zone);
  if (stdout === "") throw new Error(stderr);
  const document: unknown = JSON.parse(stdout);
  expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
  return { document, code };
}

describe("--format json", () => {
  it("says the same as the text, and follows its schema", async () => {
    const { document, code } = await json(["user@michaelonroad.de", "--ip", "::ffff:192.0.2.25", "--helo", "mail.ntecs.de"]);
    expect(code).toBe(0);
    expect(document).toMatchObject({ version: 1, result: "pass", decidedBy: "mailfrom", client: "192.0.2.25" });
    expect(document.mailFrom).toMatchObject({
      identity: "mailfrom",
      result: "pass",
      domain: "michaelonroad.de",
      sender: "user@michaelonroad.de",
      helo: "mail.ntecs.de",
      reason: { code: "match" },
      path: [{ domain: "michaelonroad.de", record: "v=spf1 mx -all", term: { text: "mx", start: 7, end: 9 } }],
      lookups: { used: 1, limit: 10 },
      voidLookups: { used: 0, limit: 2 },
      questions: 3,
    });
    expect(document.helo.path[0].term.text).toBe("a");
    expect(document.mailFrom.trace).toBeUndefined();
  });

  it("has the trace with --trace", async () => {
    const { document } = await json(["user@ntecs.de", "--ip", "192.0.2.99", "--trace"]);
    const { trace } = document.mailFrom;
    expect(trace.questions[0]).toMatchObject({
      name: "ntecs.de",
      type: "TXT",
      answer: { status: "noerror", records: ['"v=spf1 mx -all"'] },
    });
    expect(trace.terms.map((term: any) => [term.term.text, term.outcome, term.lookup])).toEqual([
      ["mx", "no-match", 1],
      ["-all", "match", undefined],
    ]);
    expect(trace.terms[0].questions.map((question: any) => `${question.name} ${question.type}`)).toEqual([
      "ntecs.de MX",
      "mail.ntecs.de A",
    ]);
  });

  it.each([
    ["syntax", 'j TXT "v=spf1 ip4:x -all"\n'],
    ["multiple-records", 'j TXT "v=spf1 -all"\nj TXT "v=spf1 a"\n'],
    ["no-record", "j A 192.0.2.1\n"],
    ["no-match", 'j TXT "v=spf1"\n'],
    ["dns", 'j TXT "v=spf1 a:elsewhere.example"\n'],
    ["target-without-record", 'j TXT "v=spf1 include:none.j.test"\n'],
    ["target-malformed", 'j TXT "v=spf1 redirect=%{l}.j.test"\n'],
    ["lookup-limit", `j TXT "v=spf1 redirect=j.j.test"\n`],
    ["void-lookup-limit", 'j TXT "v=spf1 a:1.j.test a:2.j.test a:3.j.test"\n'],
    ["mx-limit", `j TXT "v=spf1 mx"\n${Array.from({ length: 11 }, (_, index) => `j MX 10 m${index}\n`).join("")}`],
    ["match", 'j TXT "v=spf1 -all exp=e.j.test"\ne TXT "because of %{c}"\n'],
  ])("the reason %s follows the schema", async (code, zone) => {
    const { document } = await json([`${"l".repeat(64)}@j.j.test`, "--ip", "192.0.2.25", "--trace"], zone);
    expect(document.mailFrom.reason.code).toBe(code);
    if (code === "match") expect(document.mailFrom.explanation).toBe("because of 192.0.2.25");
  });

  it("has no-domain for what is no domain", async () => {
    const { document, code } = await json(["user@nowhere", "--ip", "192.0.2.25"]);
    expect(document.mailFrom).toMatchObject({ reason: { code: "no-domain" }, path: [], questions: 0 });
    expect(code).toBe(6);
  });

  it("is valid and ASCII with octets and lone surrogates from outside", async () => {
    const { document } = await json(["\ud800\u202e@j.j.test", "--ip", "192.0.2.25"], 'j TXT "v=spf1 \\200\\027 -all"\n');
    expect(document.mailFrom.path[0].record).toBe("v=spf1 \u00c8\u001b -all");
  });

  it("refuses what the schema does not know", () => {
    expect(validate({ version: 1, result: "pass", decidedBy: "mailfrom", client: "192.0.2.1" })).toBe(false);
  });
});
