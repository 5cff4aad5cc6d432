/** The rules for mail beyond their examples: what they leave alone, where exactly they point, and that one cause is one finding. */
import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { domainName } from "../../src/base/name.js";
import { checkExample } from "../../src/lint/example.js";
import { parseDkim } from "../../src/lint/mail/dkim.js";
import { ALL_RULES } from "../../src/lint/registry.js";
import { placeInText } from "../../src/lint/text-place.js";
import { parseZone } from "../../src/zone/index.js";

const MAIL_RULES = new Set([
  "address-target-void",
  "bare-all",
  "bimi-syntax",
  "cidr-out-of-range",
  "chunk-join-missing-space",
  "dkim-key-revoked",
  "dkim-key-syntax",
  "dkim-key-weak",
  "dkim-multiple",
  "dmarc-multiple",
  "dmarc-policy-missing",
  "dmarc-report-unauthorised",
  "dmarc-syntax",
  "escape-residue",
  "exp-target-bad",
  "helo-name-without-spf",
  "helper-orphaned",
  "include-loop",
  "include-target-none",
  "include-target-nxdomain",
  "ip-alias",
  "literal-quotes",
  "mail-record-wrong-name",
  "mta-sts-host-missing",
  "mta-sts-syntax",
  "multiple-records",
  "mx-is-null",
  "no-default",
  "no-record",
  "non-ascii",
  "nonbreaking-space",
  "obsolete-policy-record",
  "parked-not-null",
  "plus-all",
  "ptr-mechanism",
  "records-concatenated",
  "redirect-target-none",
  "rrtype-99",
  "semicolon-in-record",
  "sender-id-record",
  "smart-quotes",
  "spf-in-other-rrtype",
  "spf-syntax",
  "tab-separator",
  "tls-rpt-syntax",
  "txt-cut-by-comment",
  "txt-unquoted",
  "unicode-dash",
  "unknown-mechanism",
  "version-case",
  "version-leading-junk",
  "version-missing-space",
  "version-punctuation",
  "version-typo",
]);

const rules = ALL_RULES.filter(({ id }) => MAIL_RULES.has(id));

const SOA = "$TTL 1h\n@ SOA ns1 hostmaster 1 4h 1h 2w 15m\n NS ns1\nns1 A 192.0.2.53\n";

/** What all rules for mail find, as `severity rule line:column marked text`. */
function found(zone: string): string[] {
  return checkExample({}, zone, rules).findings.map(({ severity, rule, source, span }) => {
    const { line, column } = source.position(span.start);
    const file = source.name === "example.org.zone" ? "" : `${source.name}:`;
    return `${severity} ${rule} ${file}${line}:${column} ${source.slice(span.start, span.end)}`;
  });
}

/** The same for the data of one TXT record; columns of its first line are counted from the data. */
function foundIn(data: string, owner = "@"): string[] {
  const before = `${owner} 1h TXT `;
  return found(`${before}${data}\n`).map((line) =>
    line.replace(/ 1:([0-9]+) /, (whole, column) =>
      Number(column) > before.length ? ` 1:${Number(column) - before.length} ` : whole,
    ),
  );
}

function messages(zone: string): string[] {
  return checkExample({}, zone, rules).findings.map(({ message }) => message);
}

it("names all rules for mail", () => {
  expect(rules).toHaveLength(MAIL_RULES.size);
});

describe("the writing of SPF records", () => {
  it.each([
    ['"v=spf1 ip4:192.0.2" ".1 -all"', "an address in two strings"],
    ['"v=spf1 include:_s" "pf.example.net -all"', "a name in two strings"],
    ['"v=spf1 include:mx" "a.example.net -all"', "a name whose rest starts like a mechanism"],
    ['"v=spf1 " "-all"', "a space at the end of a string"],
    ['"v=spf1 ip4:192.0.2.1" "\\032-all"', "an escaped space at the start of a string"],
    ["\\# 12 0b 763d73706631202d616c6c", "the form of RFC 3597"],
    ['"v=spf1 redirect=_spf.example.net"', "a redirect"],
    ['"spf is a mechanism"', "prose"],
    ['"v=spam"', "another version"],
    ['"v=verifydomain MS=1"', "a proof of ownership"],
    ['"google-site-verification=v=spf1"', "a version in the middle"],
    ['"v=spf1 ra=postmaster -all"', "a modifier of RFC 6652"],
  ])("leaves %s alone: %s", (data) => {
    expect(foundIn(data)).toEqual([]);
  });

  it.each([
    ['"v=spf1 ip4:192.0.2.1" "include:a.example ~all"', "error chunk-join-missing-space 1:25 include:a.example"],
    ['"v=spf1" "ip4:192.0.2.1 -all"', "error chunk-join-missing-space 1:11 ip4:192.0.2.1"],
    ['v=spf1 "a -all"', "error chunk-join-missing-space 1:9 a"],
    ['( "v=spf1 ip4:192.0.2.1"\n; a comment\n "-all" )', "error chunk-join-missing-space 3:3 -all"],
    ['"v=spf1 ip4:192.0.2.1 -all" "v=spf1 mx -all"', "error records-concatenated 1:30 v=spf1"],
    ["v=spf1 ip4:192.0.2.1 -all", "error txt-unquoted 1:1 v=spf1 ip4:192.0.2.1 -all"],
    ["v=spf1; -all", "error txt-cut-by-comment 1:7 ; -all"],
    ["v=spf1-all", "error version-missing-space 1:1 v=spf1-all"],
    ['"v=spf1\\009-all"', "error tab-separator 1:8 \\009"],
    ['"v=spf1,a -all"', "error version-punctuation 1:8 ,"],
    ['"v = spf1 a -all"', "error version-typo 1:2 v = spf1"],
    ['"-v=spf1 a -all"', "error version-typo 1:2 -v=spf1"],
    ['"spf1 a -all"', "error version-typo 1:2 spf1"],
    ['"v=spf"', "error version-typo 1:2 v=spf"],
    ['"v=spf10 a -all"', "error version-typo 1:2 v=spf10"],
    ['"\\239\\187\\191v=spf1 -all"', "error version-leading-junk 1:2 \\239\\187\\191"],
    ["\"'v=spf1 -all'\"", "error version-leading-junk 1:2 '"],
    ['"v=spf1 include:\\"x.example\\" -all"', 'error literal-quotes 1:17 \\"'],
    ['"v=spf1 ip4:192.0.2.1 \\226\\136\\146all"', "error unicode-dash 1:23 \\226\\136\\146"],
    ['"v=spf1 ip4:192.0.2.1\\; -all"', "error semicolon-in-record 1:22 \\;"],
    ['"v=spf1 ip4:192.0.2.1\\\\; -all"', "error escape-residue 1:22 \\\\;"],
  ])("finds one thing in %s", (data, finding) => {
    expect(foundIn(data)).toEqual([finding]);
  });

  it("takes a comment behind unquoted text as a comment", () => {
    expect(foundIn("v=spf1 ; for the host")).toEqual(["warning no-default 1:1 v=spf1"]);
  });

  it("marks each problem of a record, through strings and escapes", () => {
    expect(foundIn('"v=spf1 a:m\\097il.example.net ipv4:1.2.3.4 ip4:1.2.3.4/3" "3 " ( "f\\111o:bar"\n " -all" )')).toEqual([
      "error ip-alias 1:31 ipv4",
      'error cidr-out-of-range 1:55 /3" "3',
      "error unknown-mechanism 1:67 f\\111o",
    ]);
  });

  it("marks all the data in the form of RFC 3597", () => {
    expect(foundIn("\\# 12 0b 763d73706631202b616c6c")).toEqual(["error plus-all 1:1 \\# 12 0b 763d73706631202b616c6c"]);
  });

  it("marks what a $GENERATE has in the place of the data", () => {
    expect(found("$TTL 1h\n$GENERATE 1-2 h$ TXT v=spf1 a\n")).toEqual([
      "error generate-without-quotes 2:22 v=spf1 a",
      "error txt-unquoted 2:22 v=spf1 a",
    ]);
  });

  it("reports the first problems of a record that has a thousand, and says how many are left", () => {
    const shown = messages(`@ 1h TXT "v=spf1 ${"x ".repeat(100)}-all"\n`);
    expect(shown).toHaveLength(20);
    expect(shown.at(-1)).toMatch(/; the record has 80 more problems$/);
  });

  it("is linear in the strings of a record", () => {
    const data = Array.from({ length: 30_000 }, () => "a").join(" ");
    const start = performance.now();
    expect(found(`@ 1h TXT "v=spf1 " ${data}\n`.repeat(20))).not.toEqual([]);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

describe("SPF records", () => {
  it("says once that a name has several, whatever their strings are", () => {
    expect(
      found('@ 1h TXT "v=spf1 ip4:192.0.2.1 -all"\n TXT "v=spf1 ip4:192.0.2.1" " -all"\n TXT "v=spf1 -all"\n TXT "other"\n'),
    ).toEqual(["error multiple-records 2:7 v=spf1"]);
  });

  it("looks at the first all alone", () => {
    expect(foundIn('"v=spf1 -all +all"')).toEqual([]);
    expect(foundIn('"v=spf1 +ALL"')).toEqual(["error plus-all 1:9 +ALL"]);
    expect(foundIn('"v=spf1 a:h.example All"')).toEqual(["error bare-all 1:21 All"]);
  });

  it("wants an all where nothing includes the record", () => {
    expect(foundIn('"v=spf1 ip4:192.0.2.1"', "_spf")).toEqual([]);
    expect(foundIn('"v=spf1 ip4:192.0.2.1 "', "www")).toEqual(["warning no-default 1:2 v=spf1 ip4:192.0.2.1"]);
    expect(found('www 1h TXT "v=spf1 ip4:192.0.2.1"\n@ TXT "v=spf1 include:www.example.org -all"\n')).toEqual([]);
  });
});

describe("what zones have to have", () => {
  it.each([
    ["", ["warning parked-not-null 2:3 SOA"]],
    ["@ MX 0 .\n", ["warning parked-not-null 2:3 SOA"]],
    ['@ TXT "v=spf1 -all"\n', []],
    ['@ TXT "v=spf1 ~all"\n', ["warning parked-not-null 5:15 ~all"]],
    ['@ TXT "v=spf1"\n', ["warning no-default 5:8 v=spf1"]],
    ['@ TXT "v=spf1 ip4:192.0.2.1 ~all"\n', []],
    ['@ TXT "v=spf1; -all"\n', ["error version-punctuation 5:14 ;"]],
    ["@ MX 10 mx.example.net.\n", ["warning no-record 5:3 MX"]],
    ['@ MX 10 mx.example.net.\n SPF "v=spf1 -all"\n', ["warning rrtype-99 6:2 SPF"]],
    ['@ MX 10 mx.example.net.\n TXT "v=spf1mx -all"\n', ["error version-missing-space 6:7 v=spf1mx"]],
    ['@ TXT "v=spf1 -all"\nlists MX 10 mx.example.net.\n', ["warning no-record 6:7 MX"]],
  ])("of %j after the SOA says one thing or nothing", (records, findings) => {
    expect(found(SOA + records)).toEqual(findings);
  });

  it("says nothing of absence in a fragment", () => {
    expect(found("@ 1h MX 10 mail\nmail A 192.0.2.25\n")).toEqual([]);
  });

  it("wants no policy of reverse zones and top-level domains", () => {
    expect(found(`$ORIGIN 2.0.192.in-addr.arpa.\n${SOA.replace(/ns1 A.*\n/, "")}`)).toEqual([]);
  });

  it("finds mail hosts in other zones of the estate", () => {
    const zone = `${SOA}@ MX 10 mx.example.net.\n TXT "v=spf1 mx -all"\n; file example.net.zone\n${SOA}@ TXT "v=spf1 -all"\nmx A 192.0.2.25\n`;
    expect(found(zone)).toEqual(["info helo-name-without-spf example.net.zone:6:1 mx"]);
    expect(found(`${zone} TXT "v=spf1 a -all"\n`)).toEqual([]);
  });
});

describe("what SPF records refer to", () => {
  it.each([
    ['@ TXT "v=spf1 mx a -all"\n', ["warning address-target-void 5:15 mx", "warning address-target-void 5:18 a"]],
    [
      '@ A 192.0.2.1\n TXT "v=spf1 a mx:www.example.org -all"\nwww A 192.0.2.2\n',
      ["warning address-target-void 6:16 mx:www.example.org"],
    ],
    [
      '@ TXT "v=spf1 exists:x.example.org exists:%{i}.example.org a:x.example.net -all"\n',
      ["warning address-target-void 5:15 exists:x.example.org"],
    ],
    ['@ TXT "v=spf1 a:w.example.org -all"\nw CNAME ns1\n', []],
    ['@ TXT "v=spf1 -all a:x.example.org include:y.example.org"\n', []],
    ['* TXT "v=spf1 mx -all"\n@ TXT "v=spf1 -all"\n', []],
    ['@ TXT "v=spf1 include:sub.example.org -all"\nsub NS ns.example.net.\n', []],
  ])("%j: finds what is void", (records, findings) => {
    expect(found(SOA + records)).toEqual(findings);
  });

  it("reports a target that is missing once, at the first term", () => {
    const records = `@ TXT "v=spf1 include:_spf9.example.org -all"\na TXT "v=spf1 include:_spf9.example.org -all"\n`;
    expect(found(SOA + records)).toEqual(["error include-target-nxdomain 5:15 include:_spf9.example.org"]);
    expect(messages(SOA + records)[0]).toMatch(/2 records refer to it$/);
  });

  it("tells a missing name, a name without TXT and one without SPF apart, and leaves one that is wrong to its own rule", () => {
    expect(
      messages(
        `${SOA}@ TXT "v=spf1 include:ns1.example.org include:t.example.org include:w.example.org -all"\nt TXT "x"\nw TXT "v=spf1;"\n`,
      ),
    ).toEqual([
      expect.stringMatching(/^the name ns1.example.org has no TXT record/),
      expect.stringMatching(/^the name t.example.org has no SPF record/),
      expect.stringMatching(/^this is no SPF record/),
    ]);
  });

  it("knows nothing of names in fragments and outside the estate", () => {
    expect(found('@ 1h TXT "v=spf1 include:_spf.example.org include:_spf.example.com a:x.example.org -all"\n')).toEqual([]);
  });

  it("warns of an explanation that is missing", () => {
    expect(found(`${SOA}@ TXT "v=spf1 -all exp=why.example.org"\n`)).toEqual([
      "warning exp-target-bad 5:20 exp=why.example.org",
    ]);
  });

  it("reports each circle once", () => {
    const records = [
      '@ TXT "v=spf1 include:a.example.org redirect=s.example.org"',
      'a TXT "v=spf1 include:b.example.org -all"',
      'b TXT "v=spf1 include:c.example.org include:a.example.org -all"',
      'c TXT "v=spf1 include:a.example.org -all"',
      's TXT "v=spf1 include:s.example.org -all"',
    ];
    expect(found(`${SOA}${records.join("\n")}\n`)).toEqual([
      "error include-loop 8:15 include:a.example.org",
      "error include-loop 9:15 include:s.example.org",
    ]);
  });

  it("reports circles with a name in common as one", () => {
    const records = ["a", "b", "c", "d"].map((name, index, all) => {
      const next = all[index + 1] === undefined ? "" : ` include:${all[index + 1]}.example.org`;
      return `${name} TXT "v=spf1 include:a.example.org${next} -all"`;
    });
    expect(found(`${SOA}@ TXT "v=spf1 include:a.example.org -all"\n${records.join("\n")}\n`)).toEqual([
      "error include-loop 6:15 include:a.example.org",
    ]);
  });

  it("takes a redirect beside all, and terms behind all, for no circle", () => {
    expect(found(`${SOA}@ TXT "v=spf1 -all redirect=example.org include:example.org"\n`)).toEqual([]);
  });

  it("follows a chain of many thousand includes", () => {
    const chain = Array.from({ length: 20_000 }, (_, index) => `n${index} TXT "v=spf1 include:n${index + 1}.example.org -all"`);
    expect(found(`${SOA}@ TXT "v=spf1 -all"\n${chain.join("\n")}\n`)).toEqual([
      expect.stringMatching(/^error include-target-nxdomain .* include:n20000.example.org$/),
    ]);
  });

  it("takes a helper that macros can mean as one that is used", () => {
    const helper = 'example.org._spf TXT "v=spf1 -all"\n_spf.eu TXT "v=spf1 -all"\n';
    expect(found(`${SOA}@ TXT "v=spf1 include:_spf.%{l}.example.org -all"\n${helper}`)).toEqual([]);
    expect(found(`${SOA}@ TXT "v=spf1 include:%{d}.us.example.org -all"\n${helper}`)).toEqual([
      "info helper-orphaned 7:14 v=spf1",
    ]);
  });
});

describe("DMARC", () => {
  it.each([
    '"v=DMARC1;p=reject;"',
    '"v = DMARC1 ; p = none ; rua = mailto:a@example.org!10m , mailto:b@example.org"',
    '"v=DMARC1; p=none; sp=quarantine; np=reject; psd=n; t=y; fo=1:d:s; adkim=s; aspf=r; pct=100; ri=86400; rf=afrf"',
    '"v=DMARC1\\; p=none"',
    '"v=DMAR" "C1; p=no" "ne"',
    '"v=spf1 -all"',
    '"something else"',
  ])("leaves %s alone", (data) => {
    expect(foundIn(data, "_dmarc")).toEqual([]);
  });

  it.each([
    ['"v=DMARC1; p=rejct"', ["error dmarc-syntax 1:14 rejct"]],
    [
      '"v=DMARC1; p=none; pct=101; adkim=x; fo=1:2; foo=1"',
      ["error dmarc-syntax 1:24 101", "error dmarc-syntax 1:35 x", "error dmarc-syntax 1:41 1:2", "info dmarc-syntax 1:46 foo"],
    ],
    ['"v=DMARC1; p=none; rua=mailto:a@example.org, b@example.org"', ["error dmarc-syntax 1:46 b@example.org"]],
    [
      '"v=DMARC1; p=none; rua=mailto:a@example.org mailto:b@example.org"',
      ["error dmarc-syntax 1:24 mailto:a@example.org mailto:b@example.org"],
    ],
    ['"v=DMARC1; p=none; ruf=https://x.example/"', ["error dmarc-syntax 1:24 https://x.example/"]],
    ['"v=DMARC1; p=none; rua="', ["error dmarc-syntax 1:20 rua="]],
    ['"v=dmarc1; p=none"', ["error dmarc-syntax 1:4 dmarc1"]],
    ['"p=none; v=DMARC1"', ["error dmarc-syntax 1:10 v=DMARC1"]],
    ['"p=none"', ["error dmarc-syntax 1:2 p=none"]],
    ['"v=DMARC1 p=none"', ["error dmarc-syntax 1:4 DMARC1 p=none"]],
    ['"v=DMARC1; p none"', ["error dmarc-syntax 1:12 p none"]],
    ['"v=DMARC1; p=none; p=reject"', ["error dmarc-syntax 1:20 p=reject"]],
    ['"v=DMARC1;; p=none"', ["warning dmarc-syntax 1:11 ;"]],
    ['"v=DMARC1; sp=none"', ["warning dmarc-policy-missing 1:2 v=DMARC1"]],
    ['"v=DMARC1; p=none; pct=50"', ["info dmarc-syntax 1:20 pct=50"]],
    ["v=DMARC1\\; p=none", ["warning txt-unquoted 1:1 v=DMARC1\\; p=none"]],
    ['" v=DMARC1; p=none"', ["error version-leading-junk 1:2  "]],
  ])("marks what is wrong in %s", (data, findings) => {
    expect(foundIn(data, "_dmarc")).toEqual(findings);
  });

  it("wants no policy where a domain takes reports about others", () => {
    expect(foundIn('"v=DMARC1"', "example.net._report._dmarc")).toEqual([]);
    expect(foundIn('"v=DMARC1; x"', "*._report._dmarc")).toEqual(["error dmarc-syntax 1:12 x"]);
  });

  it("says that a record is at a name that nobody asks, but not where a wildcard or an alias leads to it", () => {
    expect(foundIn('"v=DMARC1; p=none"', "@")).toEqual(["warning mail-record-wrong-name 1:1 @"]);
    expect(foundIn('"v=STSv1; id=1"', "mta-sts")).toEqual(["warning mail-record-wrong-name 1:1 mta-sts"]);
    expect(foundIn('"v=DMARC1; p=none"', "*")).toEqual([]);
    expect(found('_dmarc 1h CNAME policy\npolicy TXT "v=DMARC1; p=none"\n')).toEqual([]);
  });
});

describe("DKIM", () => {
  const ED25519 = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
  const rsa = (bits: number, type: "spki" | "pkcs1"): string =>
    generateKeyPairSync("rsa", { modulusLength: bits }).publicKey.export({ type, format: "der" }).toString("base64");

  it.each(["spki", "pkcs1"] as const)("reads RSA keys in the form %s", (type) => {
    for (const bits of [1024, 2048]) {
      const { key, problems } = parseDkim(`v=DKIM1; p=${rsa(bits, type)}`);
      expect({ bits: key?.bits, problems }).toEqual({ bits, problems: [] });
    }
  });

  it("says that a key stands at a name that nobody asks for, and where it belongs", () => {
    const text = `"v=DKIM1; k=ed25519; p=${ED25519}"`;
    const at = (owner: string): string[] => messages(`${owner} 1h TXT ${text}\n`);
    const nobody = "nobody looks for a DKIM key at";
    expect(foundIn(text, "s1.domainkey")).toEqual(["warning mail-record-wrong-name 1:1 s1.domainkey"]);
    expect(at("s1.domainkey")).toEqual([`${nobody} "s1.domainkey.example.org": it belongs to "s1._domainkey.example.org"`]);
    expect(at("_domainkey.s1")).toEqual([`${nobody} "_domainkey.s1.example.org": it belongs to "s1._domainkey.example.org"`]);
    expect(at("a.s1._domainkeys.sub")).toEqual([
      `${nobody} "a.s1._domainkeys.sub.example.org": it belongs to "a.s1._domainkey.sub.example.org"`,
    ]);
    expect(foundIn(text, "s1")).toEqual(["info mail-record-wrong-name 1:1 s1"]);
    for (const owner of ["s1._domainkey", "S1._DomainKey.sub", "*", "*._domainkey"]) expect(foundIn(text, owner)).toEqual([]);
    expect(found(`s1._domainkey 1h CNAME key\nkey 1h TXT ${text}\n`)).toEqual([]);
  });

  it("says that a key is short, and that one of 512 bits is of no use", () => {
    const key = rsa(512, "spki");
    expect(foundIn(`"k=rsa; p=${key}"`, "s._domainkey")).toEqual([`error dkim-key-weak 1:11 ${key}`]);
    expect(foundIn(`"p=${rsa(2048, "spki").replaceAll(/.{100}/g, '$&" "')}"`, "s._domainkey")).toEqual([]);
  });

  it("says where a key is cut", () => {
    const key = rsa(1024, "spki").slice(0, 120);
    expect(foundIn(`"v=DKIM1; p=${key}"`, "s._domainkey")).toEqual([`error dkim-key-syntax 1:13 ${key}`]);
  });

  it.each([
    [`"k=ed25519; t=s; n=a \\"note\\"; p=11qYAYKxCrfVS/7T" "yWQHOg7hcvPapiMl rwIaaPcHURo="`, []],
    [`"v=DKIM1; p="`, ["info dkim-key-revoked 1:11 p="]],
    [`"v=DKIM1; k=rsa"`, ["error dkim-key-syntax 1:2 v=DKIM1; k=rsa"]],
    [`"MIGfMA0GCSqG"`, ["error dkim-key-syntax 1:2 MIGfMA0GCSqG"]],
    [`"v=DKIM1; p=${ED25519}"`, [`error dkim-key-syntax 1:13 ${ED25519}`]],
    [
      `"v=DKIM1; k=dsa; h=md5; s=tlsrpt; z=1; p=AAA"`,
      [
        "error dkim-key-syntax 1:13 dsa",
        "error dkim-key-syntax 1:20 md5",
        "error dkim-key-syntax 1:27 tlsrpt",
        "info dkim-key-syntax 1:35 z",
      ],
    ],
    [`"k=ed25519; p=${ED25519}; v=DKIM1"`, ["error dkim-key-syntax 1:61 v=DKIM1"]],
    [`v=DKIM1; k=ed25519; p=${ED25519}`, [`error txt-cut-by-comment 1:8 ; k=ed25519; p=${ED25519}`]],
    [`"v=spf1 -all"`, []],
  ])("marks what is wrong in %s", (data, findings) => {
    expect(foundIn(data, "s._domainkey")).toEqual(findings);
  });

  it("reads keys at names that aliases lead to", () => {
    expect(foundIn(`"v=DKIM1; k=ed25519; p=AAAA"`, "s1.keys")).toEqual([
      "info mail-record-wrong-name 1:1 s1.keys",
      "error dkim-key-syntax 1:24 AAAA",
    ]);
  });

  it("says once that a selector has several keys", () => {
    const key = `"k=ed25519; p=${ED25519}"`;
    expect(found(`s._domainkey 1h TXT ${key}\n TXT "v=DKIM1; p="\n`)).toEqual([
      "error dkim-multiple 2:7 v=DKIM1; p=",
      "info dkim-key-revoked 2:16 p=",
    ]);
  });

  it("knows the policies of old", () => {
    expect(foundIn('"o=~; r=a@example.org"', "_domainkey")).toEqual(["info obsolete-policy-record 1:2 o=~; r=a@example.org"]);
    expect(foundIn('"ra=dkim-errors"', "_report._domainkey")).toEqual([]);
  });
});

describe("MTA-STS, TLS-RPT and BIMI", () => {
  it.each([
    ["_mta-sts", '"v=STSv1; id=20260101T000000;"', []],
    ["_mta-sts", '"v=STSv1"', ["error mta-sts-syntax 1:2 v=STSv1"]],
    ["_mta-sts", '"id=1"', ["error mta-sts-syntax 1:2 id=1"]],
    ["_mta-sts", '"v=STSv1; id=1"\n TXT "v=STSv1; id=2"', ["error mta-sts-syntax 2:7 v=STSv1; id=2"]],
    ["_smtp._tls", '"v=TLSRPTv1;rua=https://r.example.org/x,mailto:a@example.org"', []],
    ["_smtp._tls", '"v=TLSRPTv1"', ["error tls-rpt-syntax 1:2 v=TLSRPTv1"]],
    ["_smtp._tls", '"v=TLSRPTv1; rua=mailto:a@example.org!1m"', ["error tls-rpt-syntax 1:18 mailto:a@example.org!1m"]],
    ["default._bimi", '"v=BIMI1; l=; a=;"', []],
    ["default._bimi", '"v=BIMI1; l=https://example.org/a.svg; a=https://example.org/a.pem"', []],
    [
      "default._bimi",
      '"v=BIMI1; l=https://example.org/a.png; a=x"',
      ["error bimi-syntax 1:13 https://example.org/a.png", "error bimi-syntax 1:42 x"],
    ],
    ["default._bimi", '"v=BIMI1; a="', ["error bimi-syntax 1:2 v=BIMI1; a="]],
  ])("%s %s", (owner, data, findings) => {
    expect(foundIn(data, owner)).toEqual(findings);
  });
});

describe("placeInText", () => {
  it("finds each octet of a text in its file", () => {
    const { records } = parseZone('@ 1h TXT ( "a\\098c" d\\"e "" "\\\\f" )\n', {
      file: "example.org.zone",
      origin: domainName("example.org"),
    });
    const [record] = records;
    if (record?.data.type !== "TXT") throw new Error("no TXT record");
    const text = record.data.strings.join("");
    expect(text).toBe('abcd"e\\f');
    const pieces = [...text].map((_, at) => {
      const { source, span } = placeInText(record, at, at + 1);
      return source.slice(span.start, span.end);
    });
    expect(pieces).toEqual(["a", "\\098", "c", "d", '\\"', "e", "\\\\", "f"]);
    const { source, span } = placeInText(record, 1, 7);
    expect(source.slice(span.start, span.end)).toBe('\\098c" d\\"e "" "\\\\');
  });

  it("marks the octet at an empty range", () => {
    const [record] = parseZone('@ 1h TXT "abc"\n', { file: "example.org.zone", origin: domainName("example.org") }).records;
    if (record === undefined) throw new Error("no record");
    expect(placeInText(record, 1, 1).span).toEqual({ start: 11, end: 12 });
  });
});
