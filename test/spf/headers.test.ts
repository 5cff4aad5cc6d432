import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  MAX_HEADER_VALUE,
  describe as describeVerdict,
  formatAuthenticationResults,
  formatReceivedSpf,
} from "../../src/spf/headers.js";
import { identityDomain } from "../../src/spf/sender.js";
import type { CheckHostResult, SpfResult } from "../../src/spf/result.js";
import { type Mail, evaluate, ipOf } from "../support/spf.js";
import type { WorldText } from "../support/world.js";

const SEED = 20260704;

// ------------------------------------------------------------------------------------------------------------------------
// Readers that follow the ABNF of RFC 5322, RFC 7208 section 9.1 with erratum 5436, and RFC 8601 section 2.2

class Reader {
  readonly text: string;
  at = 0;
  constructor(text: string) {
    this.text = text;
  }
  take(pattern: RegExp): string | undefined {
    const match = new RegExp(pattern.source, "y");
    match.lastIndex = this.at;
    const found = match.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }
  must(pattern: RegExp): string {
    const found = this.take(pattern);
    if (found === undefined) throw new Error(`${String(pattern)} expected at ${this.at} of ${JSON.stringify(this.text)}`);
    return found;
  }
  /** `comment = "(" *([FWS] ccontent) [FWS] ")"`, without what is quoted taken apart. */
  comment(): string {
    this.must(/\(/);
    let content = "";
    while (this.take(/\)/) === undefined) {
      const pair = this.take(/\\[\x20-\x7e]/);
      content += pair === undefined ? this.must(/[\x20-\x27\x2a-\x5b\x5d-\x7e]/) : pair.slice(1);
    }
    return content;
  }
  quotedString(): string {
    this.must(/"/);
    let content = "";
    while (this.take(/"/) === undefined) {
      const pair = this.take(/\\[\x20-\x7e]/);
      content += pair === undefined ? this.must(/[\x20-\x21\x23-\x5b\x5d-\x7e]/) : pair.slice(1);
    }
    return content;
  }
  value(plain: RegExp): string {
    return this.text[this.at] === '"' ? this.quotedString() : this.must(plain);
  }
  get done(): boolean {
    return this.at === this.text.length;
  }
}

const ATEXT = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]";
const DOT_ATOM = new RegExp(`${ATEXT}+(?:\\.${ATEXT}+)*`);
// RFC 2045 section 5.1: no tspecials.
const TOKEN = /[!#$%&'*+.0-9A-Z^_`a-z{|}~-]+/;

/** Takes the folds out, after every line is found to be one: printable ASCII, white space in front of all but the first. */
function unfold(field: string, lineEnd = "\r\n"): string {
  const lines = field.split(lineEnd);
  for (const [index, line] of lines.entries()) {
    expect(line).toMatch(index === 0 ? /^[A-Z][\x20-\x7e]*\S[\x20-\x7e]*$/ : /^ [\x21-\x7e][\x20-\x7e]*$/);
    expect(line.length).toBeLessThan(998);
  }
  return lines.join("");
}

/** `header-field = "Received-SPF:" [CFWS] result FWS [comment FWS] [key-value-list]` */
function readReceivedSpf(field: string, lineEnd?: string): { result: string; comment: string; pairs: [string, string][] } {
  const reader = new Reader(unfold(field, lineEnd));
  reader.must(/Received-SPF: /);
  const result = reader.must(/(?:pass|fail|softfail|neutral|none|temperror|permerror)(?= )/);
  reader.must(/ /);
  const comment = reader.comment();
  reader.must(/ /);
  const pairs: [string, string][] = [];
  do {
    const key = reader.must(/(?:client-ip|envelope-from|helo|problem|receiver|identity|mechanism)(?==)/);
    reader.must(/=/);
    pairs.push([key, reader.value(DOT_ATOM)]);
  } while (reader.take(/; /) !== undefined);
  expect(reader.done, reader.text.slice(reader.at)).toBe(true);
  return { result, comment, pairs };
}

/** `authres-payload = authserv-id (no-result / 1*resinfo)` */
function readAuthenticationResults(field: string): { authservId: string; results: string[][] } {
  const reader = new Reader(unfold(field));
  reader.must(/Authentication-Results: /);
  const authservId = reader.value(TOKEN);
  const results: string[][] = [];
  while (reader.take(/; /) !== undefined) {
    if (reader.take(/none$/) !== undefined) break;
    reader.must(/spf=/);
    const result = reader.must(/[a-z]+/);
    const property = reader.must(/ smtp\.(?:mailfrom|helo)=/);
    results.push([result, property.slice(1, -1), reader.value(TOKEN)]);
  }
  expect(reader.done, reader.text.slice(reader.at)).toBe(true);
  return { authservId, results };
}

// ------------------------------------------------------------------------------------------------------------------------

const lines = (...parts: string[]): string => parts.join("\r\n ");

function verdictOf(record: string, mail: Mail = {}, more: WorldText = {}): CheckHostResult {
  return evaluate({ "example.org": [`TXT ${record}`], "mail.example.net": [`TXT ${record}`], ...more }, mail);
}

describe("Received-SPF", () => {
  it.each<[string, CheckHostResult, string]>([
    [
      "pass",
      verdictOf("v=spf1 ip4:192.0.2.0/24 -all"),
      lines(
        "Received-SPF: pass (mx.example.com: domain of user@example.org designates",
        "192.0.2.1 as permitted sender) receiver=mx.example.com; identity=mailfrom;",
        'client-ip=192.0.2.1; envelope-from="user@example.org"; helo=mail.example.net;',
        'mechanism="ip4:192.0.2.0/24"',
      ),
    ],
    [
      "fail",
      verdictOf("v=spf1 -all"),
      lines(
        "Received-SPF: fail (mx.example.com: domain of user@example.org does not",
        "designate 192.0.2.1 as permitted sender) receiver=mx.example.com;",
        'identity=mailfrom; client-ip=192.0.2.1; envelope-from="user@example.org";',
        "helo=mail.example.net; mechanism=all",
      ),
    ],
    [
      "permerror",
      verdictOf("v=spf1 foo -all"),
      lines(
        "Received-SPF: permerror (mx.example.com: domain of user@example.org has an SPF",
        "record that cannot be interpreted) receiver=mx.example.com;",
        'identity=mailfrom; client-ip=192.0.2.1; envelope-from="user@example.org";',
        "helo=mail.example.net;",
        'problem="the record of example.org has a syntax error: there is no mechanism \\"foo\\""',
      ),
    ],
    [
      "the null sender",
      verdictOf("v=spf1 a -all", { from: "" }, { "mail.example.net": ["TXT v=spf1 a -all", "A 192.0.2.1"] }),
      lines(
        "Received-SPF: pass (mx.example.com: domain of postmaster@mail.example.net",
        "designates 192.0.2.1 as permitted sender) receiver=mx.example.com;",
        "identity=mailfrom; client-ip=192.0.2.1;",
        'envelope-from="postmaster@mail.example.net"; helo=mail.example.net;',
        "mechanism=a",
      ),
    ],
    [
      "an IPv6 client and no match",
      verdictOf("v=spf1 ip4:192.0.2.0/24", { client: "2001:DB8::1" }),
      lines(
        "Received-SPF: neutral (mx.example.com: domain of user@example.org neither",
        "permits nor denies 2001:db8::1) receiver=mx.example.com; identity=mailfrom;",
        'client-ip="2001:db8::1"; envelope-from="user@example.org";',
        "helo=mail.example.net; mechanism=default",
      ),
    ],
    [
      "HELO",
      verdictOf("v=spf1 ~all", { identity: "helo" }),
      lines(
        "Received-SPF: softfail (mx.example.com: domain of HELO name mail.example.net",
        "discourages use of 192.0.2.1 as sender) receiver=mx.example.com;",
        "identity=helo; client-ip=192.0.2.1; helo=mail.example.net; mechanism=all",
      ),
    ],
    [
      "none",
      evaluate({}),
      lines(
        "Received-SPF: none (mx.example.com: domain of user@example.org does not",
        "provide an SPF record) receiver=mx.example.com; identity=mailfrom;",
        'client-ip=192.0.2.1; envelope-from="user@example.org"; helo=mail.example.net',
      ),
    ],
    [
      "temperror",
      evaluate({ "example.org": ["TXT !servfail"] }),
      lines(
        "Received-SPF: temperror (mx.example.com: domain of user@example.org could not",
        "be looked up) receiver=mx.example.com; identity=mailfrom;",
        'client-ip=192.0.2.1; envelope-from="user@example.org"; helo=mail.example.net;',
        'problem="the TXT records of example.org could not be looked up: the server failed"',
      ),
    ],
  ])("of %s", (_, verdict, field) => {
    expect(formatReceivedSpf(verdict, { receiver: "mx.example.com" })).toBe(field);
    expect(formatReceivedSpf(verdict, { receiver: "mx.example.com", lineEnd: "\n" })).toBe(field.replaceAll("\r\n", "\n"));
    expect(readReceivedSpf(field).result).toBe(verdict.result);
  });

  it("leaves the receiver out where it is not given", () => {
    const field = formatReceivedSpf(verdictOf("v=spf1 -all"));
    expect(field).not.toContain("receiver=");
    expect(field).toMatch(/^Received-SPF: fail \(domain of user@example\.org/);
  });

  it("names the term of the included record that let the client in", () => {
    const verdict = verdictOf("v=spf1 include:b.example.org -all", {}, { "b.example.org": ["TXT v=spf1 IP4:192.0.2.1/32"] });
    expect(readReceivedSpf(formatReceivedSpf(verdict)).pairs).toContainEqual(["mechanism", "ip4:192.0.2.1"]);
  });

  it("says so where there is no domain to check", () => {
    const { comment, pairs } = readReceivedSpf(formatReceivedSpf(evaluate({}, { from: "user@localhost" })));
    expect(comment).toBe("there is no domain to check");
    expect(pairs).toContainEqual(["identity", "mailfrom"]);
  });
});

describe("Authentication-Results", () => {
  const mailFrom = verdictOf("v=spf1 -all", { from: "secret.user@example.org" });
  const helo = verdictOf("v=spf1 +all", { identity: "helo" });

  it("has both identities, domains only", () => {
    const field = formatAuthenticationResults([mailFrom, helo], { authservId: "mx.example.com" });
    expect(field).toBe(
      lines(
        "Authentication-Results: mx.example.com; spf=fail smtp.mailfrom=example.org;",
        "spf=pass smtp.helo=mail.example.net",
      ),
    );
    expect(field).not.toContain("secret");
  });

  it("has none where nothing was checked", () => {
    expect(formatAuthenticationResults([], { authservId: "mx.example.com" })).toBe(
      "Authentication-Results: mx.example.com; none",
    );
  });

  it("quotes what is no token of RFC 2045", () => {
    const slash = evaluate({}, { from: "user@a/b?c.example.org" });
    expect(formatAuthenticationResults([slash], { authservId: "mx/1" })).toBe(
      'Authentication-Results: "mx/1"; spf=none smtp.mailfrom="a/b?c.example.org"',
    );
  });
});

describe("header fields with hostile values", () => {
  // Strings that end a header, start another, close a comment or a quoted string, or hide what follows.
  const bad = fc.constantFrom(
    "\r",
    "\n",
    "\r\n",
    "\0",
    "\x1b[2J",
    '"',
    "\\",
    "(",
    ")",
    ";",
    " ",
    "  ",
    "\t",
    "\x7f",
    "\x85",
    "\u2028",
    "\ud800",
    "\u{1f600}",
    "\r\n\r\nBody",
    "X-Injected: 1",
    "=",
    ":",
    "@",
    "a",
    "b.c",
  );
  const hostile = fc.oneof(
    fc.array(bad, { maxLength: 12 }).map((parts) => parts.join("")),
    fc.string({ unit: "binary", maxLength: 40 }),
    fc.constant("x".repeat(5000)),
    fc.constant(" ".repeat(3000)),
  );
  const shownAs = (text: string): string => {
    const cut = text.length > MAX_HEADER_VALUE ? `${text.slice(0, MAX_HEADER_VALUE - 3)}...` : text;
    return cut.replace(/[^\x20-\x7e]/g, "?");
  };
  /** A name as the field has it: A-labels where it is one, else what was given, cut in the middle. */
  const shownName = (text: string): string => {
    const name = identityDomain(text);
    if (!("problem" in name)) return name.labels.join(".");
    return shownAs(text.length <= 200 ? text : `${text.slice(0, 40)}...${text.slice(-150)}`);
  };
  const shownSender = (sender: string): string => {
    const domain = shownName(sender.slice(sender.lastIndexOf("@") + 1));
    const localPart = sender.slice(0, Math.max(0, sender.lastIndexOf("@")));
    const room = MAX_HEADER_VALUE - domain.length - 1;
    return shownAs(
      `${localPart.length <= room ? localPart : `${localPart.slice(0, Math.max(0, Math.min(room, 64) - 3))}...`}@${domain}`,
    );
  };
  const anyVerdict = fc
    .record({
      result: fc.constantFrom<SpfResult>("none", "neutral", "pass", "fail", "softfail", "temperror", "permerror"),
      identity: fc.constantFrom("helo" as const, "mailfrom" as const),
      client: fc.constantFrom(ipOf("192.0.2.1"), ipOf("2001:db8::1")),
      domain: hostile,
      sender: hostile,
      helo: hostile,
      message: hostile,
      code: fc.constantFrom("match" as const, "no-match" as const, "no-domain" as const, "out-of-time" as const),
      explanation: hostile,
    })
    .map(({ message, code, ...rest }): CheckHostResult => ({
      ...rest,
      reason: { code, message },
      path: [],
      counts: { lookups: 0, voidLookups: 0, questions: 0 },
      maxVoidLookups: 2,
    }));

  it("are lines of printable ASCII that read back as they were given, made visible and cut", () => {
    fc.assert(
      fc.property(
        anyVerdict,
        fc.option(hostile, { nil: undefined }),
        fc.constantFrom("\r\n" as const, "\n" as const),
        (verdict, receiver, lineEnd) => {
          const field = formatReceivedSpf(verdict, { lineEnd, ...(receiver === undefined ? {} : { receiver }) });
          expect(field.replaceAll(`${lineEnd} `, "")).toMatch(/^[\x20-\x7e]*$/);
          const { result, pairs } = readReceivedSpf(field, lineEnd);
          expect(result).toBe(verdict.result);
          const expected: [string, string][] = [
            ...(receiver === undefined ? [] : [["receiver", shownAs(receiver)] as [string, string]]),
            ["identity", verdict.identity],
            ["client-ip", verdict.client.family === 4 ? "192.0.2.1" : "2001:db8::1"],
            ...(verdict.identity === "mailfrom" ? [["envelope-from", shownSender(verdict.sender)] as [string, string]] : []),
            ...(verdict.helo === "" ? [] : [["helo", shownName(verdict.helo)] as [string, string]]),
            ...(verdict.reason.code === "no-match" ? [["mechanism", "default"] as [string, string]] : []),
            ...(verdict.result.endsWith("error") ? [["problem", shownAs(verdict.reason.message)] as [string, string]] : []),
          ];
          expect(pairs).toEqual(expected);
        },
      ),
      { seed: SEED, numRuns: 1000 },
    );
  });

  it("name the service and each domain as they were given, made visible and cut", () => {
    fc.assert(
      fc.property(fc.array(anyVerdict, { maxLength: 3 }), hostile, (verdicts, authservId) => {
        const read = readAuthenticationResults(formatAuthenticationResults(verdicts, { authservId }));
        expect(read.authservId).toBe(shownAs(authservId));
        expect(read.results).toEqual(
          verdicts.map(({ result, identity, domain }) => [result, `smtp.${identity}`, shownName(domain)]),
        );
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });

  it("keep the domain of a sender that is too long, so that it names whose verdict it is", () => {
    for (const local of [`${"u".repeat(239)}@bank.example`, `"${"u".repeat(300)}@bank.example"`, "a".repeat(100_000)]) {
      const verdict = { ...verdictOf("v=spf1 +all"), sender: `${local}@evil.test`, domain: "evil.test" };
      const field = formatReceivedSpf(verdict).replaceAll("\r\n ", " ");
      expect(/envelope-from="(?:[^"\\]|\\.)*@evil\.test"/.test(field), field).toBe(true);
      expect(field).toContain("@evil.test designates 192.0.2.1 as permitted sender)");
      expect(
        Math.max(
          ...formatReceivedSpf(verdict)
            .split("\r\n")
            .map((line) => line.length),
        ),
      ).toBeLessThan(998);
    }
  });

  it("have the A-labels of internationalised names, which are what was checked", () => {
    const verdict = {
      ...verdictOf("v=spf1 +all"),
      sender: "user@m\u00fcller.test",
      domain: "m\u00fcller.test",
      helo: "m\u00fcller.test",
    };
    expect(formatAuthenticationResults([verdict], { authservId: "mx" })).toContain("smtp.mailfrom=xn--mller-kva.test");
    expect(formatReceivedSpf(verdict)).toContain('envelope-from="user@xn--mller-kva.test"');
    expect(formatReceivedSpf(verdict)).toContain("helo=xn--mller-kva.test");
  });

  it("never hold the explanation, which is the domain's own text", () => {
    const verdict = { ...verdictOf("v=spf1 -all"), explanation: "click http://example.com/" };
    expect(formatReceivedSpf(verdict)).not.toContain("click");
    expect(formatAuthenticationResults([verdict], { authservId: "mx" })).not.toContain("click");
  });
});

describe("a verdict in words", () => {
  it.each([
    ["v=spf1 +all", "domain of user@example.org designates 192.0.2.1 as permitted sender"],
    ["v=spf1 -all", "domain of user@example.org does not designate 192.0.2.1 as permitted sender"],
    ["v=spf1 ~all", "domain of user@example.org discourages use of 192.0.2.1 as sender"],
    ["v=spf1 ?all", "domain of user@example.org neither permits nor denies 192.0.2.1"],
    ["nothing", "domain of user@example.org does not provide an SPF record"],
    ["v=spf1 foo", "domain of user@example.org has an SPF record that cannot be interpreted"],
    ["!timeout", "domain of user@example.org could not be looked up"],
  ])("of %s", (record, words) => {
    expect(describeVerdict(verdictOf(record))).toBe(words);
  });
});
