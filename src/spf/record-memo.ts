/**
 * Parsed records by their text. A domain's record is met again and again, and parsing costs more than all the rest of a check. What is
 * kept cannot change a result, and its size has a limit that does not depend on who publishes what: a parsed record takes up to a
 * hundred times the memory of its text.
 */
import { type ParsedRecord, parseRecord } from "./parse.js";

/** The longest text that is kept, in characters: longer records are rare, and are parsed each time. */
const MAX_TEXT = 8192;
/** All texts that are kept, in characters: some 50 MiB of parsed records at the worst, a few MiB as people write them. */
const MAX_TEXTS = 512 * 1024;

const memo = new Map<string, ParsedRecord>();
let kept = 0;

/** `parseRecord`, remembered. The oldest records are forgotten first. */
export function parsedRecord(text: string): ParsedRecord {
  const known = memo.get(text);
  if (known !== undefined) return known;
  const parsed = parseRecord(text);
  if (text.length > MAX_TEXT) return parsed;
  kept += text.length;
  for (const oldest of memo.keys()) {
    if (kept <= MAX_TEXTS) break;
    memo.delete(oldest);
    kept -= oldest.length;
  }
  memo.set(text, parsed);
  return parsed;
}
