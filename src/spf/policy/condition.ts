/** Under which answers of terms that may do this or that an evaluation comes to some place. */

/**
 * The answer of one term as text, or conditions put together: `both` in the order of evaluation, `either` where several ways were
 * taken for one. Parts are shared, so a condition written out may be far larger than it is; `ConditionNumbers` compares them.
 */
export type Condition = string | JoinedConditions;

interface JoinedConditions {
  readonly join: "both" | "either";
  readonly parts: readonly [Condition, Condition];
}

/** What holds under all answers. */
export const ALWAYS: Condition = "";

export function bothConditions(a: Condition, b: Condition): Condition {
  return { join: "both", parts: [a, b] };
}

export function eitherCondition(a: Condition, b: Condition): Condition {
  return a === b ? a : { join: "either", parts: [a, b] };
}

/** Numbers for conditions: equal ones have the same, from whichever policies they are. */
export class ConditionNumbers {
  readonly #byText = new Map<string, number>();
  readonly #known = new Map<Condition, number>();

  of(condition: Condition): number {
    // No recursion: a condition is as deep as there are possibilities that were taken for one.
    const open = [condition];
    for (let next = open.at(-1); next !== undefined; next = open.at(-1)) {
      const number = this.#known.get(next) ?? this.#numbered(next, open);
      if (number === undefined) continue;
      this.#known.set(next, number);
      open.pop();
    }
    return this.#known.get(condition) ?? 0;
  }

  /** The number of a condition whose parts have theirs; otherwise the parts that have none come first. */
  #numbered(condition: Condition, open: Condition[]): number | undefined {
    if (typeof condition === "string") return this.#numberOf(`=${condition}`);
    const [a, b] = condition.parts.map((part) => this.#known.get(part));
    if (a !== undefined && b !== undefined) {
      return condition.join === "either" && a === b ? a : this.#numberOf(`${condition.join} ${a} ${b}`);
    }
    open.push(...condition.parts.filter((part) => !this.#known.has(part)));
    return undefined;
  }

  #numberOf(text: string): number {
    const known = this.#byText.get(text) ?? this.#byText.size;
    this.#byText.set(text, known);
    return known;
  }
}
