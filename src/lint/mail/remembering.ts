/** Parsers that each rule asks again, for texts of which a hosting zone has one a hundred thousand times. */

/** How many results are kept. */
const MAX_KEPT = 256;
/** The most characters of their texts: a text of 64 KiB may have ten thousand terms. */
const MAX_CHARACTERS = 2 ** 18;

/** The function with the results of its last texts at hand. */
export function remembering<Result>(parse: (text: string) => Result): (text: string) => Result {
  const results = new Map<string, Result>();
  let kept = 0;
  return (text) => {
    const known = results.get(text);
    if (known !== undefined) return known;
    if (results.size >= MAX_KEPT || kept + text.length > MAX_CHARACTERS) {
      results.clear();
      kept = 0;
    }
    const result = parse(text);
    kept += text.length;
    results.set(text, result);
    return result;
  };
}
