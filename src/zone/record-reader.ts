/** Reads records that were read before once more, by the careful parser. Their problems are known. */
import type { DomainName } from "../base/name.js";
import { type ProblemList, createProblemList } from "./problems.js";
import { type ZoneRecord, readRecord } from "./record.js";
import { readFields } from "./tree.js";
import { CLASS_IN } from "./types.js";
import { EntryTree, type ZoneFile, entryLimit } from "./zone-file.js";

export class RecordReader {
  readonly #tokens: number[] = [];
  #tree: EntryTree | undefined;
  #problems: ProblemList | undefined;

  read(file: ZoneFile, start: number, owner: DomainName, origin: DomainName | "broken" | undefined): ZoneRecord {
    const { source } = file.place;
    this.#tree ??= new EntryTree(source);
    const tree = this.#tree;
    const limit = entryLimit(file, start);
    if (tree.load(file, start, limit) < 0) tree.loadRest(file, start, limit);
    readFields(tree, 0, this.#tokens);
    this.#problems ??= createProblemList(source);
    this.#problems.found.length = 0;
    this.#problems.paths.length = 0;
    const context = {
      tree,
      problems: this.#problems,
      origin,
      owner,
      reportedMissingOrigin: true,
      defaultTtl: undefined,
      statedTtl: undefined,
      class: CLASS_IN,
    };
    const record = readRecord(context, 0, this.#tokens);
    if (typeof record === "string") throw new Error("a record that was read once cannot be read again");
    const { generated } = file;
    if (generated === undefined) return record;
    const dataSpans = record.dataSpans.map(() => generated.data);
    return {
      ...record,
      span: generated.all,
      ownerSpan: generated.owner,
      typeSpan: generated.type,
      dataSpans,
    };
  }
}
