/** What the records of a zone tell of its names, from their columns. */
import { NO_DETAIL, type ZoneTable } from "../../zone/zone-table.js";
import type { ZoneColumns } from "../../zone/view.js";
import {
  HAS_ADDRESS,
  HAS_CNAME,
  HAS_DOUBTFUL_TEXT,
  HAS_ESCAPE,
  HAS_MX,
  HAS_NS,
  HAS_OTHER,
  HAS_PLAIN_SPF,
  HAS_RECORDS,
  HAS_SPECIAL_ADDRESS,
  HAS_SPF_TYPE,
  HAS_TXT,
  HAS_UNDERSCORE,
  HIDES_RECORDS,
  IS_BELOW_CUT,
  IS_HIDDEN,
  IS_SERVER,
  IS_SHALLOW,
  IS_WILDCARD,
} from "./facts.js";
import { mayBeSpecialIp6, mayHaveNoClient } from "./special-octets.js";
import { type Purpose, TextJudge } from "./text.js";
import type { Apexes } from "./traits.js";
import { TYPE_A, TYPE_AAAA, TYPE_CNAME, TYPE_MX, TYPE_NS, TYPE_SPF, TYPE_TXT } from "./types.js";

/** Adds to the traits of the names what their records tell. Returns whether there is a DMARC record. */
export function readRecordFacts(
  columns: ZoneColumns,
  facts: Int32Array,
  apexes: Apexes,
  isPlainSpf: (text: string) => boolean,
): boolean {
  const { table } = columns;
  const { count, owners, types, hashes, details } = table;
  const judge = new TextJudge(apexes, isPlainSpf);
  let hasDelegations = false;
  for (let index = 0; index < count; index++) {
    if (table.isOmitted(index)) continue;
    const owner = owners[index] ?? 0;
    let found = HAS_RECORDS;
    switch (types[index]) {
      case TYPE_A: {
        const address = hashes[index] ?? 0;
        found |= mayHaveNoClient(address >>> 24, (address >>> 16) & 255) ? HAS_ADDRESS | HAS_SPECIAL_ADDRESS : HAS_ADDRESS;
        break;
      }
      case TYPE_AAAA:
        found |= HAS_ADDRESS | (mayBeSpecialIp6(details[index] ?? 0) ? HAS_SPECIAL_ADDRESS : 0);
        break;
      case TYPE_NS: {
        const target = details[index] ?? NO_DETAIL;
        if (target !== NO_DETAIL) facts[target] = (facts[target] ?? 0) | IS_SERVER;
        if (owner !== columns.apex) hasDelegations = true;
        found |= HAS_NS | HAS_OTHER;
        break;
      }
      case TYPE_CNAME:
        found |= HAS_CNAME | HAS_OTHER;
        break;
      case TYPE_MX:
        found |= HAS_MX | HAS_OTHER;
        break;
      case TYPE_TXT:
        found |= HAS_TXT | HAS_OTHER | textFacts(table, index, facts[owner] ?? 0, judge);
        break;
      case TYPE_SPF:
        found |= HAS_SPF_TYPE | HAS_OTHER;
        break;
      default:
        found |= HAS_OTHER;
    }
    facts[owner] = (facts[owner] ?? 0) | found;
  }
  if (hasDelegations) findHidden(columns, facts);
  return judge.hasDmarc;
}

// --------------------------------------------------------------------------------------------------------------------------

function textFacts(table: ZoneTable, index: number, owner: number, judge: TextJudge): number {
  const start = table.details[index] ?? NO_DETAIL;
  // Of several texts at a name for one kind only the first is the right one, and what a wildcard stands for is another matter.
  if (start === NO_DETAIL || (owner & (HAS_ESCAPE | IS_WILDCARD)) !== 0) return HAS_DOUBTFUL_TEXT;
  const isService = (owner & HAS_UNDERSCORE) !== 0;
  if (isService && (owner & HAS_TXT) !== 0) return HAS_DOUBTFUL_TEXT;
  const purpose = isService ? purposeOf(table, table.owners[index] ?? 0) : "none";
  if (purpose === "other") return HAS_DOUBTFUL_TEXT;
  const found = judge.look(table.fileOf(index), start, purpose, (owner & HAS_PLAIN_SPF) !== 0);
  // The size of all texts of a name with SPF is for the rules.
  const hasBoth = purpose === "none" && ((owner | found) & HAS_PLAIN_SPF) !== 0 && (owner & HAS_TXT) !== 0;
  return hasBoth ? HAS_DOUBTFUL_TEXT : found;
}

const DMARC = "_dmarc.";
const DOMAINKEY = "_domainkey.";

// Of names with an underscore these two are by far the most.
function purposeOf({ names }: ZoneTable, name: number): Purpose {
  const { octets } = names;
  const start = names.textStart(name);
  const end = names.textEnd(name);
  if (isTextAt(octets, start, end, DMARC)) return "dmarc";
  let second = start;
  while (second < end && octets[second] !== DOT) second++;
  const isDkim = octets[start] !== UNDERSCORE && isTextAt(octets, second + 1, end, DOMAINKEY);
  return isDkim ? "dkim" : "other";
}

const DOT = 0x2e;
const UNDERSCORE = 0x5f;

// Names in capital letters are looked at by the rules.
function isTextAt(octets: Uint8Array, start: number, end: number, text: string): boolean {
  if (start + text.length > end) return false;
  for (let at = 0; at < text.length; at++) if (octets[start + at] !== text.charCodeAt(at)) return false;
  return true;
}

// Below a delegation belong only the addresses of servers (RFC 1034 section 4.2.1).
function findHidden(columns: ZoneColumns, facts: Int32Array): void {
  for (let name = 0; name < facts.length; name++) {
    const fact = facts[name] ?? 0;
    if ((fact & HAS_RECORDS) === 0 || (fact & IS_SHALLOW) !== 0) continue;
    const cut = columns.cutOf(name);
    if (cut < 0 || cut === name) continue;
    const isGlue = (fact & HAS_OTHER) === 0 && (fact & IS_SERVER) !== 0;
    facts[name] = fact | IS_BELOW_CUT | (isGlue ? 0 : IS_HIDDEN);
    if (!isGlue) facts[cut] = (facts[cut] ?? 0) | HIDES_RECORDS;
  }
}
