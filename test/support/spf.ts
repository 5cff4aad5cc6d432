/** Short ways to evaluate in tests, and random records out of the grammar (RFC 7208 section 12). */
import * as fc from "fast-check";
import { type IpAddress, formatIp, ip4, ip6, parseIp } from "../../src/base/ip.js";
import { domainName } from "../../src/base/name.js";
import type { Answer, Question, RecordData } from "../../src/base/question.js";
import { runSync } from "../../src/base/run.js";
import { checkHostSteps } from "../../src/spf/check-host.js";
import type { EvaluationOptions } from "../../src/spf/evaluation.js";
import type { CheckHostResult } from "../../src/spf/result.js";
import { type Identity, parseSender } from "../../src/spf/sender.js";
import { type WorldText, answerFrom, readWorld } from "./world.js";

export function ipOf(text: string): IpAddress {
  const address = parseIp(text);
  if (address === undefined) throw new Error(`${text} is no address`);
  return address;
}

export interface Mail {
  readonly client?: string;
  readonly from?: string;
  readonly helo?: string;
  readonly identity?: Identity;
}

/** The steps of one evaluation: by default user@example.org from 192.0.2.1. */
export function stepsFor(mail: Mail = {}, options: EvaluationOptions = {}): ReturnType<typeof checkHostSteps> {
  const helo = mail.helo ?? "mail.example.net";
  const identity = mail.identity ?? "mailfrom";
  const postmaster = { localPart: "postmaster", domain: helo };
  const sender = identity === "helo" ? postmaster : (parseSender(mail.from ?? "user@example.org") ?? postmaster);
  return checkHostSteps({ client: ipOf(mail.client ?? "192.0.2.1"), domain: sender.domain, sender, helo, identity }, options);
}

export function evaluate(world: WorldText, mail: Mail = {}, options: EvaluationOptions = {}): CheckHostResult {
  return runSync(stepsFor(mail, options), answerFrom(readWorld(world)));
}

// ------------------------------------------------------------------------------------------------------------------------
// Random records and random DNS

const digits = (max: number): fc.Arbitrary<string> => fc.integer({ min: 0, max }).map(String);
const anyCase = (name: string): fc.Arbitrary<string> =>
  fc.constantFrom(name, name.toUpperCase(), name.charAt(0).toUpperCase() + name.slice(1));

const macroExpand = fc
  .tuple(
    fc.constantFrom(..."slodiphvSLODIPHV"),
    fc.option(fc.integer({ min: 1, max: 200 }), { nil: "" }),
    fc.constantFrom("", "r", "R"),
    fc.string({ unit: fc.constantFrom(...".-+,/_="), maxLength: 3 }),
  )
  .map(([letter, keep, reverse, delimiters]) => `%{${letter}${keep}${reverse}${delimiters}}`);
const macroPart = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom("a.", "b.", "mail.", "_spf.", "x-", "3.", "a/24.") },
  { weight: 2, arbitrary: macroExpand.map((macro) => `${macro}.`) },
  { weight: 1, arbitrary: fc.constantFrom("%%.", "%_", "%-") },
);
const domainSpec = fc
  .tuple(
    fc.array(macroPart, { maxLength: 2 }),
    fc.oneof(fc.constantFrom("b.example.org", "c.example", "example.org", "d.x-1"), macroExpand),
  )
  .map(([parts, end]) => parts.join("") + end)
  // Most domains are those of the small world below, so that something matches.
  .chain((spec) => fc.constantFrom(spec, "b.example.org", "c.example.org", "%{d}", "%{l}.example.org"));

const lengths = fc
  .tuple(fc.option(digits(32), { nil: undefined }), fc.option(digits(128), { nil: undefined }))
  .map(([four, six]) => `${four === undefined ? "" : `/${four}`}${six === undefined ? "" : `//${six}`}`);
const optional = (arbitrary: fc.Arbitrary<string>): fc.Arbitrary<string> => fc.option(arbitrary, { nil: "" });
const withDomain = domainSpec.map((spec) => `:${spec}`);

const anyIp4Text = fc.constantFrom(0xc0000201, 0xc0000200, 0xc6336401, 0, -1).map((bits) => formatIp(ip4(bits)));
const anyIp6Text = fc.constantFrom("2001:db8::1", "2001:DB8:0:0::", "::", "::ffff:192.0.2.1", "1:2:3:4:5:6:7:8");

const mechanism = fc.oneof(
  anyCase("all"),
  fc.tuple(anyCase("include"), withDomain).map((parts) => parts.join("")),
  fc.tuple(anyCase("exists"), withDomain).map((parts) => parts.join("")),
  fc.tuple(fc.constantFrom("a", "A", "mx", "MX"), optional(withDomain), lengths).map((parts) => parts.join("")),
  fc.tuple(anyCase("ptr"), optional(withDomain)).map((parts) => parts.join("")),
  fc
    .tuple(anyCase("ip4"), fc.constant(":"), anyIp4Text, optional(digits(32).map((bits) => `/${bits}`)))
    .map((parts) => parts.join("")),
  fc
    .tuple(anyCase("ip6"), fc.constant(":"), anyIp6Text, optional(digits(128).map((bits) => `/${bits}`)))
    .map((parts) => parts.join("")),
);
const directive = fc.tuple(fc.constantFrom("", "", "+", "-", "~", "?"), mechanism).map((parts) => parts.join(""));
const unknownModifier = fc
  .tuple(fc.constantFrom("moo", "Ra", "x-y_z.1"), fc.constantFrom("", "cow", "%{d2r}", "a=b:c/%%"))
  .map((parts) => parts.join("="));

/** The text of a record that is right by the grammar. */
export const anyRecord: fc.Arbitrary<string> = fc
  .record({
    version: fc.constantFrom("v=spf1", "V=SPF1", "v=Spf1"),
    terms: fc.array(fc.oneof({ weight: 6, arbitrary: directive }, { weight: 1, arbitrary: unknownModifier }), { maxLength: 5 }),
    redirect: fc.option(
      domainSpec.map((spec) => `redirect=${spec}`),
      { nil: undefined, freq: 2 },
    ),
    exp: fc.option(
      domainSpec.map((spec) => `Exp=${spec}`),
      { nil: undefined, freq: 2 },
    ),
    places: fc.tuple(fc.nat(6), fc.nat(6)),
    gap: fc.constantFrom(" ", "  "),
    end: fc.constantFrom("", " ", "   "),
  })
  .map(({ version, terms, redirect, exp, places, gap, end }) => {
    const all = [...terms];
    if (redirect !== undefined) all.splice(places[0], 0, redirect);
    if (exp !== undefined) all.splice(places[1], 0, exp);
    return [version, ...all].join(gap) + end;
  });

const targets = ["example.org", "b.example.org", "c.example.org", "user.example.org", "c.example"].map(domainName);
const addresses4 = [0xc0000201, 0xc0000202, 0xc6336401].map(ip4);
const addresses6 = [ip6(0x20010db8, 0, 0, 1), ip6(0x20010db8, 0, 0, 2)];

/** Records, in a list that is never empty, for a type that evaluations ask for. */
function recordsOf(type: string, text: fc.Arbitrary<string>): fc.Arbitrary<RecordData[]> {
  const some = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(arbitrary, { minLength: 1, maxLength: 4 });
  switch (type) {
    case "TXT":
      // Two records, now and then.
      return fc
        .tuple(fc.array(text, { minLength: 1, maxLength: 1 }), fc.constantFrom("", "note", "", "note", "v=spf1 -all"))
        .map(([texts, other]) =>
          [...texts, ...(other === "" ? [] : [other])].map((string) => ({ type: "TXT", strings: [string] })),
        );
    case "A":
      return some(fc.constantFrom(...addresses4).map((address) => ({ type: "A", address })));
    case "AAAA":
      return some(fc.constantFrom(...addresses6).map((address) => ({ type: "AAAA", address })));
    case "MX":
      return some(
        fc
          .tuple(fc.nat(2), fc.constantFrom(...targets))
          .map(([preference, exchange]) => ({ type: "MX", preference, exchange })),
      );
    default:
      return some(fc.constantFrom(...targets).map((target) => ({ type: "PTR", target })));
  }
}

/** Random answers to whatever is asked: the same question always has the same answer. */
export type RandomWorld = (question: Question) => Answer;

/** A world whose names have the records given, or random ones, and whose other questions succeed, fail or find nothing at random. */
export function randomWorld(first: fc.Arbitrary<string> = anyRecord): fc.Arbitrary<{ record: string; resolve: RandomWorld }> {
  const failures = fc.constantFrom<Answer>(
    { status: "nxdomain" },
    { status: "nodata" },
    { status: "servfail" },
    { status: "timeout" },
  );
  const content = (type: string): fc.Arbitrary<Answer> =>
    fc.oneof(
      {
        weight: 6,
        arbitrary: recordsOf(type, fc.oneof(anyRecord, fc.constantFrom("no %{i} for you", "v=spf1 -all"))).map(
          (records): Answer => ({ status: "noerror", records }),
        ),
      },
      { weight: 1, arbitrary: failures },
    );
  const choices = (type: string): fc.Arbitrary<Answer[]> => fc.array(content(type), { minLength: 3, maxLength: 3 });
  return fc
    .record({
      record: first,
      answers: fc.record({
        TXT: choices("TXT"),
        A: choices("A"),
        AAAA: choices("AAAA"),
        MX: choices("MX"),
        PTR: choices("PTR"),
      }),
    })
    .map(({ record, answers }) => ({
      record,
      resolve: ({ name, type }) => {
        if (type === "TXT" && name.key === "example.org")
          return { status: "noerror", records: [{ type: "TXT", strings: [record] }] };
        const known = answers[type as "A"];
        let hash = 0;
        for (const character of name.key) hash = (Math.imul(hash, 31) + character.charCodeAt(0)) | 0;
        return known[Math.abs(hash) % known.length] ?? { status: "nxdomain" };
      },
    }));
}

/** What of a result does not depend on how a record is written: everything but texts, spans and messages. */
export function essence(verdict: CheckHostResult): unknown {
  const { result, reason, counts, explanation, path } = verdict;
  return { result, reason: reason.code, counts, explanation, path: path.map(({ domain }) => domain.text) };
}
