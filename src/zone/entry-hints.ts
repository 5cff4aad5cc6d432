/** What was probably meant by a line that has no type where one has to stand. */
import type { FieldCursor } from "./fields.js";
import { TokenKind } from "./lexer.js";
import { quoted } from "./problems.js";
import { tokenText } from "./tree.js";
import { findClass, findType } from "./types.js";

/** Whether a line is a comment as other languages write it. A record's owner may start with `//`, but then a type follows. */
export function isSlashComment(cursor: FieldCursor): boolean {
  return firstText(cursor).startsWith("//");
}

/** The usual causes that have nothing to do with the word itself; empty where the line shows none. */
export function lineHint(cursor: FieldCursor): string {
  const [comment] = /^(?:\/\/|\/\*|--)/.exec(firstText(cursor)) ?? [];
  if (comment !== undefined) return `a comment starts with ";", not with "${comment}"`;
  // The first word of a line is its owner, unless the line starts with a blank.
  const isIndented = cursor.next === 1 && startsLikeRecord(cursor);
  return isIndented
    ? "the line starts with a blank, so it has the owner of the line before: a name has to stand at the start of its line"
    : "";
}

/** `TXT "v=spf1 -all"` at the start of a line makes TXT the owner. */
export function ownerHint(cursor: FieldCursor): string {
  const first = firstText(cursor);
  if (!isTypeOrClass(first)) return "";
  return `${quoted(first)} at the start of the line is read as the owner, put a blank or @ in front of it`;
}

// --------------------------------------------------------------------------------------------------------------------------

/** TTL, class and type are three words at most. */
const HEADER_WORDS = 3;

/** Whether the words behind the first one are those of a record: only then was the first one meant as its owner. */
function startsLikeRecord({ context: { tree }, tokens }: FieldCursor): boolean {
  return tokens
    .slice(1, 1 + HEADER_WORDS)
    .some((token) => tree.tokens.kinds[token] === TokenKind.Word && isTypeOrClass(tokenText(tree, token)));
}

function isTypeOrClass(text: string): boolean {
  return findType(text)?.kind === "type" || findClass(text) !== undefined;
}

function firstText({ context: { tree }, tokens }: FieldCursor): string {
  return tokenText(tree, tokens[0] ?? 0);
}
