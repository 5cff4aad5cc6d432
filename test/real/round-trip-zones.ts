/** The zones of this repository, each as a file that a name server can load: what is a fragment gets a SOA and an NS record. */
import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { DomainName } from "../../src/base/name.js";
import { exampleFiles } from "../../src/lint/example.js";
import { ALL_RULES } from "../../src/lint/registry.js";
import { type ParsedZone, originFromFileName, parseZone } from "../../src/zone/index.js";
import { VALID } from "../zone/rdata-support.js";

export interface ZoneText {
  /** Where it is from, for people. */
  readonly name: string;
  readonly origin: DomainName;
  /** One octet a character. */
  readonly text: string;
}

const ROOT = new URL("../../", import.meta.url);

/** What makes a fragment a zone that servers load. The name server is elsewhere, so it needs no address. */
const APEX = "@ 3600 IN SOA ns.other.test. root.other.test. 1 7200 3600 1209600 900\n@ 3600 IN NS ns.other.test.\n";

/** Zones that our parser reads without an error. */
export function validZones(): ZoneText[] {
  return [...zonesOfFiles(), ...zonesOfRules(), zoneOfAllTypes()].filter((zone) => !hasErrors(read(zone)));
}

export function read({ text, origin, name }: ZoneText): ParsedZone {
  return parseZone(Buffer.from(text, "latin1"), { file: name, origin });
}

export function hasErrors(zone: ParsedZone): boolean {
  return zone.problems.some(({ severity }) => severity === "error");
}

// --------------------------------------------------------------------------------------------------------------------------

function zonesOfFiles(): ZoneText[] {
  return ["zones", "examples", "test"].flatMap((folder) =>
    readdirSync(new URL(`${folder}/`, ROOT), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".zone"))
      .toSorted()
      .map((file) => {
        const path = `${folder}/${file}`;
        const text = readFileSync(fileURLToPath(new URL(path, ROOT)), "latin1");
        return whole(path, originFromFileName(file), text);
      }),
  );
}

function zonesOfRules(): ZoneText[] {
  return ALL_RULES.flatMap(({ id, docs }) =>
    Object.entries({ bad: docs.bad, good: docs.good, before: docs.before ?? "" }).flatMap(([kind, example]) =>
      // What DNS has of a domain is no zone.
      exampleFiles(example)
        .filter((file) => file.kind !== "domain")
        .map(({ name, text }) =>
          whole(`${id}, ${kind}: ${name}`, originFromFileName(name), Buffer.from(text).toString("latin1")),
        ),
    ),
  );
}

/** Data of every type that has a text form, each record at a name of its own. */
function zoneOfAllTypes(): ZoneText {
  const lines = VALID.filter(
    ({ text }) => !text.startsWith("SOA ") && !isRefusedByBind(text) && text !== REWRITTEN_BY_BIND,
  ).map(recordOfItsOwn);
  return whole("every type", originFromFileName("example.org"), `$TTL 1h\n${lines.join("")}`);
}

/** A record of `test/zone/rdata-valid.txt` at a name of its own. */
export function recordOfItsOwn({ text }: { readonly text: string }, index: number): string {
  return `r${index} ${text}\n`;
}

/** Data that RFCs allow and named-compilezone 9.18 does not read (docs/zone-format.md, "Record data: what we decide"). */
export function isRefusedByBind(text: string): boolean {
  return REFUSED_BY_BIND.some((pattern) => pattern.test(text));
}

/** The last second of the 32 bits, in 2106, which named-compilezone writes as one of 1969 (docs/zone-format.md). */
export const REWRITTEN_BY_BIND = "RRSIG NSEC ED25519 0 0 21060207062815 19700101000000 0 . AQID";

const REFUSED_BY_BIND: readonly RegExp[] = [
  /^(?:MD|MF|UNSPEC|CLA|IPN) /,
  /^HTTPS .* ohttp$/,
  // No key, and a gateway of type 4.
  /^IPSECKEY 255 1 0 192\.0\.2\.38$/,
  /^IPSECKEY \\# 6 0a0402abcdef$/,
];

/**
 * Zones that named-compilezone refuses to write, by name, with what it says. They are wrong in what they say, which is the matter of our
 * rules and not of the parser.
 */
export const REFUSED_ZONES: readonly (readonly [name: RegExp, complaint: RegExp])[] = [
  [/^apex-without-ns, bad/, /has no NS records/],
  [/^ds-at-apex, bad/, /DS record at top of zone/],
  [/^ns-without-address, bad/, /has no address records/],
  [/^second-dname, bad/, /multiple RRs of singleton type/],
  [/^wildcard-unsafe-type, bad/, /invalid NS owner name \(wildcard\)/],
];

function whole(name: string, origin: DomainName | undefined, text: string): ZoneText {
  const zone = { name, origin: origin ?? DomainName.root, text };
  const { isFragment, origin: apex = zone.origin } = read(zone);
  return isFragment ? { ...zone, text: `${APEX}${text}` } : { ...zone, origin: apex };
}
