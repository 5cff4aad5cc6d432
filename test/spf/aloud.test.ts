import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type RecordReading, type TermReading, readAloud } from "../../src/spf/aloud.js";
import { EXAMPLE_MAIL, exampleOf, readMacros } from "../../src/spf/macro-words.js";
import { expandMacroString, parseMacroString } from "../../src/spf/macro.js";
import { parseRecord } from "../../src/spf/parse.js";
import { anyRecord, evaluate } from "../support/spf.js";

const SEED = 20261123;

function read(text: string): RecordReading {
  return readAloud(parseRecord(text));
}

/** The reading of the one term behind the version. */
function term(text: string): TermReading {
  const [, only, ...more] = read(`v=spf1 ${text}`).terms;
  if (only === undefined || more.length > 0) throw new Error(`${text} is not one term`);
  return only;
}

function meanings(text: string): string[] {
  return read(text)
    .terms.slice(1)
    .map(({ text: written, meaning }) => `${written}: ${meaning}`);
}

describe("a directive", () => {
  it.each([
    ["ip4:192.0.2.1", "1 IPv4 address, 192.0.2.1, may send (pass)."],
    ["+ip4:192.0.2.0/24", "256 IPv4 addresses, 192.0.2.0 to 192.0.2.255, may send (pass)."],
    ["ip4:0.0.0.0/0", "All IPv4 addresses may send (pass)."],
    ["IP6:2001:DB8::/64", "2^64 IPv6 addresses, 2001:db8:: to 2001:db8::ffff:ffff:ffff:ffff, may send (pass)."],
    ["ip6:2001:db8::7/127", "2 IPv6 addresses, 2001:db8::6 to 2001:db8::7, may send (pass)."],
    ["a", "The addresses of the domain may send (pass)."],
    ["-a:mail.example.org", "The addresses of mail.example.org may not send (fail): receivers may refuse their mail."],
    ["a:b.example/24//64", "The addresses of b.example and the networks around them may send (pass)."],
    [
      "~mx:b.example",
      "The mail exchanges of b.example probably may not send (softfail): receivers take their mail, but with suspicion.",
    ],
    ["include:_spf.example.net", "Hosts that pass the record of _spf.example.net may send (pass)."],
    ["exists:%{i}.b.example", "Hosts for which %{i}.b.example has an address may send (pass)."],
    ["ptr", "Hosts whose own name is in the domain may send (pass)."],
    ["-all", "All hosts may not send (fail): receivers may refuse their mail."],
    ["?all", "All hosts neither may nor may not send (neutral): receivers treat their mail as if there were no SPF record."],
  ])("%s", (text, meaning) => {
    expect(term(text).meaning).toBe(meaning);
  });

  it.each([
    ["+all", /Anybody can send/],
    ["mx", /MX records, 10 at the most/],
    ["a/24", /^With each address the network around it counts: 256 IPv4 addresses \(\/24\)\.$/],
    ["mx/31//64", /^With each address .*: 2 IPv4 addresses \(\/31\), 2\^64 IPv6 addresses \(\/\/64\)\.$/],
    ["include:b.example", /its -all forbids nothing/],
    ["exists:b.example", /Any A record/],
    ["ptr", /should not be used \(RFC 7208 5\.5\)/],
    ["ip4:192.0.2.7/24", /the same is meant by ip4:192\.0\.2\.0\/24\./],
    ["ip6:2001:db8::7/64", /the same is meant by ip6:2001:db8::\/64\./],
    ["ip4:10.1.0.0/16", /^10\.1\.0\.0 is a private address/],
    ["ip6:fe80::/10", /^fe80:: is a link-local address/],
  ])("%s has a note", (text, note) => {
    expect(term(text).notes).toContainEqual(expect.stringMatching(note));
  });

  it("has no note on what is as usual", () => {
    for (const text of ["-all", "ip4:192.0.2.0/24", "ip4:8.0.0.0/5", "a", "ip6:2001:db8::/32"]) {
      expect(term(text).notes).toEqual([]);
    }
  });

  it("of all that comes last is about the other hosts", () => {
    expect(meanings("v=spf1 a ~all")[1]).toMatch(/^~all: All other hosts probably/);
  });
});

describe("a directive behind others that match its hosts", () => {
  it.each([
    ["a ~a mx all", 2, "Never decides: a in front of it matches every host that it would match, and gives pass."],
    [
      "a/24 mx -a:b.example ?a -all",
      4,
      "Never decides: a/24 in front of it matches every host that it would match, and gives pass.",
    ],
    ["mx mx -all", 2, "Not needed: mx in front of it matches every host that it would match."],
    [
      "ip4:192.0.2.0/24 -ip4:192.0.2.7 -all",
      2,
      "Never decides: ip4:192.0.2.0/24 in front of it matches every host that it would match, and gives pass.",
    ],
    ["ip4:0.0.0.0/0 ip6:::/0 mx -all", 3, "Never looked at: ip4:0.0.0.0/0 and ip6:::/0 in front of it match every host."],
    ["a a/24 -all", 2, "The addresses of the domain and the networks around them may send (pass)."],
    [
      "include:a.example ~include:b.example -all",
      2,
      "Hosts that pass the record of b.example probably may not send (softfail): receivers take their mail, but with suspicion.",
    ],
    [
      "a ~a:b.example -all",
      2,
      "The addresses of b.example probably may not send (softfail): receivers take their mail, but with suspicion.",
    ],
  ])("%s", (text, index, meaning) => {
    expect(read(`v=spf1 ${text}`).terms[index]?.meaning).toBe(meaning);
  });

  it("is about the other family alone where one is matched whole", () => {
    const [, network, mx, all] = read("v=spf1 ip4:0.0.0.0/0 mx -all").terms;
    const note = "Here that is about IPv6 hosts alone: ip4:0.0.0.0/0 in front of it matches every IPv4 address.";
    expect(network?.notes).toEqual(["Anybody with an IPv4 address can send in the name of the domain."]);
    expect([mx?.notes[0], all?.notes[0]]).toEqual([note, note]);
    expect(read("v=spf1 ip6:::/0 ip6:2001:db8::1 ip4:192.0.2.1 -all").terms[3]?.notes).toEqual([]);
  });

  it("takes its lookup all the same, unless nothing gets there", () => {
    expect(read("v=spf1 a ~a -all").lookups).toBe(2);
    expect(read("v=spf1 ip4:0.0.0.0/0 ip6:::/0 mx -all").lookups).toBe(0);
  });

  it.each([
    ["a ~a mx all", "Every host in the world may send."],
    ["ip4:0.0.0.0/0 -all", "Every IPv4 address may send; all IPv6 hosts fail."],
    [
      "ip4:0.0.0.0/0 mx ip4:192.0.2.1 ~all",
      "Every IPv4 address and the mail exchanges of the domain may send; all other IPv6 hosts get softfail.",
    ],
    ["ip6:::/0 ip4:192.0.2.1 -all", "192.0.2.1 and every IPv6 address may send; all other IPv4 hosts fail."],
    ["ip4:0.0.0.0/0 ip6:::/0 mx -all", "Every host in the world may send."],
    [
      "-ip4:0.0.0.0/0 mx -all",
      "Only the mail exchanges of the domain may send; 1 term gives fail to some hosts; all other IPv6 hosts fail.",
    ],
  ])("%s comes to what decides", (text, sentence) => {
    expect(read(`v=spf1 ${text}`).summary[0]).toBe(sentence);
  });
});

describe("a modifier", () => {
  it.each([
    ["redirect=b.example", "For every host, the record of b.example decides as if it were the record of the domain."],
    ["exp=b.example", "To a sender whose mail gets fail, receivers may quote the text (TXT) at b.example."],
    ["ra=post", "Reports of mail that does not pass go to post at the domain."],
    ["RP=20", "Of the mail that does not pass, 20 % is reported."],
    ["rp=x", 'Of the mail that does not pass, "x", which is no percentage, is reported.'],
    ["rr=e:f", "Reports are wanted of mail with an error (temperror, permerror) and mail with fail."],
    ["rr=q", 'Reports are wanted of "q", which RFC 6652 does not know.'],
    ["Foo=bar", 'SPF has no modifier "Foo": receivers ignore it.'],
  ])("%s", (text, meaning) => {
    expect(term(text).meaning).toBe(meaning);
  });

  it.each([
    ["ip4=192.0.2.1", "If the mechanism is meant: it is written ip4:192.0.2.1."],
    ["mx=", "If the mechanism is meant: it is written mx."],
    ["inclde=b.example", "Did you mean include:b.example?"],
    ["redirct=b.example", "Did you mean redirect=b.example?"],
  ])("%s looks like something else", (text, note) => {
    expect(term(text).notes).toEqual([note]);
  });

  it("that is like nothing has no note", () => {
    expect(term("v2=x").notes).toEqual([]);
    expect(term("moo=x").notes).toEqual([]);
  });

  it("exp is only of use where something fails", () => {
    const never = "No term of this record gives fail, so it is never used.";
    expect(read("v=spf1 a exp=b.example ~all -mx").terms.at(-1)?.notes).toEqual([never]);
    expect(read("v=spf1 -a exp=b.example ~all").terms.at(-1)?.notes).not.toContain(never);
  });
});

describe("the order", () => {
  it("is that of evaluation, and says what is never looked at", () => {
    expect(meanings("v=spf1 exp=e.example redirect=r.example a -all mx")).toEqual([
      "a: The addresses of the domain may send (pass).",
      "-all: All other hosts may not send (fail): receivers may refuse their mail.",
      "mx: Never looked at: all stands in front of it and matches every host.",
      "redirect=r.example: Never followed: the record has all, which matches every host (RFC 7208 5.1).",
      "exp=e.example: To a sender whose mail gets fail, receivers may quote the text (TXT) at e.example.",
    ]);
    expect(meanings("v=spf1 redirect=r.example x=y mx").map((line) => line.split(":")[0])).toEqual([
      "mx",
      "redirect=r.example",
      "x=y",
    ]);
  });

  it("has every term once, at its place", () => {
    fc.assert(
      fc.property(anyRecord, (text) => {
        const { terms } = read(text);
        const written = terms.toSorted((a, b) => a.span.start - b.span.start).map((reading) => reading.text);
        expect(written).toEqual(text.split(" ").filter((word) => word !== ""));
        for (const { span, text: own } of terms) expect(text.slice(span.start, span.end)).toBe(own);
      }),
      { seed: SEED },
    );
  });
});

describe("the summary", () => {
  it.each([
    ["v=spf1 -all", "No host may send mail for the domain."],
    ["v=spf1 ~all", "Probably no host may send mail for the domain (softfail)."],
    ["v=spf1 ?all", "The record says nothing of any host (neutral)."],
    ["v=spf1", "The record says nothing of any host (neutral)."],
    ["v=spf1 +all", "Every host in the world may send."],
    ["v=spf1 -a +all", "Every host in the world may send; 1 term gives fail to some hosts."],
    ["v=spf1 redirect=r.example", "The record of r.example decides for every host."],
    [
      "v=spf1 mx redirect=r.example",
      "Only the mail exchanges of the domain may send; for all others the record of r.example decides.",
    ],
    ["v=spf1 mx -all redirect=r.example", "Only the mail exchanges of the domain may send; all others fail."],
    ["v=spf1 ip4:192.0.2.1 ~all", "Only 192.0.2.1 may send; all others get softfail."],
    [
      "v=spf1 a ip6:2001:db8::1/64",
      "Only the network 2001:db8::/64 and the addresses of the domain may send; of all others it says nothing (neutral).",
    ],
    ["v=spf1 ip4:192.0.2.1 ip4:192.0.2.3 -all", "Only the addresses of 2 IPv4 networks may send; all others fail."],
    [
      "v=spf1 include:a.example ~include:b.example ?a include:c.example -all",
      "Only hosts that pass the record of a.example or c.example may send; 2 terms give softfail or neutral to some hosts; all others fail.",
    ],
    [
      "v=spf1 -ip4:192.0.2.1 ?all",
      "No term of this record gives pass; 1 term gives fail to some hosts; all others get neutral.",
    ],
    [
      "v=spf1 a a:1.example a:2.example mx a:3.example a:4.example a:5.example -all",
      "Only the addresses of the domain, the addresses of 1.example, the addresses of 2.example, the mail exchanges of the domain, the addresses of 3.example and 2 more may send; all others fail.",
    ],
  ])("%s", (text, sentence) => {
    expect(read(text).summary[0]).toBe(sentence);
  });

  it.each([
    ["v=spf1 ip4:192.0.2.1 -all", 0, "It takes no DNS lookup."],
    ["v=spf1 a mx exists:%{p}.b.example -all ptr", 4, "It takes 4 of the 10 DNS lookups itself."],
    ["v=spf1 include:a.example -all redirect=b.example", 1, /^It takes 1 of .* what its include takes comes on top/],
    ["v=spf1 include:a.example include:b.example", 2, /what its includes take comes on top/],
    ["v=spf1 include:a.example redirect=b.example", 2, /what its include and redirect take comes on top/],
    ["v=spf1 exp=%{p}.b.example x=%{p} -all", 0, "It takes no DNS lookup."],
    [`v=spf1 ${"a ".repeat(11)}-all`, 11, /^It takes up to 11 DNS lookups itself where 10 are allowed/],
  ])("counts the lookups of %s", (text, lookups, sentence) => {
    const reading = read(text);
    expect(reading.lookups).toBe(lookups);
    expect(reading.terms.reduce((sum, each) => sum + each.lookups, 0)).toBe(lookups);
    expect(reading.summary[1]).toEqual(typeof sentence === "string" ? sentence : expect.stringMatching(sentence));
  });

  it("counts as an evaluation does in which nothing matches", () => {
    const free = anyRecord.filter((text) => !/include|redirect/i.test(text) && read(text).lookups <= 10);
    fc.assert(
      fc.property(free, (text) => {
        // No name has an address, so that only networks match, and all.
        const verdict = evaluate({ "example.org": [`TXT ${text}`] }, { client: "203.0.113.9" }, { maxVoidLookups: 1000 });
        const last = verdict.path.at(-1)?.term;
        fc.pre(verdict.reason.code === "no-match" || (last?.kind === "directive" && last.mechanism.name === "all"));
        expect(read(text).lookups).toBe(verdict.counts.lookups);
        expect(read(text).terms.reduce((sum, each) => sum + each.lookups, 0)).toBe(verdict.counts.lookups);
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  it("marks the term that breaks the limit, and only that", () => {
    const { terms } = read(`v=spf1 ${"a ".repeat(13)}-all`);
    const marked = terms.flatMap(({ notes }, index) => (notes.some((note) => note.includes("lookup 11")) ? [index] : []));
    expect(marked).toEqual([11]);
  });
});

describe("macros", () => {
  it("are explained piece by piece, with the example of RFC 7208 7.4", () => {
    const { macros, example } = term("exists:%{ir}.%{v}._spf.%{d2}");
    expect(macros).toEqual([
      { text: "%{ir}", meaning: "the IP address of the host, its parts in reverse order" },
      { text: "%{v}", meaning: '"in-addr" for an IPv4 address, "ip6" for an IPv6 address' },
      { text: "%{d2}", meaning: "the domain whose record this is, only the last 2 labels" },
    ]);
    expect(example).toBe("For strong-bad@email.example.com from 192.0.2.3, it becomes 3.2.0.192.in-addr._spf.example.com.");
  });

  it.each([
    [
      "%{l1r-}",
      'the local part of the sender\'s address, cut at "-", its parts in reverse order, only the last part, joined with dots',
    ],
    ["%{S}", "the address of the sender, escaped for a URL"],
    ["%{o1}", "the domain of the sender's address, only the last label"],
    ["%{h2+--}", 'the HELO name of the host, cut at "+" or "-", only the last 2 labels, joined with dots'],
    ["%%", "a percent sign"],
    ["%_", "a space"],
    ["%-", "%20, as URLs write a space"],
  ])("%s", (text, meaning) => {
    const { value, problems } = parseMacroString(`a.${text}.b.%{d}`, 0, "domain-spec");
    expect(problems).toEqual([]);
    expect(readMacros(value)[0]).toEqual({ text, meaning });
  });

  it("of one text are explained once, and the mail of the example has what they need", () => {
    const { macros, example } = term("a:%{p}.%{h}.%{p}");
    expect(macros.map(({ text }) => text)).toEqual(["%{p}", "%{h}"]);
    expect(example).toMatch(/, with HELO mx\.example\.org, a host that is named mx\.example\.org, it becomes /);
    expect(term("a:b.example")).not.toHaveProperty("example");
    for (const ignored of ["foo=%{d}", "-all a:%{i}.b.example"]) {
      expect(read(`v=spf1 ${ignored}`).terms.at(-1)).toMatchObject({ macros: [], isReachable: ignored.startsWith("foo") });
    }
  });

  it("become in the example what an evaluation makes of them", () => {
    const letters = fc.constantFrom(..."slodiphvSLODIPHV");
    const macro = fc
      .tuple(letters, fc.constantFrom("", "1", "2", "9"), fc.constantFrom("", "r"), fc.constantFrom("", "-", ".-", "+_"))
      .map((parts) => `%{${parts.join("")}}`);
    const piece = fc.oneof(macro, fc.constantFrom("%%", "%_", "%-", "x.", "a{b}", "_spf.", "}"));
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 6 }), (pieces) => {
        const { value, problems } = parseMacroString(pieces.join(""), 0, "domain-spec");
        expect(problems).toEqual([]);
        const macros = pieces.filter((text) => text.startsWith("%"));
        expect(readMacros(value).map(({ text }) => text)).toEqual([...new Set(macros)]);
        const expanded = expandMacroString(value, EXAMPLE_MAIL);
        if (macros.length === 0) expect(exampleOf(value)).toBeUndefined();
        else expect(exampleOf(value)?.endsWith(`, it becomes ${String(expanded)}`)).toBe(true);
      }),
      { seed: SEED },
    );
  });
});

describe("a record with errors", () => {
  it("counts for nothing, and each error is said at its place", () => {
    const reading = read("v=spf1 redirect=r.example mx ip4:192.0.2.0/33 incl:x ipv4:x redirect=s.example -all");
    expect(reading).toMatchObject({ status: "permerror", lookups: 0, hasOtherRecords: false });
    expect(reading.terms.map(({ kind, isReachable }) => [kind, isReachable])).toEqual([
      ["version", true],
      ["modifier", false],
      ["directive", false],
      ["error", false],
      ["error", false],
      ["error", false],
      ["error", false],
      ["directive", false],
    ]);
    expect(reading.terms.filter(({ kind }) => kind === "error").map(({ meaning }) => meaning)).toEqual([
      "Syntax error: the length is at most 32 here (RFC 7208 5.6).",
      'Syntax error: there is no mechanism "incl" (RFC 7208 4.6.1).',
      'Syntax error: there is no mechanism "ipv4": did you mean ip4 (RFC 7208 4.6.1)?',
      "Syntax error: redirect= may appear only once (RFC 7208 6).",
    ]);
    expect(reading.summary[0]).toBe(
      "Nothing of this record counts, because of 4 syntax errors: every check is a permerror, whatever host sends.",
    );
  });

  it("has all errors of one term at that term", () => {
    const { terms } = read("v=spf1 a:%{x}.%.b -all");
    expect(terms[1]?.problems.map(({ code }) => code)).toEqual(["macro-bad-letter", "macro-percent"]);
    expect([terms[1]?.meaning, ...(terms[1]?.notes ?? [])]).toHaveLength(2);
  });
});

describe("an unknown mechanism", () => {
  it.each([
    ["-al", "Did you mean all?"],
    ["includ:a.example", "Did you mean include:?"],
    ["redirect:a.example", "Did you mean redirect=?"],
    ["ip5:192.0.2.1", "Did you mean ip4:?"],
  ])("%s is near another", (text, note) => {
    expect(term(text).notes).toEqual([note]);
  });

  it("that is near none, or whose message has a guess, has no note", () => {
    for (const text of ["-foobar", "b", "ipv4:192.0.2.1", "mx-all"]) expect(term(text).notes).toEqual([]);
  });
});

describe("a text that is no record", () => {
  it.each([
    ["", "the text is empty"],
    [" v=spf1 -all", "a space stands in front"],
    ['"v=spf1 -all"', "a quote stands in front"],
    ["v=spf1;mx", 'behind "v=spf1" stands ";", and only a space may'],
    ["v=spf1\tmx", 'behind "v=spf1" stands a tab'],
    ["v=spf1\u0000mx", 'behind "v=spf1" stands "\\000"'],
    ["v=spf10 mx", 'there is no version "v=spf10"'],
    ["v=spf1.0 mx", 'there is no version "v=spf1.0"'],
    ["V=SPF3 mx", 'there is no version "V=SPF3"'],
    ["v=spf -all", 'the 1 of "v=spf1" is missing'],
    ["spf2.0/pra mx", "Sender ID"],
    ["v=spf2 mx", "Sender ID"],
    ["v = spf1 mx", "without spaces"],
    ["v:spf1 mx", "equals sign"],
    ["spf1 -all", 'the "v=" of "v=spf1" is missing'],
    ["v=DMARC1; p=none", 'a record of another kind, "v=DMARC1"'],
    ["mx -all", '"v=spf1 " is missing in front of it'],
    ["hello, world", 'an SPF record starts with "v=spf1" and a space'],
  ])("%j", (text, problem) => {
    const reading = read(text);
    expect(reading).toMatchObject({ status: "none", lookups: 0 });
    expect(reading.terms).toHaveLength(1);
    expect(reading.terms[0]?.meaning).toContain(`Not the start of an SPF record: `);
    expect(reading.terms[0]?.meaning).toContain(problem);
  });
});

describe("any text", () => {
  const pieces = fc.constantFrom(
    "v=spf1",
    " ",
    "  ",
    "ip4:",
    "192.0.2.1",
    "/",
    "%{",
    "d}",
    "%",
    "=",
    "redirect=",
    "exp=",
    "-",
    "all",
    "a.b",
    "\u0000",
    "\u00e9",
    "\u001b[31m",
    "\t",
    ":",
    "rr=",
    "\ud800",
  );
  const anyText = fc.oneof(
    anyRecord,
    fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join("")),
    fc.array(pieces, { maxLength: 12 }).map((parts) => `v=spf1 ${parts.join("")}`),
    fc.string({ unit: "binary", maxLength: 60 }).map((text) => `v=spf1 ${text}`),
    fc.string({ unit: "binary", maxLength: 60 }),
  );

  it("is read without an exception, in sentences of printable ASCII", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const reading = read(text);
        expect(reading.status === "valid").toBe(parseRecord(text).problems.length === 0);
        for (const { meaning, notes, macros, example, span } of reading.terms) {
          for (const sentence of [meaning, ...notes, ...(example === undefined ? [] : [example])]) {
            expect(sentence).toMatch(/^[\x20-\x7e]+[.?]$/);
          }
          for (const macro of macros) expect(macro.meaning).toMatch(/^[\x20-\x7e]+[^.]$/);
          expect(span.start).toBeLessThanOrEqual(span.end);
          expect(span.end).toBeLessThanOrEqual(text.length);
        }
        for (const sentence of reading.summary) expect(sentence).toMatch(/^[A-Z][\x20-\x7e]+\.$/);
      }),
      { seed: SEED, numRuns: 3000 },
    );
  });

  it("of the greatest length is read in time that grows with it", () => {
    for (const words of ["a ", "%{ ", "x=%{p} ", "ip4 "]) {
      const reading = read(`v=spf1 ${words.repeat(Math.floor(65_000 / words.length))}`);
      expect(reading.terms.length).toBeGreaterThan(9000);
    }
  });
});
