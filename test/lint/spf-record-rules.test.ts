/** The rules of one SPF record: what each finds beyond its example, what it leaves alone, and that one cause is one finding. */
import { describe, expect, it } from "vitest";
import { checkExample } from "../../src/lint/example.js";
import { ALL_RULES } from "../../src/lint/registry.js";
import { RECORD_RULES, foundIn, foundInText, markedRecord } from "./record-support.js";

/** Records with the one finding that all rules of records have in each, and its place. */
const FIRES: Readonly<Record<string, readonly string[]>> = {
  "version-case": ["«v=SPF1» mx -all", "«V=spf1»", "«V=spf1» ipv4:11.2.3.4"],
  "repeated-space": ["v=spf1 a«   »-all", "v=spf1«  »a mx    -all", "v=spf1 a«  »-all exp=why.example.net"],
  "trailing-space": ["v=spf1 -all«   »", "v=spf1« »", "v=spf1 redirect=example.net« »"],
  "cidr-host-bits": [
    "v=spf1 «ip4:11.2.3.5/31» -all",
    "v=spf1 «-ip4:11.2.3.4/24» -all",
    "v=spf1 «ip6:2a01:4f8::1/64» -all",
    "v=spf1 «ip6:2a01:4f8:0:0:1::/64» -all",
  ],
  "domain-trailing-dot": [
    "v=spf1 a:mail.example.net«.»/24 -all",
    "v=spf1 redirect=_spf.example.net«.»",
    "v=spf1 -all exp=why.example.net«.»",
    "v=spf1 exists:%{i}.example.net«.» -all",
    "v=spf1 mx:example.net«.»//64 -all",
  ],
  "uppercase-mechanism": [
    "v=spf1 «Include»:_spf.example.net -all",
    "v=spf1 a ~«ALL»",
    "v=spf1 «IP4»:11.2.3.4 IP6:2a01:4f8::1 -all",
    "v=spf1 mx «Redirect»=_spf.example.net",
    "v=spf1 -all «EXP»=why.example.net",
  ],
  "redirect-with-all": [
    "v=spf1 «redirect=_spf.example.net» -all",
    "v=spf1 a -all exp=why.example.net «redirect=_spf.example.net»",
  ],
  "modifier-not-last": [
    "v=spf1 a «redirect=_spf.example.net» mx",
    "v=spf1 «exp=why.example.net» a -all",
    "v=spf1 «exp=why.example.net» redirect=_spf.example.net -a",
  ],
  "unknown-modifier": ["v=spf1 a -all «x=»", "v=spf1 a -all «v.2=%{d}»", "v=spf1 a -all «rx=y»"],
  "rfc6652-modifier": ["v=spf1 a -all «rp=100»", "v=spf1 a -all «RA=postmaster» rp=100 rr=all"],
  "exp-unreachable": [
    "v=spf1 a ?mx «exp=why.example.net» redirect=_spf.example.net",
    "v=spf1 a ~all «exp=why.example.net»",
    "v=spf1 «exp=why.example.net»",
  ],
  "macro-p": [
    "v=spf1 a:«%{p}».example.net -all",
    "v=spf1 exists:%%.%{d}.«%{P2r-}».example.net -all",
    "v=spf1 -all exp=«%{p}».example.net",
  ],
  "macro-local-part": [
    "v=spf1 include:«%{L1r+}».example.net -all",
    "v=spf1 exists:%{i}.«%{s}».example.net -all",
    "v=spf1 a redirect=«%{l}».example.net",
  ],
  "macro-multi-void": [
    "v=spf1 a:%{i}.a.example.net mx:%{h}.b.example.net ip4:11.2.3.4 «exists:%{ir}.c.example.net» exists:%{ir}.d.example.net -all",
  ],
  "term-after-all": [
    "v=spf1 -all «a mx»",
    "v=spf1 ~all «ip4:11.2.3.4 ip4:11.2.3.4 -a»",
    "v=spf1 a -all «ptr»",
    "v=spf1 a -all «a»",
    "v=spf1 a -all «include:a.example.net exp=why.example.net mx»",
  ],
  "multiple-all": ["v=spf1 a -all «-all»", "v=spf1 -all «~all» a all", "v=spf1 a ~all mx a «-all»"],
  "duplicate-term": [
    "v=spf1 ip4:11.2.3.0/24 a «ip4:11.2.3.0/24» -all",
    "v=spf1 ip4:11.2.3.0/24 «ip4:11.2.3.9/24» -all",
    "v=spf1 ip4:11.2.3.4 «ip4:11.2.3.4/32» -all",
    "v=spf1 ip6:2a01:4f8::1 «ip6:2A01:4f8:0::1» -all",
    "v=spf1 a:mail.example.net «a:MAIL.example.net.» -all",
    "v=spf1 -exists:%{i}.example.net «-exists:%{i}.example.net» a -all",
    "v=spf1 include:a.example.net «include:a.example.net» -all",
    "v=spf1 mx/24 «+mx/24//128» -all",
    "v=spf1 ip4:11.2.3.4 «ip4:11.2.3.4» redirect=_spf.example.net",
  ],
  "include-covered": [
    "v=spf1 include:a.example.net «include:A.example.net» -all",
    "v=spf1 include:a.example.net a «include:a.example.net.» -all",
    "v=spf1 a «include:_spf.example.net» redirect=_spf.example.net",
    "v=spf1 «include:_spf.example.net» ip4:11.2.3.4 redirect=_spf.example.net",
  ],
  "network-covered": [
    "v=spf1 «ip4:11.2.3.4» ip4:11.2.3.0/24 -all",
    "v=spf1 ip4:11.2.3.0/24 a -mx «ip4:11.2.3.128/25» -all",
    "v=spf1 «ip4:11.2.3.4» ip6:2a01:4f8::1 -ip4:11.2.4.4 ip4:11.2.3.0/24 -all",
    "v=spf1 ip6:2a01:4f8::/32 «ip6:2a01:4f8:1::1» -all",
    "v=spf1 mx/24 «mx» -all",
    "v=spf1 «a:mail.example.net» a:mail.example.net/28 -all",
    "v=spf1 -ip4:11.2.3.4 ip4:11.2.3.0/24 «ip4:11.2.3.0/28» -all",
  ],
  "networks-mergeable": [
    "v=spf1 a «ip4:11.2.3.128/25» ip4:11.9.9.9 ip4:11.2.3.0/25 -all",
    "v=spf1 «ip4:11.2.3.4» ip4:11.2.3.5 ip4:11.2.3.6 ip4:11.2.3.7 -all",
    "v=spf1 «ip6:2a01:4f8:0:2::/64» ip4:11.2.3.4 ip6:2a01:4f8:0:3::/64 -all",
    "v=spf1 «-ip4:11.2.3.0/26» -ip4:11.2.3.64/26 -ip4:11.2.3.128/25 a -all",
    "v=spf1 «ip4:11.2.3.4/31» ip4:11.2.3.6 ip4:11.2.3.7 -all",
  ],
  "term-shadowed": [
    "v=spf1 a «-a» -all",
    "v=spf1 include:a.example.net «~include:A.example.net» -all",
    "v=spf1 ip4:11.2.3.0/24 a «~ip4:11.2.3.4» -all",
    "v=spf1 ?ip4:11.2.3.4 «ip4:11.2.3.4» -all",
    "v=spf1 mx/24 «-mx» -all",
    "v=spf1 ip6:2a01:4f8::/32 «-ip6:2a01:4f8::1» -all",
  ],
  "include-non-plus": ["v=spf1 a «?include:a.example.net» -all", "v=spf1 a «~include:a.example.net» -all"],
  "network-very-wide": [
    "v=spf1 «ip4:0.0.0.0/0» -all",
    "v=spf1 «ip4:12.0.0.0/7» -all",
    "v=spf1 «ip4:11.2.0.0/15» -all",
    "v=spf1 «a/0» -all",
    "v=spf1 «mx/24//12» -all",
    "v=spf1 «ip6:2a00::/28» -all",
    "v=spf1 «ip6:2a00::/11» -all",
  ],
  "shared-infrastructure": [
    "v=spf1 «include:_cloud-netblocks3.googleusercontent.com» -all",
    "v=spf1 a «redirect=_Cloud-Netblocks.googleusercontent.com»",
    "v=spf1 «ip4:104.16.1.2» -all",
    "v=spf1 «ip4:151.101.0.0/16» -all",
    "v=spf1 «ip4:103.244.0.0/16» -all",
    "v=spf1 «ip6:2606:4700::1» -all",
  ],
  "reserved-address": [
    "v=spf1 «ip4:192.168.0.0/16» -all",
    "v=spf1 «ip4:127.0.0.1» -all",
    "v=spf1 «ip4:10.0.0.0/8» -all",
    "v=spf1 «ip4:100.64.1.1» -all",
    "v=spf1 «ip4:224.0.0.1» -all",
    "v=spf1 «ip4:240.1.2.3» -all",
    "v=spf1 «ip6:fe80::1» -all",
    "v=spf1 «ip6:fc00::/7» -all",
    "v=spf1 «ip6:::1» -all",
    "v=spf1 «ip6:::ffff:11.2.3.4» -all",
  ],
  "ptr-mechanism": ["v=spf1 «ptr» -all", "v=spf1 a «?ptr:example.net» -all"],
  "plus-all": ["v=spf1 a «+all»"],
  "bare-all": ["v=spf1 a «all»", "v=spf1 «All» ipv4:11.2.3.4"],
};

/** Records that a rule leaves alone. */
const SILENT: Readonly<Record<string, readonly string[]>> = {
  "version-case": ["v=spf1 -ALL"],
  "repeated-space": ["v=spf1 a -all  ", "v=spf1 include:  a.example.net -all"],
  "trailing-space": ["v=spf1  -all", "v=spf1 ipv4:11.2.3.4 "],
  "cidr-host-bits": [
    "v=spf1 ip4:11.2.3.4 ip4:11.2.3.5/32 ip4:11.2.4.0/24 a/24 ip6:::/0 ip4:0.0.0.0/0 -all",
    "v=spf1 -all ip4:11.2.3.4/24",
  ],
  "domain-trailing-dot": ["v=spf1 a:mail.example.net/24 mx exists:%{i}.%{d} -all x=a."],
  "uppercase-mechanism": ["v=spf1 include:_SPF.Example.NET exists:%{I}.example.net -all X=y"],
  "redirect-with-all": ["v=spf1 a redirect=_spf.example.net", "v=spf1 redirect=_spf.all.example.net"],
  "modifier-not-last": [
    "v=spf1 a -all exp=why.example.net ra=postmaster",
    "v=spf1 redirect=_spf.example.net exp=why.example.net",
    "v=spf1 redirect=_spf.example.net -all",
    "v=spf1 ip4=11.2.3.4 -all",
  ],
  "unknown-modifier": [
    "v=spf1 a -all ra=postmaster rp=100 rr=all",
    "v=spf1 a REDIRECT=_spf.example.net Exp=why.example.net",
    "v=spf1 a ip4=11.2.3.4 -all p=none",
  ],
  "rfc6652-modifier": ["v=spf1 a -all r=1 rs=2 rap=3"],
  "exp-unreachable": [
    "v=spf1 -ip4:11.2.3.4 ~all exp=why.example.net",
    "v=spf1 -include:a.example.net exp=why.example.net",
    "v=spf1 a -all exp=why.example.net",
  ],
  "macro-p": [
    "v=spf1 exists:%%{p}.example.net -all",
    "v=spf1 exists:%{i}.p.example.net -all",
    "v=spf1 -all exists:%{p}.example.net",
  ],
  "macro-local-part": ["v=spf1 a -all exp=%{l}.example.net", "v=spf1 exists:%{o}.%{ir}.%{h}.example.net -all"],
  "macro-multi-void": [
    "v=spf1 exists:%{i}.a.example.net exists:%{i}.b.example.net -all",
    "v=spf1 exists:%{i}.a.example.net exists:%{i}.b.example.net -all exists:%{i}.c.example.net",
    "v=spf1 exists:%{d}.a.example.net exists:%{o}.b.example.net exists:%{v}.c.example.net -all",
    "v=spf1 exists:%{i}.a.example.net exists:%{i}.a.example.net exists:%{i}.a.example.net -all",
    "v=spf1 exists:%{i}.a.example.net include:%{i}.b.example.net include:%{i}.c.example.net -all",
  ],
  "term-after-all": ["v=spf1 a -all exp=why.example.net x=y", "v=spf1 a -all mx ~all", "v=spf1 -all ipv4:11.2.3.4"],
  "multiple-all": ["v=spf1 a -all mx", "v=spf1 include:all.example.net a:all.example.net -all"],
  "duplicate-term": [
    "v=spf1 a a:mail.example.net mx mx:mail.example.net -all",
    "v=spf1 exists:%{i}.example.net exists:%{I}.example.net -all",
    "v=spf1 a -a -all",
    "v=spf1 a -all a",
    "v=spf1 a a/24 -all",
    "v=spf1 include:a.example.net include:A.example.net -all",
    "v=spf1 ip4:11.2.3.4 ip6:::ffff:11.2.3.4 -all",
  ],
  "include-covered": [
    "v=spf1 include:a.example.net include:b.example.net -all",
    "v=spf1 include:a.example.net -ip4:11.2.3.4 redirect=a.example.net",
    "v=spf1 include:a.example.net a redirect=a.example.net",
    "v=spf1 ?include:a.example.net redirect=a.example.net",
    "v=spf1 include:a.example.net a:a.example.net -all",
    "v=spf1 include:a.example.net -all redirect=a.example.net",
  ],
  "network-covered": [
    "v=spf1 -ip4:11.2.3.4 ip4:11.2.3.0/24 -all",
    "v=spf1 ip4:11.2.3.4 a ip4:11.2.3.0/24 -all",
    "v=spf1 ip4:11.2.3.0/28 -ip4:11.2.3.4 ip4:11.2.3.0/24 -all",
    "v=spf1 ip4:11.2.3.4 -ip4:11.2.3.0/28 ip4:11.2.3.0/24 -all",
    "v=spf1 ip4:11.2.3.0/28 ip6:2a01:4f8::1 -ip4:11.2.3.0/28 ip4:11.2.3.0/24 -all",
    "v=spf1 ip4:11.2.3.0/24 ip4:11.2.4.0/24 ip6:2a01::/32 -all",
    "v=spf1 a:mail.example.net ip4:11.2.3.4 a:mail.example.net/28 -all",
    "v=spf1 a/24//64 a/28//48 -all",
    "v=spf1 -all ip4:11.2.3.0/24 ip4:11.2.3.4",
  ],
  "networks-mergeable": [
    "v=spf1 ip4:11.2.3.4 ip4:11.2.3.5 -all",
    "v=spf1 ip6:2a01::2 ip6:2a01::3 -all",
    "v=spf1 ip4:11.2.3.64/26 ip4:11.2.3.128/26 -all",
    "v=spf1 ip4:11.2.3.0/25 a ip4:11.2.3.128/25 -all",
    "v=spf1 ip4:11.2.3.0/25 -ip4:11.2.3.128/25 -all",
    "v=spf1 ip4:11.2.3.0/25 -ip4:11.9.9.9 ip4:11.2.3.128/25 -all",
    "v=spf1 ip4:11.2.3.0/25 -all ip4:11.2.3.128/25",
  ],
  "term-shadowed": [
    "v=spf1 -ip4:11.2.3.4 ip4:11.2.3.0/24 -all",
    "v=spf1 ip4:11.2.3.0/25 -ip4:11.2.3.0/24 -all",
    "v=spf1 a -a:mail.example.net ~mx -all",
    "v=spf1 a -a/24 -all",
    "v=spf1 -all a",
  ],
  "include-non-plus": ["v=spf1 +include:a.example.net -a -all", "v=spf1 -all -include:a.example.net"],
  "network-very-wide": [
    "v=spf1 ip4:11.2.0.0/16 ip6:2a01:4f8::/29 a/16//29 -all",
    "v=spf1 -ip4:0.0.0.0/0 ?ip6:::/0 -all",
    "v=spf1 ip4:10.0.0.0/8 ip6:fc00::/7 -all",
  ],
  "shared-infrastructure": [
    "v=spf1 include:_spf.google.com include:spf.protection.outlook.com include:amazonses.com include:_spf.mx.cloudflare.net -all",
    "v=spf1 -ip4:104.16.1.2 ip4:104.15.255.255 ip4:104.30.0.0/19 ip6:2405:8100:c000::/38 -all",
    "v=spf1 include:x_cloud-netblocks.googleusercontent.com -all",
  ],
  "reserved-address": ["v=spf1 ip4:11.2.3.4 ip4:172.15.0.1 ip4:8.0.0.0/5 ip6:2a01:4f8::1 ip4:192.0.2.1 ip6:2001:db8::1 -all"],
  "record-over-450": [`v=spf1 ${"a:mail.example.net ".repeat(30)}`.slice(0, 446).concat(" all")],
  "ptr-mechanism": ["v=spf1 a:ptr.example.net -all", "v=spf1 -all ptr"],
};

describe.each(Object.entries(FIRES))("%s", (id, records) => {
  it.each(records)("fires alone on %s", (marked) => {
    const { text, span } = markedRecord(marked);
    expect(foundInText(text)).toEqual([`${id} ${text.slice(span.start, span.end)} at ${span.start}`]);
  });
});

describe.each(Object.entries(SILENT))("%s", (id, records) => {
  it.each(records)("leaves %s alone", (text) => {
    expect(foundInText(text).filter((line) => line.startsWith(`${id} `))).toEqual([]);
  });
});

it("every rule of records has cases of both kinds", () => {
  const ids = RECORD_RULES.filter(({ checkRecord }) => checkRecord !== undefined).map(({ id }) => id);
  const needStrings = new Set(["chunk-splits-token", "record-over-450"]);
  expect(ids.filter((id) => FIRES[id] === undefined && !needStrings.has(id))).toEqual([]);
  const haveBoth = new Set(["plus-all", "bare-all", "chunk-splits-token"]);
  expect(ids.filter((id) => SILENT[id] === undefined && !haveBoth.has(id))).toEqual([]);
});

describe("the catalogue's list of what must not fire", () => {
  it("says nothing about records that are right", () => {
    for (const text of [
      "v=spf1 -all",
      "v=spf1 mx -all",
      "v=spf1 a mx include:_spf.example.net ~all",
      "v=spf1 include:_spf.Example.NET -all",
      "v=spf1 redirect=_spf.example.net",
      "v=spf1 ip4:11.2.3.4 ip6:2a01:4f8::1 -all exp=why.example.net",
      "v=spf1 -ip4:11.2.3.4 ip4:11.2.3.0/24 ~all",
      "v=spf1 exists:%{ir}._spf.example.net -all",
      "v=spf1",
    ]) {
      expect([text, ...foundInText(text)]).toEqual([text]);
    }
  });

  it("says of a record that does not parse what has to do with its size, its version and its all alone", () => {
    expect(foundInText("V=SPF1  ipv4:11.2.3.4 A. ptr a a ip4:10.0.0.1/8 +all mx ")).toEqual([
      "version-case V=SPF1 at 0",
      "ptr-mechanism ptr at 25",
      "plus-all +all at 48",
    ]);
  });
});

describe("strings", () => {
  it.each([
    [["v=spf1 include:_spf.exam", "ple.net -all"], ["chunk-splits-token include:_spf.example.net at 7"]],
    [["v=sp", "f1 -all"], ["chunk-splits-token v=spf1 at 0"]],
    [["v=spf1 a:mail.", "example", ".net mx:ex", "ample.net -all"], ["chunk-splits-token a:mail.example.net at 7"]],
    [["v=spf1 a ", "-all"], []],
    [["v=spf1 a", " -all"], []],
    [["v=spf1 a -all", ""], []],
    [["", "v=spf1 a -all"], []],
    [[`v=spf1 exists:${"%{i}.".repeat(50)}`, `${"%{i}.".repeat(10)}example.net -all`], []],
  ])("of %j", (strings, expected) => {
    expect(foundIn({ text: strings.join(""), strings })).toEqual(expected);
  });

  it("of 65,535 strings are read in a moment", () => {
    const text = `v=spf1 exists:${"a".repeat(65_000)}.example.net -all`;
    expect(foundIn({ text, strings: text.split("") })[0]).toBe("chunk-splits-token v=spf1 at 0");
  });

  it("of more than 450 octets are too many", () => {
    const text = `v=spf1 ${"a:mail.example.net ".repeat(30)}`.slice(0, 446);
    expect(foundInText(`${text} -all`).some((line) => line.startsWith("record-over-450"))).toBe(true);
    expect(foundInText(`${text.slice(0, 445)} -all`).some((line) => line.startsWith("record-over-450"))).toBe(false);
  });
});

describe("records as long as DNS carries", () => {
  const fill = (term: (index: number) => string): string => {
    let text = "v=spf1";
    for (let index = 0; text.length < 65_000; index++) text += ` ${term(index)}`;
    return `${text} -all`;
  };
  const octets = (n: number): string => `${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`;

  it.each([
    ["one term again and again", fill(() => "a"), "duplicate-term", 32_496],
    ["one host again and again", fill(() => "ip4:11.2.3.4"), "duplicate-term", 4_999],
    ["neighbours", fill((n) => `ip4:11.${octets(n)}`), "networks-mergeable", 5],
    [
      "exceptions too late",
      fill((n) => (n % 2 === 0 ? `ip4:11.${n >> 9}.${(n >> 1) & 255}.0/24` : `-ip4:11.${n >> 9}.${(n >> 1) & 255}.9`)),
      "term-shadowed",
      1_000,
    ],
    ["networks in networks", fill((n) => `ip6:2a01::/${128 - (n % 128)}`), "duplicate-term", 4_000],
    [
      "hosts of one name with all lengths",
      fill((n) => `a/${32 - ((n >> 7) % 32)}//${128 - (n % 128)}`),
      "network-covered",
      3_000,
    ],
    ["capital letters", fill(() => "A"), "uppercase-mechanism", 1],
    ["spaces", `v=spf1${"  a:b.example.net".repeat(3_800)}`, "repeated-space", 1],
    ["macros", fill((n) => `exists:%{l}.${n}.example.net`), "macro-local-part", 2_000],
  ])("of %s are looked at in a moment", (_, text, rule, least) => {
    expect(foundInText(text).filter((line) => line.startsWith(`${rule} `)).length).toBeGreaterThanOrEqual(least);
  });
});

it("very wide networks are errors, wide ones warnings", () => {
  const severities = (text: string): unknown[] => {
    const rule = ALL_RULES.find(({ id }) => id === "network-very-wide");
    return checkExample({}, `@ TXT "${text}"\n`, rule === undefined ? [] : [rule]).findings.map(({ severity }) => severity);
  };
  expect(severities("v=spf1 ip4:12.0.0.0/7 -all")).toEqual(["error"]);
  expect(severities("v=spf1 ip4:12.0.0.0/8 -all")).toEqual(["warning"]);
  expect(severities("v=spf1 a/16//11 -all")).toEqual(["error"]);
  expect(severities("v=spf1 ip6:2a00::/12 -all")).toEqual(["warning"]);
});

describe("rules that ask where a record stands", () => {
  const find = (id: string, zone: string): string[] =>
    checkExample(
      {},
      zone,
      ALL_RULES.filter((rule) => rule.id === id),
    ).findings.map(({ source, span, message }) => `${source.slice(span.start, span.end)}: ${message}`);

  it.each([
    ['@ TXT "v=spf1 mx ?all"\n', 1],
    ['@ TXT "v=spf1 mx ~all"\n', 0],
    ['_spf TXT "v=spf1 mx ?all"\n', 0],
    ['@ TXT "v=spf1 include:part.example.org -all"\npart TXT "v=spf1 mx ?all"\n', 0],
    ['@ TXT "v=spf1 mx -all ?all"\n', 0],
    ['@ TXT "v=spf1 ipv4:11.2.3.4 ?all"\n', 0],
  ])("neutral-all: %j", (zone, count) => {
    expect(find("neutral-all", zone)).toHaveLength(count);
  });

  it.each([
    ["neutral-all", "?all", "leads to ?all in the record of _spf.example.org"],
    ["no-default", "", "leads to the record of _spf.example.org, which has no all and no redirect"],
  ])("%s: what a redirect leads to, told at the redirect", (id, end, words) => {
    const message = `redirect=_spf.example.org: strangers`;
    const helper = `_spf TXT "v=spf1 ip4:11.2.3.4 ${end}"\n`;
    const redirecting = `@ TXT "v=spf1 redirect=_spf.example.org"\n${helper}`;
    expect(find(id, redirecting)).toEqual([expect.stringMatching(new RegExp(`^${message}.*${words.replace("?", "\\?")}$`))]);
    // Through another one, which is a part and has no finding itself; whoever is included ends nowhere.
    expect(
      find(id, `@ TXT "v=spf1 redirect=_a.example.org"\n_a TXT "v=spf1 redirect=_spf.example.org"\n${helper}`),
    ).toHaveLength(1);
    expect(find(id, `@ TXT "v=spf1 include:_spf.example.org -all"\n${helper}`)).toEqual([]);
    expect(find(id, redirecting.replace("redirect", "-all redirect"))).toEqual([]);
    expect(find(id, redirecting.replace(`4 ${end}"`, '4 -all"'))).toEqual([]);
    expect(find(id, `@ TXT "v=spf1 redirect=_a.example.org"\n_a TXT "v=spf1 redirect=_a.example.org"\n`)).toEqual([]);
    // A record that is no part has the finding itself, and one cause is one finding.
    const named = find(id, redirecting.replaceAll("_spf", "part"));
    expect(named.map((found) => found.startsWith("redirect"))).toEqual([false]);
  });

  const DMARC = '_dmarc TXT "v=DMARC1; p=reject; sp=none"\n';
  it.each([
    [`@ MX 10 mail\n@ TXT "v=spf1 mx -all"\n${DMARC}`, "(p=reject)"],
    [`sub MX 10 mail\nsub TXT "v=spf1 mx -all"\n_dmarc.sub TXT "v=DMARC1; p=none"\n`, "(p=none)"],
    // A host, whose record is for HELO, and a name that DMARC checks by the record above it.
    [`mail A 192.0.2.25\nmail TXT "v=spf1 a -all"\n${DMARC}`, undefined],
    [`sub MX 10 mail\nsub TXT "v=spf1 mx -all"\n${DMARC}`, undefined],
    [`@ MX 10 mail\n@ TXT "v=spf1 mx -all"\n`, undefined],
    [`@ MX 10 mail\n@ TXT "v=spf1 -all"\n${DMARC}`, undefined],
    [`@ MX 10 mail\n@ TXT "v=spf1 -mx -all"\n${DMARC}`, undefined],
    [`@ MX 10 mail\n@ TXT "v=spf1 mx ~all"\n${DMARC}`, undefined],
    [`_spf MX 10 mail\n_spf TXT "v=spf1 mx -all"\n${DMARC}`, undefined],
    [`@ MX 10 mail\n@ TXT "v=spf1 mx -all"\n_dmarc TXT "v=DMARC1"\n`, undefined],
    [`@ MX 10 mail\n@ TXT "v=spf1 mx -all"\n${DMARC}_dmarc TXT "v=DMARC1; p=none"\n`, undefined],
  ])("hardfail-before-dmarc: %j", (zone, expected) => {
    const found = find("hardfail-before-dmarc", zone);
    if (expected === undefined) expect(found).toEqual([]);
    else expect(found).toEqual([expect.stringMatching(/^-all: /)]);
    expect(found.join("")).toContain(expected ?? "");
  });

  it("reserved-address: addresses for documentation, but for names for documentation", () => {
    const own = (origin: string): number =>
      find("reserved-address", `$ORIGIN ${origin}\n@ TXT "v=spf1 ip4:192.0.2.1 ip6:2001:db8:1::/48 ip4:11.2.3.4 -all"\n`)
        .length;
    const file = (name: string): number =>
      find("reserved-address", `; file ${name}.zone\n@ TXT "v=spf1 ip4:198.51.100.0/24 ip6:3fff::1 ip4:192.0.0.0/16 -all"\n`)
        .length;
    expect(own("example.org.")).toBe(0);
    expect([file("example.com"), file("mail.example"), file("a.test"), file("sub.example.net")]).toEqual([0, 0, 0, 0]);
    expect([file("ntecs.de"), file("example.de"), file("notexample.org")]).toEqual([2, 2, 2]);
  });

  it("have the same to say of a record that stands nowhere", () => {
    const lone = (text: string): string[] => foundInText(text, "checkLoneRecord");
    expect(lone("v=spf1 mx ?all")).toEqual(["neutral-all ?all at 10"]);
    expect(lone("v=spf1 mx ")).toEqual(["no-default v=spf1 mx at 0"]);
    expect(lone("v=spf1 mx -all")).toEqual([]);
    expect(lone("v=spf1 ipv4:11.2.3.4")).toEqual([]);
  });
});
