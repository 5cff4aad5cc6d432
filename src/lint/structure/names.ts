/** What names look like: questions that rules ask about a million of them, so nothing here makes an object. */
import type { DomainName } from "../../base/name.js";

/** Whether a name is the zone's own or below it. */
export function isInZone(name: DomainName, apex: DomainName): boolean {
  return endsWith(name.labels, name.labels.length, apex.labels);
}

/**
 * Whether a name has the zone's name twice, such as `mail.example.org.example.org`: a dot at the end was forgotten. A name for
 * a report about another domain, `example.org._report._dmarc.example.org` (RFC 9990 section 4), has not.
 */
export function repeatsZoneName(name: DomainName, apex: DomainName): boolean {
  const { labels } = name;
  const size = apex.labels.length;
  // com.com is a name like others.
  if (size < 2 || labels.length < 2 * size || !endsWith(labels, labels.length, apex.labels)) return false;
  for (let end = labels.length - size; end >= size; end--) {
    if (endsWith(labels, end, apex.labels)) return true;
    if (labels[end - 1]?.startsWith("_") === true) return false;
  }
  return false;
}

/**
 * The address that stands where a name belongs, such as `192.0.2.25` or `2001:db8::25`, whatever is put behind it. Four numbers are
 * meant as one even where one of them is above 255.
 */
export function addressLiteral(name: DomainName): string | undefined {
  const { labels } = name;
  const first = labels[0] ?? "";
  const digit = first.charCodeAt(0);
  if (digit >= 0x30 && digit <= 0x39 && labels.length >= 4 && labels.at(-1) !== "arpa") {
    if (labels.slice(0, 4).every((label) => /^[0-9]{1,3}$/.test(label))) return labels.slice(0, 4).join(".");
  }
  return first.includes(":") && /^[0-9a-f:]{2,39}$/i.test(first) && first.split(":").length > 2 ? first : undefined;
}

/** Whether the zone is for the names of addresses: below in-addr.arpa or ip6.arpa. */
export function isReverseZone(apex: DomainName): boolean {
  const { labels } = apex;
  const kind = labels.at(-2)?.toLowerCase();
  return labels.at(-1)?.toLowerCase() === "arpa" && (kind === "in-addr" || kind === "ip6");
}

/** Whether the name is a wildcard: its first label is an asterisk and nothing else (RFC 4592 section 2.1.1). */
export function isWildcard(name: DomainName): boolean {
  return name.labels[0] === "*";
}

/** Whether a name is for documentation or tests (RFC 2606, RFC 6761 section 6), or below one that is. */
export function isExampleName({ labels }: DomainName): boolean {
  const last = labels.at(-1)?.toLowerCase();
  if (last === "example" || last === "test" || last === "invalid" || last === "localhost") return true;
  return labels.at(-2)?.toLowerCase() === "example" && (last === "org" || last === "com" || last === "net");
}

/** Whether a name has an octet that has to be escaped in a zone file, a control, a blank or one outside ASCII. */
export function hasOddOctet({ labels }: DomainName): boolean {
  for (let index = 0; index < labels.length; index++) {
    const label = labels[index] ?? "";
    for (let at = 0; at < label.length; at++) if (isOddOctet(label.charCodeAt(at))) return true;
  }
  return false;
}

/** Controls, blanks, what is outside ASCII, and what means something else in a zone file: ." ; ( ) @ $ and the backslash. */
export function isOddOctet(code: number): boolean {
  return ODD_OCTETS[code] !== 0;
}

// --------------------------------------------------------------------------------------------------------------------------

function endsWith(labels: readonly string[], end: number, suffix: readonly string[]): boolean {
  const start = end - suffix.length;
  if (start < 0) return false;
  for (let index = suffix.length - 1; index >= 0; index--) {
    if (!isSameLabel(labels[start + index] ?? "", suffix[index] ?? "")) return false;
  }
  return true;
}

// RFC 4343: the case of ASCII letters, and of nothing else, does not count.
function isSameLabel(a: string, b: string): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) {
    if (lower(a.charCodeAt(index)) !== lower(b.charCodeAt(index))) return false;
  }
  return true;
}

function lower(code: number): number {
  return code >= 0x41 && code <= 0x5a ? code + 0x20 : code;
}

const ODD_OCTETS: Uint8Array = Uint8Array.from({ length: 256 }, (_, code) =>
  code <= 0x20 || code >= 0x7f || '."();@$\\'.includes(String.fromCharCode(code)) ? 1 : 0,
);
