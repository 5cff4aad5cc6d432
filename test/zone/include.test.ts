import { describe, expect, it } from "vitest";
import { domainName } from "../../src/base/name.js";
import {
  type IncludeFile,
  type IncludeRequest,
  MAX_INCLUDED_OCTETS,
  MAX_INCLUDE_DEPTH,
  type ParsedZone,
  createZoneViews,
  parseZone,
} from "../../src/zone/index.js";
import { recordsOf } from "./support.js";

/** Parses `main` of files in memory. */
function readFiles(files: Readonly<Record<string, string>>, requests: IncludeRequest[] = []): ParsedZone {
  const include: IncludeFile = (request) => {
    requests.push(request);
    const text = files[request.path];
    return text === undefined
      ? { problem: "there is no such file" }
      : { name: request.path, octets: new TextEncoder().encode(text) };
  };
  return parseZone(files.main ?? "", { file: "main", origin: domainName("example.org"), include });
}

/** Each problem as `file:line:column severity code`, with the places that it has to do with. */
function placesOf(zone: ParsedZone): string[] {
  const place = (source: ParsedZone["source"], offset: number): string => {
    const { line, column } = source.position(offset);
    return `${source.name}:${line}:${column}`;
  };
  return zone.problems.map(({ source, span, severity, code, related }) =>
    [`${place(source, span.start)} ${severity} ${code}`, ...(related ?? []).map((at) => place(at.source, at.span.start))].join(
      " < ",
    ),
  );
}

describe("$INCLUDE", () => {
  it("reads records, with the origin of the file that includes or its own", () => {
    const requests: IncludeRequest[] = [];
    const zone = readFiles(
      { main: "$INCLUDE a\n$INCLUDE a sub ; c\n$include a other.\nb A 192.0.2.2\n", a: "x A 192.0.2.1\n" },
      requests,
    );
    expect(placesOf(zone)).toEqual(["a:1:1 warning out-of-zone < main:3:1"]);
    expect(recordsOf(zone)).toEqual([
      "x.example.org. IN A 192.0.2.1",
      "x.sub.example.org. IN A 192.0.2.1",
      "b.example.org. IN A 192.0.2.2",
    ]);
    expect(requests[0]).toEqual({ path: "a", from: "main" });
    expect(zone.records.map(({ source, span }) => [source.name, span.start])).toEqual([
      ["a", 0],
      ["a", 0],
      ["main", 48],
    ]);
    expect(zone.sources.map(({ name }) => name)).toEqual(["main", "a", "a", "a"]);
  });

  it("gives origin and owner back, and keeps $TTL (RFC 1035 section 5.1, as BIND does)", () => {
    const zone = readFiles({
      main: "a A 192.0.2.1\n$INCLUDE f\n A 192.0.2.2\nb A 192.0.2.3\n",
      f: "$ORIGIN sub\n$TTL 60\nx A 192.0.2.9\n",
    });
    expect(recordsOf(zone)).toEqual([
      "a.example.org. IN A 192.0.2.1",
      "x.sub.example.org. 60 IN A 192.0.2.9",
      "a.example.org. 60 IN A 192.0.2.2",
      "b.example.org. 60 IN A 192.0.2.3",
    ]);
  });

  it("knows the owner in the file, as BIND and NSD do", () => {
    expect(
      recordsOf(readFiles({ main: "a A 192.0.2.1\n$INCLUDE f sub\n A 192.0.2.3\n", f: " A 192.0.2.2\nb A 192.0.2.2\n" })),
    ).toEqual([
      "a.example.org. IN A 192.0.2.1",
      "a.example.org. IN A 192.0.2.2",
      "b.sub.example.org. IN A 192.0.2.2",
      "a.example.org. IN A 192.0.2.3",
    ]);
    expect(placesOf(readFiles({ main: "$INCLUDE f\n", f: " A 192.0.2.2\n" }))).toEqual([
      "f:1:2 error no-previous-owner < main:1:1",
    ]);
  });

  it("reports problems where they are, in the order of reading, with the way to them", () => {
    const zone = readFiles({
      main: "$INCLUDE f\nb A x\n",
      f: "; c\n$INCLUDE g\ny A z\n",
      g: "\n\n  \na A 1.2.3\nq A 192.0.2.1\nq CNAME a\n",
    });
    expect(placesOf(zone)).toEqual([
      "g:4:5 error bad-address < f:2:1 < main:1:1",
      "g:6:3 error cname-and-other-data < g:5:1 < f:2:1 < main:1:1",
      "f:3:5 error bad-address < main:1:1",
      "main:2:5 error bad-address",
    ]);
  });

  it("takes names in quotes, with escapes, as UTF-8", () => {
    const requests: IncludeRequest[] = [];
    readFiles({ main: '$INCLUDE "a b"\n$INCLUDE a\\ b\n$INCLUDE "\\195\\164"\n$INCLUDE ä\n' }, requests);
    expect(requests.map(({ path }) => path)).toEqual(["a b", "a b", "ä", "ä"]);
  });

  it.each<[string, Record<string, string>, string[]]>([
    ["a file that is not there", { main: "$INCLUDE x\n" }, ["main:1:10 error include-failed"]],
    ["itself", { main: "$INCLUDE main\n" }, ["main:1:10 error include-failed"]],
    ["a file that includes it", { main: "$INCLUDE a\n", a: "\n$INCLUDE main\n" }, ["a:2:10 error include-failed < main:1:1"]],
    ["no name", { main: "$INCLUDE ; x\n" }, ["main:1:9 error missing-data"]],
    ["a bad origin", { main: "$INCLUDE a b..c\n", a: "" }, ["main:1:12 error bad-name"]],
    ["too much", { main: "$INCLUDE a b c\n", a: "" }, ["main:1:14 error extra-data"]],
    ["an open quote", { main: '$INCLUDE "a\n', a: "" }, ["main:1:10 error open-quote"]],
    ["a binary file", { main: "$INCLUDE a\nx A 192.0.2.1\n", a: "\n\u0000" }, ["a:2:1 error not-text < main:1:1"]],
    ["a carriage return", { main: "$INCLUDE a\n", a: "x A 192.0.2.1\r" }, ["a:1:14 error stray-carriage-return < main:1:1"]],
    [
      "an open parenthesis",
      { main: "$INCLUDE a\nb A (\n192.0.2.1 )\n", a: "x A ( 192.0.2.1\n" },
      ["a:1:5 error open-parenthesis < main:1:1"],
    ],
  ])("reports %s", (_, files, expected) => {
    const zone = readFiles(files);
    expect(placesOf(zone)).toEqual(expected);
    if (!expected[0]?.includes("stray") && !expected[0]?.includes("parenthesis")) expect(zone.hasUnreadLines).toBe(true);
  });

  it("is bounded in depth", () => {
    let depth = 0;
    const include: IncludeFile = () => ({ name: `f${++depth}`, octets: new TextEncoder().encode("$INCLUDE next\n") });
    const zone = parseZone("$INCLUDE next\n", { include });
    expect(depth).toBe(MAX_INCLUDE_DEPTH);
    expect(zone.problems.map(({ code, source }) => `${source.name} ${code}`)).toEqual([`f${MAX_INCLUDE_DEPTH} include-failed`]);
  });

  it("is bounded in octets, however often a small file is included", () => {
    const octets = new Uint8Array(1024 * 1024).fill(0x0a);
    let calls = 0;
    const include: IncludeFile = () => ({ name: `f${++calls}`, octets });
    const zone = parseZone("$INCLUDE a\n".repeat(200), { include });
    expect(zone.problems[0]?.code).toBe("include-failed");
    expect(calls * octets.length).toBeGreaterThan(MAX_INCLUDED_OCTETS);
    expect(zone.sources.length - 1).toBe(63);
  });

  it("is refused where no files are given", () => {
    const zone = parseZone("$INCLUDE x\n");
    expect(zone.problems.map(({ code }) => code)).toEqual(["unsupported-directive"]);
  });

  it("is part of the zone", () => {
    const zone = readFiles({ main: "@ SOA a b 1 2 3 4 5\n$INCLUDE f\n", f: "x.y A 192.0.2.1\nx.y TXT a\n" });
    const [view] = createZoneViews([zone]);
    expect(view?.node(domainName("x.y.example.org"))?.types).toEqual(["A", "TXT"]);
    expect(view?.node(domainName("y.example.org"))?.types).toEqual([]);
    expect(view?.node(domainName("y.example.org"))?.cut).toBeUndefined();
  });
});
