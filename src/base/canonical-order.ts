/** The canonical order of names (RFC 4034 section 6.1). */
import { lowerAscii } from "./ascii.js";
import type { DomainName } from "./name.js";

/** Compares label by label from the right, ASCII letters in lower case and no others; a name comes before those below it. */
export function compareCanonically(a: DomainName, b: DomainName): number {
  const [left, right] = [a.labels, b.labels];
  for (let depth = 1; depth <= Math.max(left.length, right.length); depth++) {
    // A label that is missing comes first, as the empty text does.
    const [labelA, labelB] = [left.at(-depth) ?? "", right.at(-depth) ?? ""];
    if (labelA === labelB) continue;
    const [keyA, keyB] = [lowerAscii(labelA), lowerAscii(labelB)];
    if (keyA !== keyB) return keyA < keyB ? -1 : 1;
  }
  return 0;
}
