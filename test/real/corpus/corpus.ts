/**
 * The corpus: zone files of the project's own, each right or with one fault whose line is known because it was put there. Nothing
 * is random. Of each zone the place in the file, the SOA record's layout and the lines around what it is about differ.
 */
import { VALID_FORMS } from "./valid-forms.js";
import { FAULTS } from "./faults.js";
import { FAULTY_RECORDS, GOOD_RECORDS, type RecordCase } from "./records.js";
import type { ZoneText } from "./zone-text.js";
import { LAYOUTS, fillersOf } from "./zone-text.js";

/** A zone file with the files that it includes. */
export interface CorpusZone {
  /** What it is about, in the words of the corpus. Unique. */
  readonly title: string;
  /** The name of its files, `c0001`. Its zone is `c0001.example`. */
  readonly id: string;
  /** Contents by file name, one octet a character. The first one is the zone file. */
  readonly files: ReadonlyMap<string, string>;
  /** Where its fault is; undefined for a right zone. */
  readonly fault: { readonly file: string; readonly line: number } | undefined;
}

/** How long the ids are. */
export const ID_LENGTH = 5;

/** Stands in front of the line that has the fault. */
const FAULT_MARK = "«";

/** All zones of the corpus, in the order of its files. */
export function corpusZones(): CorpusZone[] {
  const valid = [...VALID_FORMS, ...GOOD_RECORDS.map((record) => zoneOfRecord(record))];
  const invalid = [...FAULTS, ...FAULTY_RECORDS.map((record) => zoneOfRecord(record, FAULT_MARK))];
  return [...valid, ...invalid].map((zone, index) => finish(zone, `c${String(index + 1).padStart(ID_LENGTH - 1, "0")}`));
}

// ---------------------------------------------------------------------------------------------------------------------------

/** Ways to start a line with a record; all servers read them. */
const STARTS = ["IN ", "300 IN ", "", "3600 ", "IN\t"];

function zoneOfRecord({ title, text }: RecordCase, mark = ""): ZoneText {
  const line = `${STARTS[variantOf(title) % STARTS.length] ?? ""}${text}`;
  const type = text.split(" ", 1)[0];
  if (type === "SOA")
    return {
      title,
      whole: `$ORIGIN {origin}.\n$TTL 3600\n${mark}@ ${line}\n@ IN NS ns1\nns1 IN A 192.0.2.53\nns2 IN A 192.0.2.54\n`,
    };
  // A DS record belongs to a delegation.
  if (type === "DS") return { title, body: `sub IN NS ns1\n${mark}sub ${line}\n` };
  // The owner of an NSEC3 record is a hash, which BIND checks.
  const owner = type === "NSEC3" ? "0p9mhaveqvm6t7vbl5lop2u3t2rp3tom" : "x";
  return { title, body: `${mark}${owner} ${line}\n` };
}

// What stands around a record depends on its title alone, so that a new zone changes no other.
function variantOf(title: string): number {
  let sum = 0;
  for (let at = 0; at < title.length; at++) sum = (sum * 31 + title.charCodeAt(at)) % 1_000_003;
  return sum;
}

function finish(zone: ZoneText, id: string): CorpusZone {
  const variant = variantOf(zone.title);
  const head = LAYOUTS[variant % LAYOUTS.length] ?? "";
  const main = zone.whole ?? `${head}${fillersOf(variant)}${zone.body}tail IN A 192.0.2.99\n`;
  let fault: CorpusZone["fault"];
  const files = new Map<string, string>();
  const texts: [name: string, text: string][] = [[`${id}.example.zone`, main], ...Object.entries(zone.files ?? {})];
  for (const [name, marked] of texts) {
    const file = fill(name, id);
    const at = marked.indexOf(FAULT_MARK);
    if (at >= 0) {
      if (fault !== undefined) throw new Error(`${zone.title}: two faults`);
      fault = { file, line: marked.slice(0, at).split("\n").length };
    }
    files.set(file, fill(marked.replace(FAULT_MARK, ""), id));
  }
  return { title: zone.title, id, files, fault };
}

function fill(text: string, id: string): string {
  return text.replaceAll("{origin}", `${id}.example`).replaceAll("{id}", id);
}
