/**
 * The corpus of zones before our parser, `spf zone check`, and the checkers of BIND, NSD, Knot and ldns. Of each zone it is known
 * whether it is right, and else which line is wrong. Where a checker disagrees with us, docs/zone-format.md has to say so.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { domainName } from "../../src/base/name.js";
import { typeCode } from "../../src/base/question.js";
import { type IncludeFile, type ParsedZone, parseZone } from "../../src/zone/index.js";
import { spfIn } from "../support/cli.js";
import { VALID as RECORDS } from "../zone/rdata-support.js";
import { PEERS, type Peer, type PeerVerdicts, judge } from "./corpus/checkers.js";
import { type CorpusZone, ID_LENGTH, corpusZones } from "./corpus/corpus.js";
import { classesOf, deadPatterns, documentedSign, undocumentedClasses } from "./corpus/disagreements.js";
import { type Sign, documentedClasses } from "./corpus/document.js";

const ZONES = corpusZones();
const VALID = ZONES.filter(({ fault }) => fault === undefined);
const INVALID = ZONES.filter(({ fault }) => fault !== undefined);

/** Two lines of each of these are wrong by their one fault; the first error is on the first of them. */
const WRONG_ON_TWO_LINES: ReadonlySet<string> = new Set(["a string over two lines"]);

/** Some 6,500 processes: about half a minute on two processors that have nothing else to do. */
const JUDGING_MS = 600_000;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "spfkit-corpus-"));
  for (const { files } of ZONES) for (const [name, text] of files) writeFileSync(join(folder, name), text, "latin1");
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Where errors are, as `file:line`, the first one first. */
type Places = readonly string[];

function parse({ id, files }: CorpusZone): ParsedZone {
  const [[file, text] = ["", ""]] = files;
  const include: IncludeFile = ({ path }) => {
    const found = files.get(path);
    return found === undefined ? { problem: "there is no such file" } : { name: path, octets: Buffer.from(found, "latin1") };
  };
  return parseZone(Buffer.from(text, "latin1"), { file, origin: domainName(`${id}.example`), include });
}

function parsedErrors(zone: CorpusZone): Places {
  return parse(zone)
    .problems.filter(({ severity }) => severity === "error")
    .map(({ source, span }) => `${source.name}:${source.position(span.start).line}`);
}

/** The types of the records whose data could be read, or could not. */
function typesOf(zones: readonly CorpusZone[], isRead: boolean): ReadonlySet<number> {
  const records = zones.flatMap((zone) => parse(zone).records.filter((record) => record.isRead === isRead));
  return new Set(records.map(({ type }) => typeCode(type)));
}

/** What `spf zone check` reports of all zones at once, by the id of the zone. */
async function reportedErrors(): Promise<ReadonlyMap<string, Places>> {
  // The names in records of services are made up, and lead nowhere.
  const options = ["--format", "json", "--limit", "0", "--no-config", "--rule", "service-target-missing=off"];
  const { stdout, stderr } = await spfIn(folder, ["zone", "check", ".", ...options]);
  const report: { findings: { severity: string; file: string; line: number }[] } = JSON.parse(stdout);
  const errors = report.findings.filter(({ severity }) => severity === "error").map(({ file, line }) => `${file}:${line}`);
  // A file that is no text is refused as a whole.
  for (const [, place = ""] of stderr.matchAll(/^spf: cannot read (\S+?:\d+):\d+:/gm)) errors.push(place);
  const found = new Map<string, string[]>();
  for (const place of errors) {
    const id = place.slice(0, ID_LENGTH);
    found.set(id, [...(found.get(id) ?? []), place]);
  }
  return found;
}

/** What is not as it is known: one line each. */
function wrongVerdicts(errorsOf: (zone: CorpusZone) => Places): string[] {
  return ZONES.flatMap((zone) => {
    const { fault, title } = zone;
    const places = errorsOf(zone);
    if (fault === undefined) return places.length === 0 ? [] : [`${title}: refused at ${places[0]}`];
    const wanted = `${fault.file}:${fault.line}`;
    if (places[0] !== wanted) return [`${title}: the first error is at ${places[0] ?? "no place"}, not at ${wanted}`];
    const others = places.filter((place) => place !== wanted);
    return others.length === 0 || WRONG_ON_TWO_LINES.has(title) ? [] : [`${title}: another error at ${others[0]}`];
  });
}

describe("the corpus", () => {
  it("has at least 400 right zones and 400 with one fault, all different, and every type in both", () => {
    expect(VALID.length).toBeGreaterThanOrEqual(400);
    expect(INVALID.length).toBeGreaterThanOrEqual(400);
    const titles = new Map(ZONES.map(({ files, id, title }) => [[...files.values()].join("\0").replaceAll(id, "id"), title]));
    const alike = ZONES.filter(({ title }) => ![...titles.values()].includes(title)).map(({ title }) => title);
    expect(alike).toEqual([]);
    expect(new Set(ZONES.map(({ title }) => title)).size).toBe(ZONES.length);
    const types = RECORDS.map(({ code }) => code);
    expect([...typesOf(VALID, true)]).toEqual(expect.arrayContaining(types));
    expect([...typesOf(INVALID, false)]).toEqual(expect.arrayContaining(types));
  });

  it("is judged by the parser as it is known, with the first error on the faulty line and none elsewhere", () => {
    expect(wrongVerdicts(parsedErrors)).toEqual([]);
  });

  it("is judged by spf zone check as it is known, with the first error on the faulty line and none elsewhere", async () => {
    const errors = await reportedErrors();
    expect(wrongVerdicts(({ id }) => errors.get(id) ?? [])).toEqual([]);
  });
});

describe("named-checkzone, nsd-checkzone, kzonecheck and ldns-read-zone", () => {
  let verdicts: ReadonlyMap<CorpusZone, PeerVerdicts>;
  beforeAll(async () => {
    verdicts = await judge(folder, ZONES);
  }, JUDGING_MS);

  const signOf = (zone: CorpusZone, peer: Peer): Sign => (verdicts.get(zone)?.[peer].isAccepted === true ? "+" : "-");

  it("disagree with us where docs/zone-format.md says so, and nowhere else", () => {
    const undocumented = ZONES.flatMap((zone) =>
      PEERS.flatMap((peer) => {
        const sign = signOf(zone, peer);
        const documented = documentedSign(zone, peer);
        if (documented === sign || documented === "±") return [];
        const classes = classesOf(zone).map(({ id }) => id);
        return [`${peer} ${sign}, documented ${documented} (${classes.join(", ") || "no class"}): ${zone.title}`];
      }),
    );
    expect(undocumented).toEqual([]);
  });

  it("disagree with us in every class that is documented, in each of the ways that it names", () => {
    expect(undocumentedClasses()).toEqual([]);
    expect(deadPatterns(ZONES)).toEqual([]);
    const missing = documentedClasses().flatMap(({ id, here, peers }) => {
      const members = ZONES.filter((zone) => classesOf(zone).some((one) => one.id === id));
      const differing = PEERS.filter((peer) => peers[peer] !== here);
      if (differing.length === 0) return [`${id}: no checker differs`];
      return differing.flatMap((peer) => {
        const said = new Set(members.map((zone) => signOf(zone, peer)));
        const wanted: readonly Sign[] = peers[peer] === "±" ? ["+", "-"] : [peers[peer]];
        return wanted.filter((sign) => !said.has(sign)).map((sign) => `${id}: ${peer} ${sign} does not occur`);
      });
    });
    expect(missing).toEqual([]);
  });

  it("agree with us as often as this table says", () => {
    const rows = PEERS.map((peer) => {
      const agreeing = (zones: readonly CorpusZone[]): number =>
        zones.filter((zone) => signOf(zone, peer) === (zone.fault === undefined ? "+" : "-")).length;
      const onLine = INVALID.filter((zone) => verdicts.get(zone)?.[peer].line === zone.fault?.line).length;
      return { peer, valid: agreeing(VALID), invalid: agreeing(INVALID), onLine };
    });
    console.log(
      [
        `${ZONES.length} zones: ${VALID.length} right, ${INVALID.length} with one fault, ${documentedClasses().length} classes of disagreement`,
        ...rows.map(
          ({ peer, valid, invalid, onLine }) =>
            `${peer.padEnd(5)} accepts ${valid} of the right ones, refuses ${invalid} of the others, names the faulty line of ${onLine}`,
        ),
      ].join("\n"),
    );
    // Each is a checker that works, and none is ours in another dress.
    for (const { valid, invalid } of rows) {
      expect(valid / VALID.length).toBeGreaterThan(0.6);
      expect(invalid / INVALID.length).toBeGreaterThan(0.5);
      expect(valid + invalid).toBeLessThan(ZONES.length);
    }
  });
});
