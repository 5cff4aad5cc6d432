/** The rules about broken and misread terms, beyond their examples: what else they find, where exactly, and what they write instead. */
import { describe, expect, it } from "vitest";
import { parseIp } from "../../src/base/ip.js";
import { checkExample } from "../../src/lint/example.js";
import { ALL_RULES } from "../../src/lint/registry.js";
import { applyEdits } from "../../src/lint/spf/faults/edited-text.js";
import type { FaultRule } from "../../src/lint/spf/faults/fault.js";
import { parseRecord } from "../../src/spf/parse.js";
import { faultsOf, marked } from "./spf/faults/support.js";

/** The rule, the terms with the place of its finding, and the terms after its fix, where it has one. */
const VARIANTS: readonly (readonly [rule: FaultRule, terms: string, mended?: string])[] = [
  ["tab-separator", "a«\tmx\t»-all", "a mx -all"],
  ["tab-separator", "a «\t»mx -all", "a mx -all"],
  ["tab-separator", "a«\r\n»mx -all", "a mx -all"],
  ["comma-separator", "ip4:192.0.2.1«,»192.0.2.2 -all", "ip4:192.0.2.1 ip4:192.0.2.2 -all"],
  ["comma-separator", "ip4:192.0.2.1«, 192.0.2.2, 2001:db8::1» mx -all", "ip4:192.0.2.1 ip4:192.0.2.2 ip6:2001:db8::1 mx -all"],
  ["comma-separator", "a«, mx,» -all", "a mx -all"],
  ["comma-separator", "include:a.example«,»b.example -all"],
  ["comma-separator", "include:_spf.example.org«,»~all", "include:_spf.example.org ~all"],
  ["semicolon-in-record", "a«; mx;» -all", "a mx -all"],
  ["semicolon-in-record", "ip4:192.0.2.1«;»-all", "ip4:192.0.2.1 -all"],
  ["semicolon-in-record", "mx -all «;»", "mx -all "],
  ["html-residue", "a«&nbsp;»-all", "a -all"],
  ["html-residue", "include:«<b>x.example</b>» -all", "include:x.example -all"],
  ["html-residue", "mx«<br/><br>»ip4:192.0.2.1 -all", "mx ip4:192.0.2.1 -all"],
  ["placeholder", "ip4:«{{ ip }}» -all"],
  ["placeholder", "include:«${SPF_HOST}» -all"],
  ["placeholder", "include:«yourdomain».com -all"],
  ["placeholder", "a:mail.«your-domain».example -all"],
  ["placeholder", "ip4:«x.x.x.x»/24 -all"],
  ["placeholder", "include:_spf.«%DOMAIN%» -all"],
  ["placeholder", "include:mail.«[domain]» -all"],
  ["foreign-tags", "-all «; p=none; rua=mailto:a@b.example»", "-all"],
  ["foreign-tags", "mx -all «v=DMARC1;p=none;»", "mx -all"],
  ["foreign-tags", "«google-site-verification=abc123» mx -all", "mx -all"],
  ["foreign-tags", "-all «v=DKIM1; k=rsa;»", "-all"],
  ["foreign-tags", "mx «MS=ms12345678» -all", "mx -all"],
  ["equals-for-colon", "«ip4=192.0.2.0/24» -all", "ip4:192.0.2.0/24 -all"],
  ["equals-for-colon", "«ip6=2001:db8::/32» -all", "ip6:2001:db8::/32 -all"],
  ["equals-for-colon", "«include=_spf.example.org» -all"],
  ["equals-for-colon", "«-include=_spf.example.org» ~all", "-include:_spf.example.org ~all"],
  ["equals-for-colon", "«ipv4=192.0.2.1» -all", "ip4:192.0.2.1 -all"],
  ["equals-for-colon", "«inlcude=_spf.example.org» -all"],
  ["equals-for-colon", "«mx=example.org» -all"],
  ["colon-for-equals", "mx -all «exp:explain.example.org»", "mx -all exp=explain.example.org"],
  ["colon-for-equals", "«-redirect:_spf.example.org»", "redirect=_spf.example.org"],
  ["ip-alias", "«ip»:192.0.2.1 -all", "ip4:192.0.2.1 -all"],
  ["ip-alias", "«ips4»:192.0.2.1 -all", "ip4:192.0.2.1 -all"],
  ["ip-alias", "~«ip»:2001:db8::1 -all", "~ip6:2001:db8::1 -all"],
  ["ip-alias", "«IPV6»:2001:db8::/32 -all", "ip6:2001:db8::/32 -all"],
  ["bare-ip", "«192.0.2.0/24» -all", "ip4:192.0.2.0/24 -all"],
  ["bare-ip", "«2001:db8::1» -all", "ip6:2001:db8::1 -all"],
  ["bare-ip", "«fe80::1» -all", "ip6:fe80::1 -all"],
  ["bare-ip", "«+192.0.2.1» -all", "+ip4:192.0.2.1 -all"],
  ["bare-ip", "«192.0.2.*» -all"],
  ["bare-domain", "«_spf.example.org» -all"],
  ["bare-domain", "«~mail.example.org» -all"],
  ["unknown-mechanism", "«spf»:_spf.example.org -all", "include:_spf.example.org -all"],
  ["unknown-mechanism", "«redirct»:_spf.example.org", "redirect=_spf.example.org"],
  ["unknown-mechanism", "mx ~«alll»", "mx ~all"],
  ["unknown-mechanism", "«foo»:x.example -all"],
  ["space-after-colon", "«ip4 :192.0.2.1» -all", "ip4:192.0.2.1 -all"],
  ["space-after-colon", "«redirect = _spf.example.org»", "redirect=_spf.example.org"],
  ["space-after-colon", "«ip4 = 192.0.2.1» -all", "ip4:192.0.2.1 -all"],
  ["space-after-colon", "«include:   _spf.example.org» -all", "include:_spf.example.org -all"],
  ["colon-missing", "«ip4 192.0.2.1» -all", "ip4:192.0.2.1 -all"],
  ["colon-missing", "«ip4192.0.2.1» -all", "ip4:192.0.2.1 -all"],
  ["colon-missing", "«include_spf.example.org» -all", "include:_spf.example.org -all"],
  ["colon-missing", "«redirect _spf.example.org»", "redirect=_spf.example.org"],
  ["space-after-qualifier", "mx «~   all»", "mx ~all"],
  ["space-after-qualifier", "«- mx» -all", "-mx -all"],
  ["qualifier-doubled", "mx «~-»all"],
  ["qualifier-doubled", "«++»mx -all", "+mx -all"],
  ["qualifier-on-modifier", "mx -all «~»exp=explain.example.org", "mx -all exp=explain.example.org"],
  ["terms-joined", "«ip4:192.0.2.1ip4:192.0.2.2-all»", "ip4:192.0.2.1 ip4:192.0.2.2 -all"],
  ["terms-joined", "«include:_spf.example.org-all»"],
  ["terms-joined", "«include:a.exampleinclude:b.example» -all"],
  ["terms-joined", "«mx-all»", "mx -all"],
  ["terms-joined", "«mxall»"],
  ["mechanism-doubled", "«include:include:»_spf.example.org -all"],
  ["mechanism-doubled", "«ip4:ip4:»192.0.2.1 -all", "ip4:192.0.2.1 -all"],
  ["ip4-not-an-address", "ip4:«192.0.2.1:25» -all", "ip4:192.0.2.1 -all"],
  ["ip4-not-an-address", "ip4:«192.0.2.1.5» -all"],
  ["ip4-not-an-address", "«ip4» -all"],
  ["ip6-not-an-address", "ip6:«[2001:db8::1]» -all", "ip6:2001:db8::1 -all"],
  ["ip6-not-an-address", "ip6:«2001:db8::12345» -all"],
  ["ip6-not-an-address", "ip6:«2001::db8::1» -all"],
  ["ip-family-mismatch", "ip6:«192.0.2.1»/24 -all", "ip4:192.0.2.1/24 -all"],
  ["ip4-octet-range", "ip4:«192.0.2.1000» -all"],
  ["ip4-leading-zero", "ip4:«010.0.0.1»/8 -all", "ip4:10.0.0.1/8 -all"],
  ["ip4-incomplete", "ip4:«10»/8 -all", "ip4:10.0.0.0/8 -all"],
  ["ip4-incomplete", "ip4:«192.0.2» -all"],
  ["ip4-incomplete", "ip4:«192.0.2.» -all"],
  ["ip4-wildcard", "ip4:«192.0.*.*» -all", "ip4:192.0.0.0/16 -all"],
  ["ip4-wildcard", "ip4:«192.0.2.x» -all", "ip4:192.0.2.0/24 -all"],
  ["ip4-wildcard", "ip4:«192.*.2.1» -all"],
  ["ip4-range", "«ip4:192.0.2.4 - 192.0.2.7» -all", "ip4:192.0.2.4/30 -all"],
  ["ip4-range", "ip4:«192.0.2.1-3» -all", "ip4:192.0.2.1 ip4:192.0.2.2/31 -all"],
  ["ip4-range", "ip4:«192.0.2.9-192.0.2.1» -all"],
  ["ip4-netmask", "«ip4:192.0.2.0 255.255.255.0» -all", "ip4:192.0.2.0/24 -all"],
  ["ip4-netmask", "ip4:192.0.2.0«/0.0.0.255» -all", "ip4:192.0.2.0/24 -all"],
  ["ip4-netmask", "ip4:192.0.2.0«/255.0.255.0» -all"],
  ["ip4-netmask", "mx«/255.255.255.0» -all", "mx/24 -all"],
  ["ip4-trailing-dot", "ip4:«192.0.2.0.»/24 -all", "ip4:192.0.2.0/24 -all"],
  ["cidr-out-of-range", "a«/64» -all"],
  ["cidr-out-of-range", "mx/24«//129» -all"],
  ["cidr-out-of-range", "ip6:2001:db8::«/129» -all"],
  ["cidr-leading-zero", "a«/024»//64 -all", "a/24//64 -all"],
  ["cidr-leading-zero", "ip6:2001:db8::«/032» -all", "ip6:2001:db8::/32 -all"],
  ["cidr-malformed", "ip4:192.0.2.0«/x» -all"],
  ["cidr-malformed", "mx«/24/» -all"],
  ["cidr-not-allowed", "exists«/24» -all"],
  ["cidr-not-allowed", "redirect=_spf.example.org«/24»", "redirect=_spf.example.org"],
  ["cidr-detached", "«a /24» -all", "a/24 -all"],
  ["cidr-detached", "«ip4:192.0.2.0/ 24» -all", "ip4:192.0.2.0/24 -all"],
  ["cidr-detached", "«mx/24 /64» -all", "mx/24//64 -all"],
  ["dual-cidr-malformed", "a«/64//24» -all", "a/24//64 -all"],
  ["dual-cidr-malformed", "mx«//64/24» -all", "mx/24//64 -all"],
  ["dual-cidr-malformed", "ip4:192.0.2.0«//24» -all"],
  ["a-or-mx-with-ip", "mx:«192.0.2.0»/24 -all", "ip4:192.0.2.0/24 -all"],
  ["a-or-mx-with-ip", "a:«2001:db8::1»//64 -all", "ip6:2001:db8::1/64 -all"],
  ["a-or-mx-with-ip", "a:«192.0.2.*» -all"],
  ["include-without-domain", "«include» -all"],
  ["include-without-domain", "mx «-include:»"],
  ["domain-missing", "«exists» -all"],
  ["domain-missing", "«ptr:» -all"],
  ["domain-is-url", "include:«https://example.net» -all"],
  ["domain-is-url", "include:«example.net/spf» -all", "include:example.net -all"],
  ["domain-is-url", "redirect=«http://_spf.example.net/x»", "redirect=_spf.example.net"],
  ["domain-is-address", "mx: include:«postmaster@example.net» -all", "mx: include:example.net -all"],
  ["domain-is-address", "redirect=«postmaster@example.net»"],
  ["domain-is-ip", "redirect=«192.0.2.1»"],
  ["domain-is-ip", "include:«2001:db8::1» -all", "ip6:2001:db8::1 -all"],
  ["domain-single-label", "include:«localhost» -all"],
  ["domain-single-label", "redirect=«spf.»"],
  ["domain-empty-label", "a:«.»mail.example.org -all"],
  ["domain-empty-label", "a:mail.example«..» -all", "a:mail.example -all"],
  [
    "domain-label-too-long",
    "include:«a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.example» -all",
  ],
  ["domain-bad-toplabel", "include:«example.123» -all"],
  ["domain-wildcard", "include:«*».example.org -all"],
  ["domain-wildcard", "mx:mail«*».example.org/24 -all"],
  ["domain-wildcard", "?exists:%{i}.«*».example.org -all"],
  ["domain-wildcard", "redirect=_spf.«*».example.org"],
  ["domain-bad-toplabel", "include:«example.c_m» -all"],
  ["all-with-argument", "mx -all«.»", "mx -all"],
  ["all-with-argument", "mx -all«/24»", "mx -all"],
  ["all-with-argument", "mx all«=»"],
  ["all-with-argument", "mx all«:x»"],
  ["redirect-duplicate", "redirect=a.example «REDIRECT=a.example»", "redirect=a.example"],
  ["exp-duplicate", "-all exp=a.example «exp=a.example»", "-all exp=a.example"],
  ["modifier-empty", "-all «exp=»"],
  ["modifier-empty", "«redirect»"],
  ["modifier-misspelt", "«redirekt»=_spf.example.org"],
  ["modifier-misspelt", "mx -all «explanation»=explain.example.org"],
  ["macro-bad-letter", "exists:«%{q}».«%{x}».example.org -all"],
  ["macro-bad-letter", "include:«%{}».example.org -all"],
  ["macro-bad-transformer", "exists:«%{i!}».example.org -all"],
  ["macro-zero-digit", "exists:«%{l0r}».example.org -all"],
  ["macro-percent", "mx exists:100«%».example.org -all"],
  ["macro-percent", "foo=«%»x -all"],
  ["macro-unclosed", "mx redirect=«%{d»"],
  ["macro-exp-only", "exists:«%{t}».example.org -all"],
  ["macro-in-ip", "ip6:«%{i}/64» -all"],
  ["macro-bad-toplabel", "exists:«%{i}.» -all"],
  ["macro-bad-toplabel", "include:«%{d}-1» -all"],
  ["macro-missing-percent", "include:«{d2}».example.org -all"],
  ["syntax-error-after-all", "mx -all «foo»:bar"],
  ["syntax-error-after-all", "mx -all «include: _spf.example.org»", "mx -all include:_spf.example.org"],
  ["syntax-error-after-all", "mx ~all ip4:«192.0.2.*»", "mx ~all ip4:192.0.2.0/24"],
  ["spf-syntax", "mx «-»"],
  ["spf-syntax", "mx «!» -all"],
];

describe.each(VARIANTS.map(([rule, terms, right]) => ({ rule, terms, right })))("$rule in $terms", ({ rule, terms, right }) => {
  const text = `v=spf1 ${terms.replaceAll(/[«»]/g, "")}`;
  const own = faultsOf(text).filter((fault) => fault.rule === rule);
  const spans = [...terms.matchAll(/«([^»]*)»/g)].map((match) => match[1]);

  it("is found at its place", () => {
    expect(own.map(({ span }) => text.slice(span.start, span.end))).toEqual(spans);
    for (const { message } of own) expect(message).toMatch(/^[a-z0-9"].*[^.]$/s);
  });

  it("is the only error of all rules", () => {
    const others = new Set(faultsOf(text).map((fault) => fault.rule));
    const errors = errorsIn(text);
    expect(errors.filter((id) => id === rule)).toHaveLength(spans.length);
    expect(errors.filter((id) => !others.has(id))).toEqual([]);
  });

  it(right === undefined ? "needs a decision" : "is mended", () => {
    const [first] = own;
    const fixed = first?.fix && applyEdits(text, first.fix.edits);
    expect(fixed?.slice("v=spf1 ".length)).toBe(right);
    if (fixed === undefined) return;
    expect(faultsOf(fixed).filter((fault) => fault.rule === rule)).toEqual([]);
    expect(errorsIn(fixed).filter((id) => !errorsIn(text).includes(id))).toEqual([]);
    if (faultsOf(text).length === 1) expect(parseRecord(fixed).problems).toEqual([]);
  });
});

/** The rules of all errors in a zone with the record. */
function errorsIn(text: string): FaultRule[] {
  const written = text.replaceAll(/[^ -~]/g, (character) => `\\${String(character.charCodeAt(0)).padStart(3, "0")}`);
  // Strings have 255 octets at most.
  const strings = written.match(/(?:\\[0-9]{3}|.){1,200}/g)?.map((piece) => `"${piece}"`) ?? [];
  const { findings } = checkExample({}, `$TTL 1h\n@ TXT ( ${strings.join("\n")} )\n`, ALL_RULES);
  return findings.filter(({ severity }) => severity === "error").map(({ rule }) => rule as FaultRule);
}

// --------------------------------------------------------------------------------------------------------------------------

/** Records that nothing is wrong with, though they look like one of the rules. */
const RIGHT: readonly string[] = [
  "ip4:192.0.2.1  ip4:192.0.2.2 -all",
  "exists:%{l,}.example.org -all",
  "exists:%{i}._spf.%{d2} exists:%{ir}.%{v}.%{l1r-}.lp._spf.%{d} -all",
  "exists:%{i/}.example.org a:%{h}/24//64 -all",
  "exists:100%%.example.org exists:a%_b%-c.example.org -all",
  "include:_spf.your-server.de include:yourshop.example.mx include:your.basketball a:my-host.example.net -all",
  "exists:%{l1r-}.example.mx redirect=spf.example.mx",
  "a=rsa-sha256 mx=yes ptr= ext=1 address=street -all",
  "include:your-shop.example include:yours.example a:myhost.example.org -all",
  "include:_spf.tld.example include:placeholders.example -all",
  "ra=postmaster rp=100 rr=all -all",
  "v2=1 foo=a;b,c bar= moo=%{c} -all",
  "ip=x x=192.0.2.1 -all".replace("ip=x ", ""),
  "default=-all mx",
  "mx redirect=_spf.example.org",
  "exp=explain._spf.%{d} -all",
  "-all exp=explain.example.org",
  "-all redirect=_spf.example.org",
  "INCLUDE:_spf.example.org MX -ALL",
  "a:ip4.example.org a:redirect.example.org include:all.example.org mx:a -all".replace("mx:a ", "mx "),
  "include:example.org.all a:x-all.example include:buy-it.all-in.example -all",
  "?all +mx ~a -ptr",
  "ip4:0.0.0.0/0 ip4:10.0.0.0/8 ip4:255.255.255.255/32 ip6::: ip6:::/0 -all",
  "ip6:::ffff:192.0.2.1 ip6:a:b::c/128 -all",
  "a/24 a//64 a/24//64 a/0//0 a/32//128 mx:example.org/24//64 -all",
  "include:example.org. redirect=_spf.example.org.",
  "include:xn--mller-kva.example include:example.xn--p1ai -all",
  "include:1.2.3.4.example a:4.3.2.1.in-addr.arpa -all",
  "a:foo_bar.example.org include:_a._b.example.org -all",
  "include:%{d}._spf.example.org include:%{o} -all",
  "ptr ptr:example.org -all",
  "include:a.b.c.d.e.f.g.h.example -all",
  `a:${"x".repeat(63)}.example -all`,
  "-all",
  "",
];

describe("records that are right", () => {
  it.each(RIGHT)("%j", (terms) => {
    expect(marked(terms)).toEqual([]);
    expect(parseRecord(`v=spf1 ${terms}`).problems).toEqual([]);
  });

  // One near miss for each rule whose finding has an own neighbour: another rule owns it.
  it.each([
    ["a\u00a0mx -all", "nonbreaking spaces are the writing's"],
    ["mx v=spf1 -all", "so are two records in one"],
  ])("leaves %j: %s", (terms) => {
    expect(marked(terms).filter((found) => !found.startsWith("spf-syntax "))).toEqual([]);
  });
});

/** Pairs that are told apart: what looks like the first rule is the second. */
const TOLD_APART: readonly (readonly [terms: string, not: FaultRule, but: FaultRule])[] = [
  ["ip4:192.0.2.1,x -all", "ip4-not-an-address", "comma-separator"],
  ["ip4:192.0.2.1;mx -all", "ip4-not-an-address", "semicolon-in-record"],
  ["-all<br>", "all-with-argument", "html-residue"],
  ["mx&nbsp;-all", "semicolon-in-record", "html-residue"],
  ["exists:{i}.example.org -all", "placeholder", "macro-missing-percent"],
  ["exists:{ip}.example.org -all", "macro-missing-percent", "placeholder"],
  ["-all p=none;", "semicolon-in-record", "foreign-tags"],
  ["redirect=", "space-after-colon", "modifier-empty"],
  ["include: mx -all", "space-after-colon", "include-without-domain"],
  ["ip4: -all", "space-after-colon", "ip4-not-an-address"],
  ["a mail.example.org -all", "colon-missing", "bare-domain"],
  ["ip:mail.example.org -all", "bare-domain", "ip-alias"],
  ["-=x -all", "qualifier-on-modifier", "spf-syntax"],
  ["+ip4=192.0.2.1 -all", "qualifier-on-modifier", "equals-for-colon"],
  ["-all= mx", "qualifier-on-modifier", "all-with-argument"],
  ["a:192.0.2.1/24 -all", "domain-bad-toplabel", "a-or-mx-with-ip"],
  ["mx:example.org/33 -all", "dual-cidr-malformed", "cidr-out-of-range"],
  ["mx:example.org/33//64 -all", "dual-cidr-malformed", "cidr-out-of-range"],
  ["a:mail /24 -all", "domain-single-label", "cidr-detached"],
  ["ip4:192.0.2.0/255.255.255.0 -all", "cidr-malformed", "ip4-netmask"],
  ["ip4:300.0.2.01 -all", "ip4-leading-zero", "ip4-octet-range"],
  ["ip4:192.0.2.-all", "ip4-incomplete", "ip4-not-an-address"],
  ["ip4:192.0.2-3 -all", "ip4-incomplete", "ip4-range"],
  ["exists:%{i}.example.org%{x} -all", "macro-bad-toplabel", "macro-bad-letter"],
  ["exists:%{i}%.example.org -all", "macro-unclosed", "macro-percent"],
  ["ip4:%{i -all", "macro-unclosed", "macro-in-ip"],
  ["include:mail.example.org:25 -all", "mechanism-doubled", "domain-bad-toplabel"],
  ["redirct=_spf.example.org", "unknown-mechanism", "modifier-misspelt"],
  ["mx -all redirect=", "syntax-error-after-all", "modifier-empty"],
  ["mx -all exp:x.example", "syntax-error-after-all", "colon-for-equals"],
  ["mx -all, ip4:192.0.2.1", "syntax-error-after-all", "comma-separator"],
  ["--all ip4:x", "syntax-error-after-all", "qualifier-doubled"],
  ["redirect=a.example exp=a.example -all exp=b.example", "redirect-duplicate", "exp-duplicate"],
  ["redirect=a.example redirect=b.example -all exp=c.example", "exp-duplicate", "redirect-duplicate"],
];

describe("what is told apart", () => {
  it.each(TOLD_APART)("%j is no %s but %s", (terms, not, but) => {
    const found = faultsOf(`v=spf1 ${terms}`).map(({ rule }) => rule);
    expect(found).toContain(but);
    expect(found).not.toContain(not);
  });
});

describe("several things at once", () => {
  it("are one finding each", () => {
    expect(marked("a; mx:192.0.2.1; ip4=192.0.2.2 -al")).toEqual([
      "semicolon-in-record ; mx:192.0.2.1;",
      "a-or-mx-with-ip 192.0.2.1",
      "equals-for-colon ip4=192.0.2.2",
      "unknown-mechanism al",
    ]);
  });

  it("leave out what a word behind a space seems to say", () => {
    expect(errorsIn("v=spf1 mx - all")).toEqual(["space-after-qualifier"]);
    expect(errorsIn("v=spf1 mx + all")).toEqual(["space-after-qualifier"]);
    expect(errorsIn("v=spf1 ip4:192.0.2.1 - 192.0.2.9 -all")).toEqual(["ip4-range"]);
  });

  it("say of a text that is no record only that", () => {
    expect(faultsOf("hello; world, ip4=192.0.2.1").map(({ rule }) => rule)).toEqual(["spf-syntax"]);
  });

  it("point to the first of two modifiers", () => {
    const [fault] = faultsOf("v=spf1 redirect=a.example redirect=b.example");
    expect(fault?.related).toEqual([{ span: { start: 7, end: 25 }, message: "the first redirect=" }]);
  });

  it("are not mended where everyone could send afterwards", () => {
    for (const terms of ["mx all:x", "mx + all", "mxall", "mx al"])
      expect(faultsOf(`v=spf1 ${terms}`).map(({ fix }) => fix)).toEqual([undefined]);
  });
});

describe("claims of fixes", () => {
  const claimOf = (terms: string) => faultsOf(`v=spf1 ${terms}`).map(({ fix }) => fix?.claim);

  it("are those of a repair where the record was broken", () => {
    expect(claimOf("ip4=192.0.2.1 mx; -all")).toEqual([{ kind: "repair" }, { kind: "repair" }]);
  });

  it("name the network that becomes authorised", () => {
    expect(claimOf("ip4=192.0.2.0/24 -all")).toEqual([
      { kind: "networks", networks: [{ address: parseIp("192.0.2.0"), prefix: 24 }] },
    ]);
  });

  it("are none where that depends on DNS", () => {
    expect(claimOf("include=_spf.example.org -all")).toEqual([undefined]);
    expect(claimOf("include:https://example.org -all")).toEqual([undefined]);
  });

  it("say that tags without a meaning change nothing", () => {
    expect(claimOf("-all p=none")).toEqual([{ kind: "nothing" }]);
  });
});
