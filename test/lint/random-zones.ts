/** Zone files made at random of what rules look for: names that meet, targets that are there or not, texts that are nearly right. */
import { createRandom } from "../../bench/zone-generators.js";
import { ALL_RULES } from "../../src/lint/registry.js";

export interface ZoneMaker {
  /** Files by their names, each for the zone that it is named after. */
  files(): Record<string, string>;
}

export function createZoneMaker(seed: number): ZoneMaker {
  const random = createRandom(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const pick = <Item>(items: readonly [Item, ...Item[]]): Item => items[below(items.length)] ?? items[0];
  const times = <Item>(count: number, make: () => Item): Item[] => Array.from({ length: count }, make);
  const base64 = (octets: number): string => Buffer.from(times(octets, () => below(256))).toString("base64");
  const texts = createTextMaker(below, pick, times, base64);

  // A zone has few names, so that its records meet.
  let near: readonly [string, ...string[]] = ["@"];
  let isBroken = false;
  const owner = (): string => (random() < 0.7 ? pick(near) : pick(OWNERS));
  const target = (): string =>
    pick([() => pick(near), () => pick(near), () => pick(TARGETS), () => pick(["nope", "nope.sub"])])();
  const data = (): string =>
    pick([
      () => `A ${pick(IP4)}`,
      () => `AAAA ${pick(IP6)}`,
      () => `NS ${target()}`,
      () => `MX ${pick(["0", "10", "20"])} ${target()}`,
      () => `CNAME ${target()}`,
      () => `TXT ${texts()}`,
      () => `TXT ${texts()}`,
      () => `SRV 0 1 993 ${target()}`,
      () => `PTR ${target()}`,
      () =>
        `DS 123 ${pick(["13", "13", "8", "5", "0", "253"])} ${pick([`2 ${"AB".repeat(32)}`, `1 ${"CD".repeat(20)}`, `4 ${"EF".repeat(48)}`])}`,
      () => `TYPE59 \\# 24 007b ${pick(["0d", "05"])} 01 ${"AB".repeat(20)}`,
      () => `${pick(["HTTPS 1", "SVCB 0", "KX 1", "AFSDB 1", 'NAPTR 1 1 a x ""'])} ${target()}`,
      () => pick(RARE),
    ])();
  const record = (): string => {
    const name = random() < 0.15 ? "" : owner();
    const ttl = random() < 0.15 ? pick(["300", "1h", "10", "0", "2w", "30d"]) : "";
    return `${name} ${ttl} IN ${data()}`;
  };
  const line = (): string => {
    const kind = random();
    if (kind < 0.8) return record();
    if (kind < 0.92) return pick(EXAMPLE_LINES);
    return isBroken && kind > 0.98 ? pick(BROKEN_LINES) : pick(OTHER_LINES);
  };
  const zone = (): string => {
    near = ["@", ...times(6, () => pick(OWNERS))];
    isBroken = random() < 0.15;
    const soa = random() < 0.8 ? "@ 3600 IN SOA ns1 hostmaster 1 2h 15m 2w 1h" : "";
    const servers = random() < 0.6 ? "@ IN NS ns1\n@ IN NS ns2.example.net." : "";
    const lines = times(3 + below(random() < 0.2 ? 60 : 14), () => line());
    return [random() < 0.5 ? "$TTL 1h" : "", soa, servers, ...lines, ""].join("\n");
  };
  return {
    files() {
      const files: Record<string, string> = { "example.org.zone": zone() };
      for (const [name, share] of OTHER_FILES) if (random() < share) files[name] = zone();
      return files;
    },
  };
}

// --------------------------------------------------------------------------------------------------------------------------

type Names = readonly [string, ...string[]];

const OWNERS: Names = [
  ...([
    "@",
    "www",
    "mail",
    "Mail",
    "ns1",
    "ns2",
    "a",
    "b",
    "a.b",
    "*",
    "*.b",
    "sub",
    "ns1.sub",
    "x.sub",
    "deep.a.b.c",
  ] as const),
  ...["_dmarc", "_dmarc.b", "s._domainkey", "S._DomainKey", "_s._tcp", "_spf", "_mta-sts", "_smtp._tls", "default._bimi"],
  ...["_adsp._domainkey", "_domainkey", "example.net._report._dmarc", "1.2.3.4", "10", "example.org", "mail.example.org"],
  ...["a_b", "-x", "xn--mnchen-3ya", "xn--a", "\\228x", "a\\.b", "b\\@c", "localhost", "mail.sub", "ns1.x.sub"],
];
const TARGETS: Names = [
  ...OWNERS,
  ...["mail.example.org.", "mail.example.net.", "ns.other.test.", "192.0.2.1.", "2001:db8::1", ".", "v=spf1", "example.org."],
  ...[
    "mail.example.org.example.org.",
    "nope",
    "nope.sub",
    "MAIL",
    "sub.example.org.",
    "ns1.sub.example.org.",
    "_x.example.net.",
  ],
];
const IP4: Names = ["192.0.2.1", "10.0.0.1", "45.1.2.3", "127.0.0.2", "127.0.0.1", "100.64.0.1", "172.16.2.2", "224.0.0.1"];
const IP6: Names = ["2001:db8::1", "2a01::1", "fe80::1", "::1", "fd00::1", "64:ff9b::1", "ffff:ffff::1"];
const RARE: Names = [
  ...(["DNAME other.test.", 'CAA 0 issue "x"', 'SPF "v=spf1 -all"', "HINFO a b", "TYPE65280 \\# 1 00"] as const),
  ...["SOA ns1 host 1 1h 1h 1w 300", "NSEC a A", 'TXT "a\\098"', "MX 10 a\\.b", "TXT word more", "TXT \\# 2 0161"],
];
const OTHER_LINES: Names = [
  ...(["; comment", "$TTL 30", "$TTL 1h", "$TTL 3w", "$ORIGIN sub", "$ORIGIN example.org.", "$ORIGIN b.example.org."] as const),
  ...["$ORIGIN example.org", "$GENERATE 1-3 h$ A 192.0.2.$", "$GENERATE 1-2 g$ MX 10 h$", "$GENERATE 1-2 d$ NS h$"],
];
const BROKEN_LINES: Names = ["broken", "www A 1.2.3"];
/** The lines of what the rules show as wrong. */
const EXAMPLE_LINES: Names = [
  "",
  ...ALL_RULES.flatMap(({ docs }) => docs.bad.replaceAll(/[«»]/g, "").split("\n")).filter((line) =>
    /^[^;$\s][^()]*$/.test(line),
  ),
];
const OTHER_FILES = [
  ["sub.example.org.zone", 0.2],
  ["example.net.zone", 0.1],
  ["org.zone", 0.05],
  ["2.0.192.in-addr.arpa.zone", 0.05],
] as const;

const TERMS: Names = [
  ...(["a", "a", "mx", "mx", "ptr", "all", "-all", "~all", "?all", "+all", "ip4:192.0.2.1", "ip4:10.0.0.0/8"] as const),
  ...["ip4:1.2.3.4/33", "ip4:1.2.3.4/0", "ip4:1.2.3", "ip4:1.2.3.04", "ip6:2001:db8::/32", "ip6:::1", "ip6:zz", "ip6:1::2::3"],
  ...["include:_spf.example.org", "include:_spf.example.net", "include:mail.other.test", "include:a", "include:x..test"],
  ...[
    "a:mail.example.org",
    "a:mail.example.org/24",
    "a/24",
    "mx/24//64",
    "mx:example.org",
    "exists:%{i}.example.org",
    "a//129",
  ],
  ...["redirect=_spf.example.org", "redirect=_spf.other.test", "exp=e.example.org", "foo=bar", "ip4=1.2.3.4", "A", "-ALL"],
  ...["include:", "include:other.test.", "include:-x.test", "include:o_k.test", "", "unknown"],
];
const TAGS: Names = [
  ...(["p=none", "p=reject", "p=NONE", "p=foo", "sp=none", "rua=mailto:a@example.org", "rua=a@b.test", "rua="] as const),
  ...["rua=mailto:a@b.test,mailto:c@d.test!10m", "ruf=mailto:x@y.test", "pct=100", "pct=50", "adkim=r", "aspf=x", "fo=0:d"],
  ...["fo=z", "ri=3600", "t=y", "np=reject", "x=1", "p", "", "k=rsa", "k=ed25519", "h=sha1", "s=email", "n=note", "p=", "g=*"],
];
const OTHER_TEXTS: Names = [
  ...(["v=STSv1; id=20260101", "v=TLSRPTv1; rua=mailto:a@b.test", "v=BIMI1; l=https://x.test/a.svg; a=", "v=1"] as const),
  ...["spf2.0/pra a", "hello", "site-verification=abc", "verification=v", "dkim=all", "o=~", "t=y; o=~", "spf1 a", "-spf", ""],
  ...["v=spf1", "v=spf10 a", "V=SPF1 A -ALL", " v=spf1 a", "v=spf1  a  -all ", "sfp1 a", "v sp1", "vspf1", "9spf1", "psf1 a"],
];

function createTextMaker(
  below: (limit: number) => number,
  pick: <Item>(items: readonly [Item, ...Item[]]) => Item,
  times: <Item>(count: number, make: () => Item) => Item[],
  base64: (octets: number) => string,
): () => string {
  const tags = (version: string): string => [version, ...times(below(5), () => pick(TAGS))].join(pick(["; ", ";", " ; "]));
  const key = (): string => pick([() => rsaKey(2048), () => rsaKey(1024), () => base64(32), () => base64(44)])();
  const rsaKey = (bits: number): string => {
    const modulus = Buffer.from(times(bits / 8, () => below(256)));
    modulus[0] = (modulus[0] ?? 0) | 0x80;
    const integer = der(0x02, Buffer.concat([Buffer.of(0), modulus]));
    return der(0x30, Buffer.concat([integer, Buffer.from("0203010001", "hex")])).toString("base64");
  };
  const text = (): string =>
    pick([
      () => `v=spf1${times(below(6), () => ` ${pick(TERMS)}`).join("")}`,
      () => `v=spf1${times(below(4), () => ` ${pick(TERMS)}`).join("")} -all`,
      () => tags(pick(["v=DMARC1", "v=DMARC1; p=none", "v=dmarc1", "p=none"])),
      () => tags(`v=DKIM1; k=${pick(["rsa", "ed25519", "foo"])}; p=${key()}`),
      () => `v=DKIM1; k=${pick(["rsa", "ed25519"])}; p=${key()}`,
      () => pick(OTHER_TEXTS),
    ])();
  const mutated = (whole: string): string => {
    if (whole === "" || below(10) < 7) return whole;
    const at = below(whole.length);
    const other = String.fromCharCode(32 + below(95));
    return pick([
      whole.slice(0, at) + whole.slice(at + 1),
      whole.slice(0, at) + other + whole.slice(at),
      whole.slice(0, at),
      whole.toUpperCase(),
      `${whole};`,
    ]);
  };
  return () => {
    const whole = mutated(text());
    const at = whole.length > 250 ? 250 : below(whole.length + 1);
    if (whole.length <= 250 && below(10) < 7) return quote(whole);
    const halves = [quote(whole.slice(0, at)), quote(whole.slice(at))] as const;
    return below(3) === 0 ? `( ${halves[0]} ; comment\n  ${halves[1]} )` : halves.join(" ");
  };
}

function quote(text: string): string {
  return `"${text.replaceAll(/["\\]/g, "\\$&")}"`;
}

function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const header = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.of(tag, ...header), content]);
}
