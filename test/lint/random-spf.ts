/**
 * Estates whose SPF records are nearly plain: right ones with one thing or two that some rule reports, or just does not, and names that
 * have what the records ask for, or just not.
 */
import { createRandom } from "../../bench/zone-generators.js";
import type { ZoneMaker } from "./random-zones.js";

export function createSpfZoneMaker(seed: number): ZoneMaker {
  const random = createRandom(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const chance = (share: number): boolean => random() < share;
  const pick = <Item>(items: readonly [Item, ...Item[]]): Item => items[below(items.length)] ?? items[0];
  const numbered = (count: number, make: (index: number) => string): string[] =>
    Array.from({ length: count }, (_, n) => make(n));

  const far = (index: number): string => `45.${below(250)}.${index * 2}.${below(255)}`;
  const own = (): string => pick(["a", "b", "c", "mail", "w.a", "gone", "_spf", "sub", "x.sub"]);
  const zoneName = (): string =>
    pick(["example.org", "example.org", "example.org", "example.net", "sub.example.org", "other.test"]);

  const plainTerms = (): string[] => [
    ...(chance(0.4) ? ["a"] : []),
    ...(chance(0.4) ? ["mx"] : []),
    ...numbered(below(4), (index) => `ip4:${far(index)}`),
    ...(chance(0.3) ? [`ip4:46.${below(256)}.0.0/24`] : []),
    ...numbered(below(3), (index) => `include:_spf${index}.provider.test`),
  ];

  /** Each changes the terms, in place. */
  const twists: readonly [(terms: string[]) => void, ...((terms: string[]) => void)[]] = [
    (terms) => terms.push(pick(["a", "mx", terms[0] ?? "a", terms.at(-1) ?? "mx", `${terms[0] ?? "ip4:45.9.9.9"}/32`])),
    (terms) => terms.push(...pick(NEIGHBOURS)),
    (terms) => terms.push(...pick(NEIGHBOURS).toReversed()),
    (terms) => terms.splice(below(terms.length + 1), 0, pick(NETWORKS)),
    (terms) => terms.splice(below(terms.length + 1), 0, pick(NETWORKS6)),
    (terms) => terms.push(`ip4:45.${below(256)}.${below(256)}.${below(256)}/${below(33)}`),
    (terms) => terms.push(...numbered(2 + below(4), (index) => `ip4:${60 + index}.1.0.0/${17 + below(2)}`)),
    (terms) => terms.push(...numbered(4 + below(8), (index) => `include:i${index}.provider.test`)),
    (terms) => terms.push(...numbered(13 + below(8), (index) => `ip4:47.${index}.${below(256)}.1`)),
    (terms) => terms.push(`include:${pick(["x", "y"]).repeat(1 + below(63))}.${"z".repeat(1 + below(62))}.test`),
    (terms) => terms.push(...numbered(2, (index) => `include:${`${"l".repeat(56 + below(4))}.`.repeat(3)}t${index}.test`)),
    (terms) => terms.push(`include:${pick(NAMES)}`),
    (terms) => terms.push(`include:${own()}.${zoneName()}`),
    (terms) => terms.push(`${pick(["a", "mx", "exists"])}:${own()}.${zoneName()}`),
    (terms) => terms.push(pick(["a/24", "a/8", "mx/16", "a//64", "a//16", "mx/24//48", "a/23", "mx//63"])),
    (terms) => terms.push(pick(["ptr", "exp=e.example.org", "redirect=_spf.example.org", "foo=bar", "exists:%{i}.x.test"])),
    (terms) => terms.push(pick(["-", "~", "?", "+"]) + (terms.pop() ?? "a")),
    (terms) => terms.push(`${pick(["-", "~", "?"])}${pick(["a", "mx", "ip4:48.1.2.3", "include:_spf.provider.test"])}`),
    (terms) => void terms.splice(0, terms.length),
  ];
  const ending = (): string =>
    chance(0.75)
      ? pick(["-all", "~all"])
      : pick(["?all", "+all", "all", "", "-all -all", "-all a", "-ALL", "-all ", "redirect=b.example.org"]);
  const spf = (): string => {
    const terms = plainTerms();
    for (let left = below(3); left > 0; left--) pick(twists)(terms);
    return chance(0.04) ? ["v=spf1", ...terms, ending()].join("  ") : ["v=spf1", ...terms, ending()].join(" ").trimEnd();
  };
  const quoted = (text: string): string => {
    const at = text.length > 255 ? 255 - below(3) : below(text.length + 1);
    if (text.length <= 255 && chance(0.9)) return `"${text}"`;
    const rest = text.slice(at);
    return rest.length > 255
      ? `"${text.slice(0, at)}" "${rest.slice(0, 250)}" "${rest.slice(250)}"`
      : `"${text.slice(0, at)}" "${rest}"`;
  };
  const shared = numbered(3, () => spf());

  const dmarc = (): string =>
    `v=DMARC1; p=${pick(["none", "quarantine", "reject"])}${chance(0.6) ? `; rua=mailto:d@${pick(["", "b."])}${zoneName()}` : ""}`;
  const ttl = (): string => (chance(0.15) ? `${pick([0, 30, 59, 60, 61, 299, 300, 301, 604800, 604801])} ` : "");

  /** What a name has: an SPF record, and what it asks for or just not. */
  const node = (name: string): string[] => {
    const lines = [`${name} ${ttl()}TXT ${quoted(chance(0.3) ? pick(["v=spf1 a mx -all", ...shared]) : spf())}`];
    const add = (share: number, line: string): void => void (chance(share) && lines.push(`${name} ${ttl()}${line}`));
    add(0.6, `A ${pick(["45.1.1.1", "45.1.1.2", "10.0.0.1"])}`);
    add(0.2, "AAAA 2a01::1");
    add(0.6, `MX 10 ${pick(["mail", "a", "gone", "mail.example.net.", "mx.other.test."])}`);
    add(0.1, "MX 0 .");
    if (chance(0.06)) lines.push(...numbered(9 + below(3), (index) => `${name} MX ${index} m${index}`));
    add(0.06, 'TXT "v=spf1 -all"');
    add(0.1, 'TXT "site-verification=abc"');
    add(0.06, `TXT "${"long text ".repeat(25)}" "${"more ".repeat(below(50))}"`);
    add(0.06, `TXT "${"other text".repeat(25)}"`);
    add(0.03, 'SPF "v=spf1 -all"');
    add(0.02, "CNAME a");
    const service = name === "@" ? "_dmarc" : `_dmarc.${name}`;
    if (chance(0.3)) lines.push(`${service} TXT "${dmarc()}"`);
    if (chance(0.03)) lines.push(`${service} CNAME _dmarc`);
    return lines;
  };
  const zone = (): string => {
    const names = [
      ...new Set(
        numbered(1 + below(5), () => pick(["@", "@", "a", "b", "c", "w.a", "*", "*.b", "_spf", "mail", "A", "\\097x"])),
      ),
    ];
    return [
      `$TTL ${pick(["1h", "1h", "1h", "120"])}`,
      chance(0.9) ? "@ SOA ns1 host 1 2h 15m 2w 15m\n@ NS ns1\n@ NS ns2.example.net.\nns1 A 45.2.2.2" : "",
      ...names.flatMap(node),
      chance(0.7) ? "mail A 45.1.1.9" : "",
      chance(0.3) ? 'mail TXT "v=spf1 a -all"' : "",
      ...(chance(0.1) ? numbered(9 + below(4), (index) => `m${index} A 45.3.3.${index}`) : []),
      ...(chance(0.05) ? numbered(9 + below(4), (index) => `p PTR h${index}.example.com.`) : []),
      chance(0.1) ? "sub NS ns1.sub\nns1.sub A 45.4.4.4" : "",
      chance(0.1) ? `example.net._report._dmarc TXT "v=DMARC1"` : "",
      "",
    ].join("\n");
  };
  return {
    files() {
      const files: Record<string, string> = { "example.org.zone": zone() };
      for (const [name, share] of [
        ["example.net.zone", 0.3],
        ["sub.example.org.zone", 0.1],
        ["org.zone", 0.05],
      ] as const)
        if (chance(share)) files[name] = zone();
      if (chance(0.1)) {
        const pointers = numbered(9 + below(4), (index) => `7 PTR h${index}.example.com.`);
        files["2.0.192.in-addr.arpa.zone"] = ["$TTL 1h", ...pointers, ""].join("\n");
      }
      return files;
    },
  };
}

/** A zone whose names have nothing but an address and an SPF record of one border each, so that nothing else shows the name. */
export function spfBorderZone(): string {
  const numbered = (count: number, make: (index: number) => string): string =>
    Array.from({ length: count }, (_, index) => make(index)).join(" ");
  const borders = [
    ...NEIGHBOURS.flatMap((terms) => [terms.join(" "), terms.toReversed().join(" ")]),
    ...NETWORKS,
    ...NETWORKS6,
    ...NAMES.map((name) => `include:${name}`),
    ...["a a", "mx", "a mx", "~a", "-ip4:45.1.1.1 a", "?include:_spf.provider.test", "a/24", "a:a.example.org", "ptr", ""],
    ...[6, 7, 8, 9, 10, 11].map((count) => numbered(count, (index) => `include:i${index}.test`)),
    ...[2, 15, 16, 17].map((count) => numbered(count, (index) => `ip4:47.${index}.1.1`)),
    ...[2, 3, 4].map((count) => numbered(count, (index) => `ip4:${60 + index}.1.0.0/17`)),
  ];
  const records = borders.flatMap((terms, index) =>
    ["-all", "~all", "?all", "+all", ""].map((end, which) => `n${index}-${which} TXT "${`v=spf1 ${terms} ${end}`.trimEnd()}"`),
  );
  return ["$TTL 1h", ...records.flatMap((record) => [record, ` A 45.1.1.1`]), ""].join("\n");
}

// --------------------------------------------------------------------------------------------------------------------------

/** Networks that are one together, that hold each other, or are just beside that. */
const NEIGHBOURS: readonly [readonly string[], ...(readonly string[])[]] = [
  ["ip4:50.1.2.0/24", "ip4:50.1.3.0/24"],
  ["ip4:50.1.3.0/24", "ip4:50.1.4.0/24"],
  ["ip4:50.1.2.0/25", "ip4:50.1.2.128/25"],
  ["ip4:50.1.2.4", "ip4:50.1.2.5"],
  ["ip4:50.1.2.4", "ip4:50.1.2.5", "ip4:50.1.2.6", "ip4:50.1.2.7"],
  ["ip4:50.1.2.5", "ip4:50.1.2.6"],
  ["ip4:50.1.1.255", "ip4:50.1.2.0"],
  ["ip4:50.1.2.0/24", "ip4:50.1.2.77"],
  ["ip4:50.1.0.0/16", "ip4:50.1.2.0/24"],
  ["ip4:50.1.2.4/31", "ip4:50.1.2.4"],
  ["ip4:50.1.2.4", "ip4:50.1.2.4/32"],
  ["ip6:2a01:1::/48", "ip6:2a01:1:1::/48"],
  ["ip6:2a01:1::/32", "ip6:2a01:1:1::/48"],
  ["ip4:50.1.2.4", "a", "ip4:50.1.2.0/24"],
];
/** Special, shared, for documentation, wide, with host bits; and those beside them. */
const NETWORKS: readonly [string, ...string[]] = [
  ...(["10.0.0.1", "11.0.0.1", "9.255.255.255", "100.63.255.255", "100.64.0.1", "100.127.0.0/24", "127.0.0.1"] as const),
  ...["169.254.1.1", "172.15.1.1", "172.16.0.1", "172.31.0.0/24", "172.32.0.1", "172.64.1.1", "192.0.0.1", "192.0.2.25"],
  ...["192.0.3.1", "192.168.1.1", "192.169.1.1", "198.18.0.1", "198.51.100.0/24", "198.41.128.1", "203.0.113.7", "203.0.112.7"],
  ...["224.0.0.1", "223.255.255.1", "240.0.0.1", "255.255.255.255", "0.0.0.0", "1.0.0.1", "104.16.1.1", "104.15.1.1"],
  ...["151.101.1.1", "151.100.1.1", "23.235.32.0/24", "103.21.244.1", "104.0.0.0/8", "96.0.0.0/4", "199.232.0.0/15"],
  ...["45.0.0.0/8", "45.0.0.0/15", "45.0.0.0/16", "45.1.0.0/17", "45.1.0.0/20", "45.1.1.0/23", "45.1.1.1/24", "45.1.1.1/31"],
  ...[
    "45.1.1.129/25",
    "45.1.1.128/25",
    "45.1.1.4/30",
    "45.1.1.2/30",
    "0.0.0.0/0",
    "45.1.1.1/0",
    "45.1.1.1/33",
    "45.1.1",
    "45.01.1.1",
  ],
].map((network) => `ip4:${network}`) as [string, ...string[]];
const NETWORKS6: readonly [string, ...string[]] = [
  ...(["2a01::1", "2a01::/64", "2a01::/48", "2a01::/47", "2a01::/32", "2a01::/31", "2a01::/16", "2000::/3"] as const),
  ...["2001:db8::1", "2001:0db8::/48", "2001:db9::1", "2001:db7::1", "3fff:1::1", "3fff:f00::1", "3fff:1000::1", "3ffe::1"],
  ...["fe80::1", "fd00::1", "fc00::/48", "ff02::1", "::1", "::ffff:45.1.1.1", "64:ff9b::1", "2002::1", "2001::1", "100::1"],
  ...["2400:cb00::1", "2400:cb00::/32", "2606:4700::/48", "2a06:98c0::/29", "2a01::1/64", "2a01::/0", "2a01:1:1:1:1:1:1:1"],
].map((network) => `ip6:${network}`) as [string, ...string[]];
const NAMES: readonly [string, ...string[]] = [
  ...(["_cloud-netblocks.googleusercontent.com", "_cloud-netblocks12.googleusercontent.com", "spf.your-domain.com"] as const),
  ...[
    "changeme.test",
    "change-me.test",
    "example.tld",
    "a-all.test",
    "spf.example.com-all",
    "_spf.google.com",
    "localhost",
    "*.example.net",
    "x.y.z",
  ],
  ...[
    "192.0.2.1",
    "spf.test.",
    "o_k.test",
    "-x.test",
    "x-.test",
    "a..test",
    "%{d}.x.test",
    "UPPER.test",
    "xn--a.test",
    "spf.1com",
  ],
];
