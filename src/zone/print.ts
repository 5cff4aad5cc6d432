/** Records in the presentation form of RFC 1035 section 5.1, so that they read back equal. Always printable ASCII. */
import { formatIp } from "../base/ip.js";
import type { DomainName } from "../base/name.js";
import { type RecordData, typeCode } from "../base/question.js";
import type { ZoneRecord } from "./record.js";
import { typeMnemonic } from "./types.js";

/** A record on one line: owner, TTL where one is known, class, type and data. */
export function formatRecord(record: ZoneRecord): string {
  const owner = absolute(record.owner);
  // A line that starts with "#" would be read as a comment.
  const start = owner.startsWith("#") ? `\\${owner}` : owner;
  const ttl = record.ttl === undefined ? "" : `${record.ttl} `;
  return `${start} ${ttl}IN ${typeMnemonic(typeCode(record.type))} ${formatRecordData(record.data)}`;
}

/** The data of a record; names are absolute, strings are quoted, an unknown type is `\# LENGTH HEX` (RFC 3597 section 5). */
export function formatRecordData(data: RecordData): string {
  switch (data.type) {
    case "A":
    case "AAAA":
      return formatIp(data.address);
    case "MX":
      return `${data.preference} ${absolute(data.exchange)}`;
    case "TXT":
    case "SPF":
      return data.strings.map(formatString).join(" ");
    case "NS":
    case "CNAME":
    case "PTR":
      return absolute(data.target);
    case "SOA": {
      const times = `${data.serial} ${data.refresh} ${data.retry} ${data.expire} ${data.minimum}`;
      return `${absolute(data.mname)} ${absolute(data.rname)} ${times}`;
    }
    case "SRV":
      return `${data.priority} ${data.weight} ${data.port} ${absolute(data.target)}`;
    case "CAA":
      return `${data.flags} ${data.tag} ${formatString(data.value)}`;
    case "UNKNOWN":
      return `\\# ${data.octets.length} ${hex(data.octets)}`.trimEnd();
  }
}

/** An octet string in quotes: `"` and `\` with a backslash, control and non-ASCII octets as `\DDD`. */
function formatString(octets: string): string {
  let text = "";
  let at = 0;
  for (let index = 0; index < octets.length; index++) {
    const code = octets.charCodeAt(index);
    if (code >= 0x20 && code < 0x7f && code !== QUOTE && code !== BACKSLASH) continue;
    const isSpecial = code === QUOTE || code === BACKSLASH;
    const escape = isSpecial ? octets.charAt(index) : String(code).padStart(3, "0");
    text += `${octets.slice(at, index)}\\${escape}`;
    at = index + 1;
  }
  return `"${text}${octets.slice(at)}"`;
}

/**
 * A text that is equal for equal data: names are compared without case, strings with it (RFC 2181 section 5: an RRset has no
 * two equal records).
 */
export function recordDataKey(data: RecordData): string {
  const text = formatRecordData(data);
  const hasStrings = data.type === "TXT" || data.type === "SPF" || data.type === "CAA";
  return hasStrings ? text : text.toLowerCase();
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

function absolute(name: DomainName): string {
  return name.labels.length === 0 ? "." : `${name.text}.`;
}

function hex(octets: Uint8Array): string {
  return Array.from(octets, (octet) => octet.toString(16).padStart(2, "0")).join("");
}
