/** Parsers that each rule asks again, for texts of which a hosting zone has one a hundred thousand times. */

/** How many results are kept. */
const MAX_KEPT = 256;

/** The function with the results of its last texts at hand. */
export function remembering<Result>(parse: (text: string) => Result): (text: string) => Result {
  const results = new Map<string, Result>();
  return (text) => {
    const known = results.get(text);
    if (known !== undefined) return known;
    if (results.size >= MAX_KEPT) results.clear();
    const result = parse(text);
    results.set(text, result);
    return result;
  };
}
