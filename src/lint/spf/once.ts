/** What several rules ask of one record, one after the other. */
import type { ParsedRecord } from "../../spf/parse.js";
import type { SpfText } from "./spf-text.js";

/**
 * The function with its last result at hand: all rules are asked about one record before the next one. A weak map of all records would
 * none of them longer either, but the collector of garbage would have to look at each.
 */
export function once<Result>(look: (spf: SpfText) => Result): (spf: SpfText) => Result {
  let last: { readonly parsed: ParsedRecord; readonly result: Result } | undefined;
  return (spf) => {
    if (last?.parsed !== spf.parsed) last = { parsed: spf.parsed, result: look(spf) };
    return last.result;
  };
}
