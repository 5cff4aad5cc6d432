/** Reads records that were read before once more, by the careful parser. Their problems are known. */
import type { DomainName } from "../base/name.js";
import { type ProblemList, createProblemList } from "./problems.js";
import { type ZoneRecord, readRecord } from "./record.js";
import { type ZoneTree, readFields } from "./tree.js";
import { CLASS_IN } from "./types.js";
import { EntryTree, type ZoneFile, entryAt, entryLimit } from "./zone-file.js";

export class RecordReader {
  readonly #tokens: number[] = [];
  #tree: EntryTree | undefined;
  #problems: ProblemList | undefined;

  read(file: ZoneFile, start: number, owner: DomainName, origin: DomainName | "broken" | undefined): ZoneRecord {
    const { source } = file.place;
    this.#tree ??= new EntryTree(source);
    let tree: ZoneTree = this.#tree;
    let entry = 0;
    if (file.rest !== undefined && start >= file.rest.offset) {
      tree = file.rest;
      entry = entryAt(tree, start);
    } else {
      const limit = entryLimit(file, start);
      if (this.#tree.load(file, start, limit) < 0) this.#tree.loadRest(file, start, limit);
    }
    readFields(tree, entry, this.#tokens);
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
    const record = readRecord(context, entry, this.#tokens);
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
