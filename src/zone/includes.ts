/** The files that a zone file includes: which are open, and how much they may be. */
import { SourceText, type Span } from "../base/source.js";
import type { IncludeDirective } from "./directives.js";
import { type ProblemList, quoted, reportError } from "./problems.js";

/** How deep files may include files. The zone file itself is at depth 0. */
export const MAX_INCLUDE_DEPTH = 10;
/** How many octets the included files of a zone may have together. */
export const MAX_INCLUDED_OCTETS: number = 64 * 1024 * 1024;

/** What a $INCLUDE asks for. */
export interface IncludeRequest {
  /** The file name as the directive has it, read as UTF-8. */
  readonly path: string;
  /** The name of the file that includes it. */
  readonly from: string;
}

export interface IncludedFile {
  /** What to call it in messages. */
  readonly name: string;
  readonly octets: Uint8Array;
  /** Equal for two paths to one file; the name unless told. */
  readonly identity?: string;
}

/** Gives an included file, or says why not: part of a sentence, such as `there is no such file`. */
export type IncludeFile = (request: IncludeRequest) => IncludedFile | { readonly problem: string };

export class Includes {
  readonly #include: IncludeFile | undefined;
  // The files that are being read, the zone file first.
  readonly #identities: string[];
  #octets = 0;

  /** `identity` is that of the zone file. */
  constructor(include: IncludeFile | undefined, identity: string) {
    this.#include = include;
    this.#identities = [identity];
  }

  /** 0 within the zone file itself. */
  get depth(): number {
    return this.#identities.length - 1;
  }

  /** The file that is included, until `close`. Undefined where there is none, which is reported. */
  open({ path, pathSpan }: IncludeDirective, span: Span, from: string, problems: ProblemList): SourceText | undefined {
    if (this.#include === undefined) {
      const message = "this version does not read $INCLUDE: write the records that it stands for into the file";
      reportError(problems, "unsupported-directive", { start: span.start, end: span.start + 8 }, message, "RFC 1035 5.1");
      return undefined;
    }
    const found = this.#find(this.#include, path, from);
    if (found instanceof SourceText) return found;
    reportError(problems, "include-failed", pathSpan, `${quoted(path)} is not included: ${found}`, "RFC 1035 5.1");
    return undefined;
  }

  close(): void {
    this.#identities.pop();
  }

  // The file, or why there is none.
  #find(include: IncludeFile, path: string, from: string): SourceText | string {
    if (this.depth >= MAX_INCLUDE_DEPTH) return `files include files at most ${MAX_INCLUDE_DEPTH} deep`;
    const found = include({ path: Buffer.from(path, "latin1").toString("utf8"), from });
    if ("problem" in found) return found.problem;
    const identity = found.identity ?? found.name;
    if (this.#identities.includes(identity)) return "it is being read already, so it would include itself for ever";
    // A little more than its octets, so that many empty files have a limit too.
    this.#octets += found.octets.length + 64;
    if (this.#octets > MAX_INCLUDED_OCTETS) return `all included files together have more than ${MAX_INCLUDED_OCTETS} octets`;
    this.#identities.push(identity);
    return new SourceText(found.name, found.octets);
  }
}
