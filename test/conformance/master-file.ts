/** A scenario's DNS as one master file: a zone whose apex is the root, so that every name of the scenario is in it. */
import { formatIp } from "../../src/base/ip.js";
import type { DomainName } from "../../src/base/name.js";
import { domainName } from "../../src/base/name.js";
import type { Answer, Question, RecordData } from "../../src/base/question.js";
import type { World } from "../support/openspf.js";

/**
 * Writes the file. The escapes are written here and not by the product's own printer: what the printer got wrong, the parser might
 * read back right. Names that only time out are not in it: a zone cannot say so.
 */
export function masterFile(world: World): string {
  const lines = [". 300 IN SOA . . 1 3600 600 86400 60", ". 300 IN NS ."];
  for (const [key, types] of world) {
    for (const content of types.values()) {
      if (content === "timeout") continue;
      for (const data of content) lines.push(`${name(domainName(key))} 300 IN ${data.type} ${recordText(data)}`);
    }
  }
  return `${lines.join("\n")}\n`;
}

/** Lays the timeouts of a scenario over the answers that a zone gives. */
export function withTimeouts(world: World, resolve: (question: Question) => Answer): (question: Question) => Answer {
  return (question) => {
    const types = world.get(question.name.key);
    const isListed = types !== undefined && (types.has(question.type) || types.has("CNAME"));
    return types?.get("ANY") === "timeout" && !isListed ? { status: "timeout" } : resolve(question);
  };
}

/** A TXT string has at most 255 octets (RFC 1035 section 3.3), and a TXT record at least one string. */
export function characterStrings(strings: readonly string[]): string[] {
  const pieces = strings.flatMap((text) =>
    Array.from({ length: Math.max(1, Math.ceil(text.length / 255)) }, (_, index) => text.slice(255 * index, 255 * (index + 1))),
  );
  return pieces.length === 0 ? [""] : pieces;
}

// ---------------------------------------------------------------------------------------------------------------------------

function recordText(data: RecordData): string {
  switch (data.type) {
    case "A":
    case "AAAA":
      return formatIp(data.address);
    case "MX":
      return `${data.preference} ${name(data.exchange)}`;
    case "TXT":
      return characterStrings(data.strings)
        .map((text) => `"${escaped(text, /[^ !#-[\]-~]/g)}"`)
        .join(" ");
    case "PTR":
    case "CNAME":
      return name(data.target);
    default:
      throw new Error(`the suite has no records of type ${data.type}`);
  }
}

function name({ labels }: DomainName): string {
  return labels.length === 0 ? "." : labels.map((label) => `${escaped(label, /[^A-Za-z0-9_-]/g)}.`).join("");
}

function escaped(octets: string, special: RegExp): string {
  return octets.replace(special, (octet) => `\\${String(octet.charCodeAt(0)).padStart(3, "0")}`);
}
