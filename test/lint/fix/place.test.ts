import { describe, expect, it } from "vitest";
import { domainName } from "../../../src/base/name.js";
import { type RecordAt, editedFile, fileEdits } from "../../../src/lint/fix/place.js";
import type { TextEdit } from "../../../src/lint/spf/spf-text.js";
import { parseZone } from "../../../src/zone/index.js";

function recordIn(zone: string, file = "example.org.zone"): RecordAt {
  const { records } = parseZone(zone, { file, origin: domainName("example.org") });
  const [record] = records;
  if (record === undefined) throw new Error("there is a record");
  return { record, owner: record.owner };
}

/** The file after edits `[start, end, text]` of the record's text, or why there is none. */
function edited(zone: string, ...edits: [start: number, end: number, text: string][]): string {
  const at = recordIn(zone);
  const found = fileEdits(
    at,
    edits.map(([start, end, text]): TextEdit => ({ span: { start, end }, text })),
  );
  return typeof found === "string" ? found : Buffer.from(editedFile(at.record.source, found)).toString("latin1");
}

describe("an edit of a record's text is one of its file", () => {
  it.each([
    ["in quotes", 'x TXT "v=spf1 a" ; c\n', [7, 8, "mx"], 'x TXT "v=spf1 mx" ; c\n'],
    ["behind escapes", 'x TXT "v=\\115pf1 \\a b"\n', [9, 10, "cc"], 'x TXT "v=\\115pf1 \\a cc"\n'],
    ["of an escape", 'x TXT "v=spf1 \\097 b"\n', [7, 8, "mx"], 'x TXT "v=spf1 mx b"\n'],
    ["in the second string", 'x ( TXT "v=spf1 " ; one\n "a b" )\n', [9, 10, "c"], 'x ( TXT "v=spf1 " ; one\n "a c" )\n'],
    ["behind an empty string", 'x TXT "" "v=spf1 a"\n', [7, 8, "mx"], 'x TXT "" "v=spf1 mx"\n'],
    ["that empties a string", 'x TXT "v=spf1 a" " mx"\n', [8, 11, ""], 'x TXT "v=spf1 a" ""\n'],
    ["at the end", 'x TXT "v=spf1" " a"\n', [8, 8, " b"], 'x TXT "v=spf1" " a b"\n'],
    ["between two strings", 'x TXT "v=spf1" " a"\n', [6, 6, " b"], 'x TXT "v=spf1 b" " a"\n'],
    ["that needs escapes", 'x TXT "v=spf1 a"\n', [7, 8, '"\\;\u00e9'], 'x TXT "v=spf1 \\"\\\\;\\233"\n'],
    ["in a word", "x TXT v=spf1\\032a\n", [7, 8, "mx -all;"], "x TXT v=spf1\\032mx\\032-all\\059\n"],
    ["that opens with a sign in a word", "x TXT v=spf1\\032a\n", [0, 2, "@$("], "x TXT \\064\\036\\040spf1\\032a\n"],
  ] as const)("%s", (_, zone, edit, expected) => {
    expect(edited(zone, [...edit])).toBe(expected);
  });

  it("all edits at once, in the order of the file", () => {
    expect(edited('x TXT "v=spf1 a" " b c"\n', [11, 12, ""], [7, 8, "mx"])).toBe('x TXT "v=spf1 mx" " b "\n');
  });

  it("and keeps all other octets", () => {
    const zone = '; \u00e9\r\nx\tTXT\t"v=spf1 a"\t; \u00ff\r\n';
    const octets = Buffer.from(zone, "latin1");
    const parsed = parseZone(octets, { file: "f", origin: domainName("example.org") });
    const [record] = parsed.records;
    if (record === undefined) throw new Error("there is a record");
    const found = fileEdits({ record, owner: record.owner }, [{ span: { start: 7, end: 8 }, text: "mx" }]);
    if (typeof found === "string") throw new Error(found);
    expect(Buffer.from(editedFile(parsed.source, found))).toEqual(Buffer.from(zone.replace("spf1 a", "spf1 mx"), "latin1"));
  });
});

describe("there is none", () => {
  it.each([
    ["across two strings", 'x TXT "v=spf1 in" "clude:a"\n', [7, 16, "a"], "it would change two strings of the record at once"],
    ["in octets", "x TXT \\# 9 08763d73706631202d61\n", [6, 7, ""], "the file does not hold the record's text as it is"],
    ["from a $GENERATE", '$GENERATE 1-2 h$ TXT "\\"v=spf1  a\\""\n', [6, 7, ""], "the record is one of a $GENERATE"],
    ["from a word of a $GENERATE", "$generate 1-2 h$ TXT V=spf1\n", [0, 1, "v"], "the record is one of a $GENERATE"],
    ["of a whole word", "x TXT v=spf1 a\n", [6, 7, ""], "nothing would be left of a string without quotes"],
    ["where it is full", `x TXT "v=spf1 ${"a".repeat(248)}"\n`, [7, 8, "ab"], "a string would have more than 255 octets"],
  ] as const)("%s", (_, zone, edit, why) => {
    expect(edited(zone, [...edit])).toBe(why);
  });

  it("where it is full together, but what is put between strings goes where there is room", () => {
    const full = `x TXT "v=spf1 ${"a".repeat(248)}" " b"\n`;
    expect(edited(full, [255, 255, " c"])).toBe(full.replace('" b"', '" c b"'));
    const nearly = `x TXT "v=spf1 ${"a".repeat(246)}"\n`;
    expect(edited(nearly, [7, 8, "bb"])).toContain("spf1 bbaaa");
    expect(edited(nearly, [7, 8, "bb"], [9, 10, "ccc"])).toBe("a string would have more than 255 octets");
  });
});
