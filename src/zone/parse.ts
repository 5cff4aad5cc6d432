/**
 * Master files (RFC 1035 section 5) read into records. Nothing throws: the outcome has what could be read and all problems, each
 * with its place. What absence proves is told apart: a file without a SOA record is a fragment, and a file with lines that could
 * not be read may hold more than its records.
 */
import type { DomainName } from "../base/name.js";
import { SourceText } from "../base/source.js";
import { checkZone } from "./checks.js";
import { type ProblemList, type ZoneProblem, createProblemList, reportError, sortedProblems } from "./problems.js";
import type { IncludeFile } from "./includes.js";
import { ZoneReader } from "./reader.js";
import type { ZoneRecord } from "./record.js";
import { type ZoneTree, buildTree } from "./tree.js";
import { ZoneTable } from "./zone-table.js";

/** The largest file that is read unless the caller says otherwise: 256 MiB, about four million records. */
export const MAX_FILE_OCTETS = 256 * 1024 * 1024;

export interface ParseZoneOptions {
  /** What to call the file in messages. */
  readonly file?: string;
  /** Completes relative names until a $ORIGIN; the zone itself when the file has no SOA record. */
  readonly origin?: DomainName;
  /**
   * A guess, such as a file's name gives: it completes relative names as `origin` does, but the file is believed where it has a
   * $ORIGIN elsewhere. Ignored beside `origin`.
   */
  readonly guessedOrigin?: DomainName;
  /** The largest file in octets; 256 MiB unless told. */
  readonly maxOctets?: number;
  /** Gives the files of $INCLUDE. Without it a $INCLUDE is an error. */
  readonly include?: IncludeFile;
  /** What tells the file apart from those that it includes, as `IncludedFile.identity` does; its name unless told. */
  readonly identity?: string;
  /** Whether the careful parser reads every entry. The outcome is the same, later: tests compare. */
  readonly isCareful?: boolean;
}

/** A master file as data. */
export interface ParsedZone {
  /** The file, one octet a character: the offsets of all spans of it count its octets. */
  readonly source: SourceText;
  /** The file and those that it includes, in the order in which they were read. */
  readonly sources: readonly SourceText[];
  /** Every octet of the file, in entries of one logical line each. Empty for a file that is refused. Made when asked for. */
  readonly tree: ZoneTree;
  /** The records of class IN within the zone, without repetitions, in the order of the file. Made when asked for. */
  readonly records: readonly ZoneRecord[];
  /** The same records as numbers, with those that are left out. */
  readonly table: ZoneTable;
  /** The apex: the owner of the SOA record, else the origin that was given or guessed, else the first $ORIGIN. */
  readonly origin: DomainName | undefined;
  /** The guess of `ParseZoneOptions`, where no origin was given. */
  readonly guessedOrigin?: DomainName;
  /** Whether there is no SOA record: then a name or type that is not here may well exist. */
  readonly isFragment: boolean;
  /** Whether the file has records, or instructions to make records, that could not be read. */
  readonly hasUnreadLines: boolean;
  /** In the order of the file, those of an included file in the place of its $INCLUDE. */
  readonly problems: readonly ZoneProblem[];
}

/** Reads a master file. A string is read as its UTF-8 octets. Octets are not copied. Linear time; never throws. */
export function parseZone(input: string | Uint8Array, options: ParseZoneOptions = {}): ParsedZone {
  const name = options.file ?? "zone";
  const maxOctets = options.maxOctets ?? MAX_FILE_OCTETS;
  // A string has at least as many octets as characters, so its octets need not be counted to refuse it.
  const octets = input.length > maxOctets ? undefined : typeof input === "string" ? new TextEncoder().encode(input) : input;
  if (octets === undefined || octets.length > maxOctets) {
    const source = new SourceText(name, "");
    const problems = createProblemList(source);
    const message = `the file is larger than ${maxOctets} octets and is not read`;
    reportError(problems, "file-too-large", { start: 0, end: 0 }, message, "RFC 1035 5");
    return refused(source, options, problems);
  }
  const source = new SourceText(name, octets);
  const reader = new ZoneReader(source, options);
  reader.readAll();
  if (reader.control !== undefined) {
    const at = reader.control;
    const problems = createProblemList(source);
    const message = `octet ${octets[at]} is no text: this is not a zone file, or not one in ASCII or UTF-8`;
    reportError(problems, "not-text", { start: at, end: at + 1 }, message, "RFC 1035 5.1");
    return refused(source, options, problems);
  }
  const { table, problems } = reader;
  // Whatever could not be read was reported.
  if (table.count === 0 && problems.errors === 0) {
    const message = "the file has no record: name servers load no zone without a SOA record";
    reportError(problems, "zone-without-records", { start: 0, end: 0 }, message, "RFC 1035 5.2");
  }
  const { apex, soa } = checkZone(table, reader.givenApex, problems);
  return new TableZone({
    source,
    table,
    sources: reader.sources,
    origin: apex === undefined ? undefined : table.names.name(apex),
    ...guessOf(options),
    isFragment: soa === undefined,
    hasUnreadLines: reader.hasUnreadLines,
    problems: sortedProblems(problems).map((problem) => (soa === undefined ? asInFragment(problem) : problem)),
  });
}

/** No server loads a fragment as it stands: whoever puts it into a zone may take such comments out. */
function asInFragment(problem: ZoneProblem): ZoneProblem {
  return problem.code === "hash-comment" ? { ...problem, severity: "warning" } : problem;
}

// --------------------------------------------------------------------------------------------------------------------------

class TableZone implements ParsedZone {
  readonly source: SourceText;
  readonly sources: readonly SourceText[];
  readonly table: ZoneTable;
  readonly origin: DomainName | undefined;
  readonly guessedOrigin?: DomainName;
  readonly isFragment: boolean;
  readonly hasUnreadLines: boolean;
  readonly problems: readonly ZoneProblem[];
  #tree: ZoneTree | undefined;
  #records: readonly ZoneRecord[] | undefined;

  constructor(parts: Omit<ParsedZone, "tree" | "records">) {
    this.source = parts.source;
    this.sources = parts.sources;
    this.table = parts.table;
    this.origin = parts.origin;
    if (parts.guessedOrigin !== undefined) this.guessedOrigin = parts.guessedOrigin;
    this.isFragment = parts.isFragment;
    this.hasUnreadLines = parts.hasUnreadLines;
    this.problems = parts.problems;
  }

  get tree(): ZoneTree {
    this.#tree ??= buildTree(this.source);
    return this.#tree;
  }

  get records(): readonly ZoneRecord[] {
    if (this.#records === undefined) {
      const records: ZoneRecord[] = [];
      for (let index = 0; index < this.table.count; index++) {
        if (!this.table.isOmitted(index)) records.push(this.table.record(index));
      }
      this.#records = records;
    }
    return this.#records;
  }
}

function guessOf({ origin, guessedOrigin }: ParseZoneOptions): Pick<ParsedZone, "guessedOrigin"> {
  return origin !== undefined || guessedOrigin === undefined ? {} : { guessedOrigin };
}

function refused(source: SourceText, options: ParseZoneOptions, problems: ProblemList): ParsedZone {
  return new TableZone({
    source,
    sources: [source],
    table: new ZoneTable(0),
    origin: options.origin ?? options.guessedOrigin,
    ...guessOf(options),
    isFragment: true,
    hasUnreadLines: true,
    problems: sortedProblems(problems),
  });
}
