/** Numbers that were forgotten in front of a name: `MX mail` for `MX 10 mail`. One problem, though every field is then another one. */
import { type FieldCursor, parseDecimal } from "./fields.js";
import { TokenKind } from "./lexer.js";
import { quoted, reportError } from "./problems.js";
import { tokenSpan, tokenText } from "./tree.js";

/**
 * Reports that some of the `numbers` are missing with which the data starts, where it ends too early and in a word that is no number.
 * The fields are then taken, and true is returned. `numbers` are their names in words.
 */
export function reportForgotten(cursor: FieldCursor, numbers: readonly string[], section: string): boolean {
  const { context, tokens, next } = cursor;
  const given = tokens.length - next - 1;
  const last = tokens.at(-1);
  if (last === undefined || given < 0 || given >= numbers.length) return false;
  const text = tokenText(context.tree, last);
  const kind = context.tree.tokens.kinds[last];
  if (kind !== TokenKind.Word && (kind !== TokenKind.Quoted || numbers.length === 1)) return false;
  // What starts with a digit and has no dot was meant as a number.
  if (/^[-+]?[0-9][^.]*$/.test(text)) return false;
  const front = tokens.slice(next, -1);
  if (!front.every((token) => parseDecimal(tokenText(context.tree, token)) !== undefined)) return false;
  reportError(context.problems, "missing-data", tokenSpan(context.tree, last), forgottenText(numbers, given, text), section);
  cursor.next = tokens.length;
  return true;
}

function forgottenText(numbers: readonly string[], given: number, text: string): string {
  const [only = ""] = numbers;
  if (numbers.length === 1) {
    const example = `${only === "preference" ? 10 : 1} ${text}`;
    return `the ${only} is missing: write a number in front of ${quoted(text)}, as in ${quoted(example)}`;
  }
  const missing = numbers.length - given;
  const which = missing === 1 ? "one is" : given === 0 ? "all are" : `${missing} are`;
  const names = `${numbers.slice(0, -1).join(", ")} and ${numbers.at(-1)}`;
  return `${numbers.length} numbers belong in front of ${quoted(text)}, and ${which} missing: write the ${names}`;
}
