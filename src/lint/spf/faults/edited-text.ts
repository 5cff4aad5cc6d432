/** A text after edits, which knows where its characters stood before. */
import type { Span } from "../../../base/source.js";
import type { TextEdit } from "../spf-text.js";

/** The text after the edits, which are in order and do not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = "";
  let at = 0;
  for (const { span, text: written } of edits) {
    result += text.slice(at, span.start) + written;
    at = span.end;
  }
  return result + text.slice(at);
}

/** A text that was edited step by step. Immutable. */
export class EditedText {
  readonly text: string;
  readonly #before: EditedText | undefined;
  readonly #edits: readonly TextEdit[];

  constructor(text: string, before?: EditedText, edits: readonly TextEdit[] = []) {
    this.text = text;
    this.#before = before;
    this.#edits = edits;
  }

  /** The text after further edits of it. */
  edit(edits: readonly TextEdit[]): EditedText {
    return edits.length === 0 ? this : new EditedText(applyEdits(this.text, edits), this, edits);
  }

  /** Where a piece of this text stands in the first one, with all that was removed within it. */
  original(span: Span): Span {
    if (this.#before === undefined) return span;
    const start = this.#offsetBefore(span.start, "start");
    const end = span.end === span.start ? start : this.#offsetBefore(span.end, "end");
    return this.#before.original({ start, end: Math.max(start, end) });
  }

  // What was written anew stands for all that it replaced.
  #offsetBefore(offset: number, kind: "start" | "end"): number {
    let shift = 0;
    for (const { span, text } of this.#edits) {
      const from = span.start + shift;
      const to = from + text.length;
      if (offset < from || (offset === from && kind === "end")) break;
      if (offset < to) return kind === "start" ? span.start : span.end;
      shift += text.length - (span.end - span.start);
    }
    return offset - shift;
  }
}
