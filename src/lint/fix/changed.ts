/** Records that fixes changed, and the world with them in it. */
import type { Answer } from "../../base/question.js";
import type { Steps } from "../../base/run.js";
import type { RecordAt } from "./place.js";
import type { MendedRecord } from "./record.js";

/** A record's text at first and now. */
export interface ChangedRecord {
  readonly at: RecordAt;
  readonly before: string;
  readonly after: string;
}

export class ChangedRecords {
  /** By what they are now. */
  readonly #records = new Map<string, ChangedRecord>();
  readonly #byOwner = new Map<string, Map<string, string>>();

  add({ at, before, after }: MendedRecord): void {
    const known = this.#records.get(keyOf(at, before));
    const first = known?.before ?? before;
    this.#records.delete(keyOf(at, before));
    this.#records.set(keyOf(at, after), { at, before: first, after });
    if (at.record.isVerbatim === true || at.owner === undefined) return;
    const texts = this.#byOwner.get(at.owner.key) ?? new Map<string, string>();
    this.#byOwner.set(at.owner.key, texts.set(first, after));
  }

  all(): readonly ChangedRecord[] {
    return [...this.#records.values()];
  }

  /** The same computation, as though the records were published as they are now. Names that a wildcard answers for are left out. */
  *asThoughPublished<T>(steps: Steps<T>): Steps<T> {
    let step = steps.next();
    while (step.done !== true) {
      const { name, type } = step.value;
      const answer: Answer = yield step.value;
      const texts = type === "TXT" ? this.#byOwner.get(name.key) : undefined;
      step = steps.next(texts === undefined ? answer : withTexts(answer, texts));
    }
    return step.value;
  }
}

// --------------------------------------------------------------------------------------------------------------------------

function keyOf({ record, owner }: RecordAt, text: string): string {
  return `${record.source.name}\n${owner?.key}\n${text}`;
}

function withTexts(answer: Answer, texts: ReadonlyMap<string, string>): Answer {
  if (answer.status !== "noerror") return answer;
  const records = answer.records.map((data) => {
    const text = data.type === "TXT" ? texts.get(data.strings.join("")) : undefined;
    return text === undefined ? data : { type: "TXT" as const, strings: [text] };
  });
  return { ...answer, records };
}
