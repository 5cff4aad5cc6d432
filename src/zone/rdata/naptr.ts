/**
 * The substitution of a NAPTR record (RFC 3402 section 3.2):
 *
 *     subst-expr = delim-char ere delim-char repl delim-char *flags
 *
 * The delimiter is no digit, not the flag `i` and no backslash; a backslash hides it in the parts. `\1` to `\9` in the replacement
 * stand for the groups of the expression.
 */
import { printable } from "../../base/escape.js";
import { takeString } from "../fields.js";
import { type Field, rejectField } from "./field.js";
import { formatString } from "./text.js";
import { fail, readString, writeString } from "./wire.js";

export const naptrRegexp: Field = {
  take(input) {
    const value = takeString(input.cursor, "regexp", input.section);
    if (value === undefined) {
      input.isGood = false;
      return;
    }
    writeString(input.wire, value);
    const problem = substitutionProblem(value);
    if (problem !== undefined) rejectField(input, "bad-data", problem);
  },
  decode(reader, fields) {
    const value = readString(reader);
    const problem = substitutionProblem(value);
    if (problem !== undefined) fail(reader, problem);
    fields.push({ name: "regexp", kind: "string", value, text: formatString(value) });
  },
};

/** What is wrong with a substitution, as a sentence part. An empty one is none. */
function substitutionProblem(text: string): string | undefined {
  if (text === "") return undefined;
  const delimiter = text.charAt(0);
  if (/[0-9i\\\0]/.test(delimiter)) return `the regexp cannot have "${printable(delimiter)}" as its delimiter`;
  let delimiters = 1;
  let groups = 0;
  let reference = 0;
  let at = 1;
  for (; at < text.length && delimiters < 3; at++) {
    const character = text.charAt(at);
    if (character === "\\") {
      const next = text.charAt(++at);
      if (delimiters === 2 && next >= "0" && next <= "9") reference = Math.max(reference, next === "0" ? 10 : Number(next));
    } else if (character === delimiter) delimiters++;
    else if (character === "(" && delimiters === 1) groups++;
  }
  if (delimiters < 3)
    return `the regexp needs its delimiter "${printable(delimiter)}" three times: before, between and after its parts`;
  if (!/^i*$/.test(text.slice(at))) return "after the last delimiter of the regexp only the flag i can follow";
  if (reference > groups)
    return `the replacement of the regexp refers to group ${reference % 10}, which the expression has not`;
  return undefined;
}
