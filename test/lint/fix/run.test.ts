/** Fixes of zones and records: that they end, keep what they claim, and touch nothing else. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type IpAddress, type IpNetwork, formatIp, parseIp } from "../../../src/base/ip.js";
import { IpSet, networkRange } from "../../../src/base/ip-set.js";
import { domainName } from "../../../src/base/name.js";
import { type Answer, NXDOMAIN, type Question, answer } from "../../../src/base/question.js";
import { runSync } from "../../../src/base/run.js";
import { SourceText } from "../../../src/base/source.js";
import { type FixOutcome, fixSteps } from "../../../src/lint/fix/run.js";
import type { AppliedFix } from "../../../src/lint/fix/record.js";
import { type LintInput, lintSteps } from "../../../src/lint/run.js";
import { SPF_RULES } from "../../../src/lint/spf/spf-rules.js";
import { isNetwork } from "../../../src/lint/spf/terms.js";
import { checkHostSteps } from "../../../src/spf/check-host.js";
import { parseRecord } from "../../../src/spf/parse.js";
import { parseSender } from "../../../src/spf/sender.js";
import { type ParsedZone, createZoneSet, parseZone } from "../../../src/zone/index.js";
import { zoneAnswer } from "../../../src/zone/zone-set.js";

const SEED = 7208;
const APEX = domainName("example.org");

function zoneOf(octets: string | Uint8Array, file = "example.org.zone"): ParsedZone {
  return parseZone(typeof octets === "string" ? Buffer.from(octets, "latin1") : octets, { file, origin: APEX });
}

const ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  "part.example.net TXT": ["v=spf1 -ip4:11.2.3.6 ip4:11.2.3.4/30 ip6:2a01:4f8:0:2::/63 ~all"],
  "other.example.net TXT": ["v=spf1 ip4:11.2.3.16/29 ?all"],
  "mail.example.net A": ["11.2.3.12"],
};

function world(zone: ParsedZone): (question: Question) => Answer {
  const set = createZoneSet([zone]);
  return (question) => {
    if (question.name.isWithin(APEX)) return zoneAnswer(set.lookup(question));
    const texts = ELSEWHERE[`${question.name.key} ${question.type}`];
    return texts === undefined ? NXDOMAIN : answer(question.type, texts);
  };
}

function inputOf(zone: ParsedZone, more: Partial<LintInput> = {}): LintInput {
  return { zones: [zone], rules: SPF_RULES, now: 0, ...more };
}

function fix(zone: ParsedZone, more: Partial<LintInput> = {}): FixOutcome {
  const reparse = (one: ParsedZone, octets: Uint8Array): ParsedZone => zoneOf(octets, one.source.name);
  return runSync(fixSteps({ ...inputOf(zone, more), reparse }), world(zone));
}

function fixed(text: string, more: Partial<LintInput> = {}): string {
  return fix(zoneOf(text), more).input.zones[0]?.source.text ?? "";
}

const HEAD = "$TTL 1h\n@ IN SOA ns1 hostmaster 1 4h 1h 2w 15m\n@ NS ns1\n@ NS ns2\nns1 A 192.0.2.53\nns2 A 198.51.100.53\n";

// --------------------------------------------------------------------------------------------------------------------------

describe("the fixes of a zone", () => {
  it("are applied in rounds, where one makes room for another", () => {
    const text = `${HEAD}x TXT "v=spf1 ip4:11.2.3.4/24, IP4:11.2.3.0/24  ip4=192.0.2.1 -all "\n`;
    expect(fixed(text)).toBe(`${HEAD}x TXT "v=spf1 ip4:11.2.3.0/24 ip4:192.0.2.1 -all"\n`);
  });

  it("leave a silenced finding, a rule that is off and one of the baseline alone", () => {
    const text = `${HEAD}x TXT "v=spf1 a:mail.example.net  -all" ; spf-ignore repeated-space: so be it\n`;
    expect(fixed(text)).toBe(text);
    const other = `${HEAD}x TXT "v=spf1 a:mail.example.net  -ALL"\n`;
    const config = { rules: new Map([["repeated-space", "off" as const]]), overrides: [] };
    expect(fixed(other, { config })).toBe(other.replace("ALL", "all"));
  });

  it("repair a record step by step, and change no verdict before the last one", () => {
    const outcome = fix(
      zoneOf(`${HEAD}x TXT "v=spf1 ip4:11.2.3.4;ip4:11.2.3.5 ip4:11.2.3.300 inlcude:part.example.net -all"\n`),
    );
    expect(outcome.applied.length).toBeGreaterThan(0);
    for (const { effect } of outcome.applied) expect(effect.isEqual).toBe(true);
  });

  it("do not make a second record count", () => {
    const { applied, refused } = fix(zoneOf(`${HEAD}x TXT "v=spf1  -all"\nx TXT "v=spf1 mx -all"\n`));
    expect(applied).toEqual([]);
    expect(refused.map(({ because, why }) => [because, why])).toEqual([
      ["place", "the name has another SPF record, and one has to go before the other counts"],
    ]);
  });

  it("do not take the copy of a record for another one", () => {
    const { applied, refused } = fix(zoneOf(`${HEAD}x TXT "v=spf1  -all"\nx TXT "v=spf1  -all"\n`));
    expect(applied).toEqual([]);
    expect(refused.map(({ why }) => why)).toEqual(["the record is there twice"]);
  });

  it("nor one that another file of the zone has too", () => {
    const [one, other] = [zoneOf(`${HEAD}x TXT "v=spf1  -all"\n`), zoneOf('x TXT "v=spf1  -all"\n', "more.zone")];
    const { applied, refused } = fix(one, { zones: [one, other] });
    expect(applied).toEqual([]);
    expect(refused.map(({ why }) => why)).toEqual(["the record is there twice"]);
  });

  it("see one another: what includes a record is fixed in view of its new text", () => {
    const outcome = fix(
      zoneOf(`${HEAD}x TXT "v=spf1 include:y.example.org  ip4:11.2.3.4 -all"\ny TXT "v=spf1 ip4=11.2.3.4 -all"\n`),
    );
    const changed = outcome.records.all().map(({ before, after }) => [before, after]);
    expect(changed).toContainEqual(["v=spf1 ip4=11.2.3.4 -all", "v=spf1 ip4:11.2.3.4 -all"]);
  });

  it("that do more than they claim are refused, and say what they would do", () => {
    const rule = {
      ...(SPF_RULES.find(({ id }) => id === "repeated-space") ?? SPF_RULES[0]),
      checkRecord: (({ text }, context) => {
        const at = text.indexOf("11.2.3.4");
        const span = { start: at, end: at + "11.2.3.4".length };
        if (at < 0) return;
        const edits = [{ span, text: "11.2.3.5" }];
        context.report({ span, message: "wrong", fix: { message: "write it", edits, claim: { kind: "nothing" } } });
      }) satisfies (typeof SPF_RULES)[number]["checkRecord"],
    } as (typeof SPF_RULES)[number];
    const zone = zoneOf(`${HEAD}x TXT "v=spf1  ip4:11.2.3.4 -all"\n`);
    const { applied, refused } = fix(zone, { rules: [rule] });
    expect(applied).toEqual([]);
    expect(refused[0]).toMatchObject({ because: "claim", why: "it would change verdicts, and is meant to change none" });
    expect(refused[0]?.effect?.changes.map(({ count }) => count)).toEqual([1n, 1n]);
  });

  it("take out what stands twice where nobody knows what it leads to, for the second question has the answer of the first", () => {
    const offline = (text: string): FixOutcome =>
      runSync(
        fixSteps({
          zones: [],
          texts: [{ source: new SourceText("record", Buffer.from(text)) }],
          rules: SPF_RULES,
          now: 0,
          reparse: (zone) => zone,
        }),
        () => ({ status: "servfail", isUnknown: true }),
      );
    const record = "v=spf1 include:x.example.net a:y.example.net exists:%{i}.z.example.net mx -all";
    const again = record.replace("mx", "include:X.example.net. a:y.example.net/32 exists:%{i}.z.example.net mx mx");
    const { input, applied, refused } = offline(again);
    expect(input.texts?.[0]?.source.text).toBe(record);
    expect(refused).toEqual([]);
    // All that may change is permerror, where there were too many lookups.
    const changed = applied.flatMap(({ effect }) => [...effect.changes, ...effect.unclear]);
    expect([changed.length > 0, new Set(changed.map(({ before }) => String(before)))]).toEqual([true, new Set(["permerror"])]);
    const other = "v=spf1 include:x.example.net ip4:11.2.3.4 redirect=x.example.net";
    expect(offline(other).input.texts?.[0]?.source.text).toBe(other);
  });

  it("of records outside of zones are those of their text", () => {
    const source = new SourceText("record", Buffer.from("v=spf1  ip4=192.0.2.1 -all"));
    const { input, applied } = runSync(
      fixSteps({ zones: [], texts: [{ source }], rules: SPF_RULES, now: 0, reparse: (zone) => zone }),
      () => NXDOMAIN,
    );
    expect(input.texts?.[0]?.source.text).toBe("v=spf1 ip4:192.0.2.1 -all");
    expect(applied.map(({ finding }) => finding.rule).sort()).toEqual(["equals-for-colon", "repeated-space"]);
  });
});

// --------------------------------------------------------------------------------------------------------------------------
// Random zones

const TERMS = [
  ...[
    "ip4:11.2.3.4",
    "ip4:11.2.3.4/24",
    "IP4:11.2.3.0/24",
    "ip4=11.2.3.9",
    "ip4:11.2.3.8/29",
    "ip4:11.2.3.12,",
    "ip4:11.2.3.300",
  ],
  ...["ip6:2a01:4f8::1/64", "ip6:11.2.3.4", "ip4:2a01:4f8::9", "11.2.3.7", "ip4:11.2.3.0/255.255.255.0", "ip4:11.2.3.4/024"],
  ...["a", "a", "mx", "A", "a:mail.example.net", "a:mail.example.net.", "a:11.2.3.4", "mx;", "a:mail..example.net", "?a"],
  ...["include:part.example.net", "include=part.example.net", "include:part.example.net.", "inlcude:other.example.net"],
  ...["-all", "~all", "-ALL", "- all", "-all mx", "+all", "-al", "redirect=other.example.net", "redirect:other.example.net"],
  ...[
    "exp=why.example.net.",
    "v=spf1",
    "exists:%{i}.list.example.net",
    "exists:%{x}.example.net",
    "p=none;",
    "--all",
    "\u00e2\u0080\u0093all",
  ],
];
const terms = fc.array(fc.constantFrom(...TERMS), { minLength: 1, maxLength: 8 });
const gaps = fc.array(fc.constantFrom(" ", " ", " ", " ", " ", " ", "  ", "\t", "\u00c2\u00a0"), {
  minLength: 9,
  maxLength: 9,
});
const versions = fc.constantFrom("v=spf1", "v=spf1", "v=spf1", "v=spf1", "V=SPF1", "v=spf1;");
const texts = fc
  .tuple(versions, terms, gaps, fc.constantFrom("", "", " -all", " ~all "))
  .map(
    ([version, words, blanks, end]) =>
      `${words.reduce((text, word, at) => `${text}${blanks[at] ?? " "}${word}`, version)}${end}`,
  );

/** A text as the data of a record: cut into strings, with escapes, without quotes, in parentheses, or in octets. */
const forms = fc.record({
  kind: fc.constantFrom("plain", "plain", "escaped", "cut", "words", "lines", "octets"),
  cuts: fc.array(fc.nat(80), { maxLength: 3 }),
});
function written(text: string, { kind, cuts }: { readonly kind: string; readonly cuts: readonly number[] }): string {
  const code = (sign: string): string => `\\${String(sign.charCodeAt(0)).padStart(3, "0")}`;
  const at = [...new Set(cuts)].toSorted((a, b) => a - b);
  const pieces = [0, ...at].map((start, index) => text.slice(start, at[index])).filter((piece) => piece !== "");
  switch (kind) {
    case "escaped":
      return `"${[...text].map((sign, index) => (cuts.includes(index % 9) ? code(sign) : sign)).join("")}"`;
    case "cut":
      return pieces.map((piece) => `"${piece}"`).join(" ");
    case "words":
      return text.replaceAll(/[\s;]/g, code);
    case "lines":
      return `( ; \u00ff\n  ${pieces.map((piece) => `"${piece}"`).join(" ; \u00e9\n\t")}\t)`;
    case "octets":
      return `\\# ${text.length + 1} ${Buffer.from([text.length, ...Buffer.from(text, "latin1")]).toString("hex")}`;
    default:
      return `"${text}"`;
  }
}

const zones = fc.array(fc.tuple(texts, forms), { minLength: 1, maxLength: 4 }).map((records) => {
  const body = records.map(
    ([text, form], index) => `h${index}\tTXT  ${written(text, form)} ; \u00e9${index}\r\nh${index} A 11.2.3.${20 + index}\n`,
  );
  return HEAD + body.join("");
});

/** A zone file without the data of its TXT records. */
function skeleton(zone: ParsedZone): string {
  const { text } = zone.source;
  let at = 0;
  let rest = "";
  for (const { type, dataSpans } of zone.records) {
    if (type !== "TXT") continue;
    for (const { start, end } of dataSpans) {
      rest += `${text.slice(at, start)}#`;
      at = end;
    }
  }
  return rest + text.slice(at);
}

interface Verdict {
  readonly result: string;
  readonly code: string;
}

function verdictOf(zone: ParsedZone, domain: string, text: string, client: IpAddress): Verdict {
  const sender = parseSender(`a@${domain}`);
  if (sender === undefined) throw new Error("this is a sender");
  const here = world(zone);
  const resolve = (question: Question): Answer =>
    question.name.key === domain && question.type === "TXT"
      ? { status: "noerror", records: [{ type: "TXT", strings: [text] }] }
      : here(question);
  const { result, reason } = runSync(
    checkHostSteps({ client, domain, sender, helo: "h.example", identity: "mailfrom" }),
    resolve,
  );
  return { result, code: reason.code };
}

/** The first and the last address of each network of the texts, those beside them, and some of elsewhere. */
function clientsFor(...records: readonly string[]): IpAddress[] {
  const found = new Map<string, IpAddress>();
  const add = (one: IpAddress | undefined): void => void (one !== undefined && found.set(formatIp(one), one));
  for (const text of ["11.2.3.6", "11.2.3.12", "11.2.3.20", "192.0.2.1", "2a01:4f8:0:2::9", "2a01:4f8::1"]) add(parseIp(text));
  const edges = (network: IpNetwork): void => {
    const { first, last } = networkRange(network);
    for (const one of [first, last]) add(one);
    const set = IpSet.ofNetworks(first.family, [network]).complement();
    for (const range of set.ranges()) for (const one of [range.first, range.last]) add(one);
  };
  for (const record of records) {
    for (const { mechanism } of parseRecord(record).record.directives) if (isNetwork(mechanism)) edges(mechanism);
  }
  return [...found.values()];
}

function holds(networks: readonly IpNetwork[], client: IpAddress): boolean {
  return IpSet.ofNetworks(client.family, networks).has(client);
}

function changesMore(zone: ParsedZone, { finding: { fix: done }, before, after }: AppliedFix): string[] {
  const domain = done.owner?.key ?? "";
  const { claim } = done;
  return clientsFor(before, after).flatMap((client) => {
    const [was, is] = [verdictOf(zone, domain, before, client), verdictOf(zone, domain, after, client)];
    if (was.result === is.result) return [];
    const isClaimed =
      claim.kind === "repair"
        ? was.code === "syntax" || was.code === "no-record"
        : claim.kind === "networks"
          ? holds(claim.networks, client)
          : /limit/.test(was.code);
    return isClaimed ? [] : [`${formatIp(client)} ${was.result} ${is.result}: ${before} -> ${after}`];
  });
}

describe("random zones with faults", () => {
  let applied = 0;
  let repaired = 0;

  it("are fixed to an end, a second time nothing happens, and what is left says why", () => {
    fc.assert(
      fc.property(zones, (text) => {
        const zone = zoneOf(text);
        const outcome = fix(zone);
        applied += outcome.applied.length;
        const [after = zone] = outcome.input.zones;
        const again = fix(after);
        expect([outcome.isCut, again.applied]).toEqual([false, []]);
        const left = runSync(lintSteps({ ...inputOf(after), limit: Infinity }), world(after)).findings;
        const fixable = left.filter((finding) => finding.fix !== undefined).map(({ rule, span }) => `${rule} ${span.start}`);
        expect(outcome.refused.map(({ finding }) => `${finding.rule} ${finding.span.start}`)).toEqual(fixable);
        for (const { why } of outcome.refused) expect(why).toMatch(/^[a-z].*[^.]$/);
      }),
      { seed: SEED, numRuns: 400 },
    );
    expect(applied).toBeGreaterThan(800);
  });

  it("keep all octets but those of records that are fixed, and all other records", () => {
    fc.assert(
      fc.property(zones, (text) => {
        const zone = zoneOf(text);
        const outcome = fix(zone);
        const [after = zone] = outcome.input.zones;
        expect(skeleton(after)).toBe(skeleton(zone));
        const changed = new Map(outcome.records.all().map(({ at, before, after: now }) => [`${at.owner?.key} ${before}`, now]));
        const expected = zone.records.map(({ owner, data }) => {
          const whole = data.type === "TXT" ? data.strings.join("") : "";
          return changed.get(`${owner.key} ${whole}`) ?? whole;
        });
        expect(after.records.map(({ data }) => (data.type === "TXT" ? data.strings.join("") : ""))).toEqual(expected);
      }),
      { seed: SEED + 1, numRuns: 300 },
    );
  });

  it("change nobody's verdict but those that the fixes claim, as the evaluator tells it", () => {
    fc.assert(
      fc.property(zones, (text) => {
        const zone = zoneOf(text);
        const outcome = fix(zone);
        for (const one of outcome.applied) {
          if (!one.effect.isEqual) repaired++;
          expect(changesMore(zone, one)).toEqual([]);
        }
      }),
      { seed: SEED + 2, numRuns: 300 },
    );
    expect(repaired).toBeGreaterThan(50);
  });
});
