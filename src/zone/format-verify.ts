/**
 * The proof that formatting changed nothing: what was read before and what is read after are compared, as records and, more
 * strictly, as fields, so that records which are not understood and comments are covered too.
 */
import type { ParsedZone } from "./parse.js";
import { recordDataKey } from "./print.js";
import { hidesMeaning } from "./problems.js";
import type { ZoneRecord } from "./record.js";
import { TokenKind } from "./lexer.js";
import { type ZoneTree, entryKind, isIndented, readFields, tokenSpan, tokenText } from "./tree.js";
import { looksLikeTtl } from "./ttl.js";
import { findClass } from "./types.js";
import type { ZoneTable } from "./zone-table.js";

/** The first thing that differs between two readings of a zone file, for people; undefined where they mean the same. */
export function findChange(before: ParsedZone, after: ParsedZone): string | undefined {
  const broken = after.problems.find(hidesMeaning);
  if (broken !== undefined) return `the outcome has an error: ${broken.message}`;
  if (before.origin?.key !== after.origin?.key) return "the zone has another origin";
  if (before.isFragment !== after.isFragment) return "the zone has a SOA record in one of them alone";
  if (before.hasUnreadLines !== after.hasUnreadLines) return "lines that cannot be read are in one of them alone";
  return findRecordChange(before.table, after.table) ?? findFieldChange(before.tree, after.tree);
}

// --------------------------------------------------------------------------------------------------------------------------

// One record at a time: `records` would keep millions of them.
function findRecordChange(before: ZoneTable, after: ZoneTable): string | undefined {
  if (before.count !== after.count) return `there were ${before.count} records and are ${after.count}`;
  for (let index = 0; index < before.count; index++) {
    const record = before.record(index);
    if (before.isOmitted(index) !== after.isOmitted(index) || !isSame(record, after.record(index))) {
      return `record ${index + 1}, of ${record.owner.text}, differs`;
    }
  }
  return undefined;
}

function isSame(a: ZoneRecord, b: ZoneRecord): boolean {
  if (a.type !== b.type || a.ttl !== b.ttl || a.isRead !== b.isRead) return false;
  return a.owner.text === b.owner.text && recordDataKey(a.data) === recordDataKey(b.data);
}

// Blank lines say nothing; every other entry has to be there, in order, with its fields and comments.
function findFieldChange(before: ZoneTree, after: ZoneTree): string | undefined {
  let other = nextEntry(after, -1);
  for (let entry = nextEntry(before, -1); entry < before.entryCount; entry = nextEntry(before, entry)) {
    const { line } = before.source.position(tokenSpan(before, before.entryTokens[entry] ?? 0).start);
    if (other >= after.entryCount) return `line ${line} is lost`;
    if (entryText(before, entry) !== entryText(after, other)) return `line ${line} has other fields or comments`;
    other = nextEntry(after, other);
  }
  return other < after.entryCount ? "a line is new" : undefined;
}

function nextEntry(tree: ZoneTree, entry: number): number {
  let next = entry + 1;
  while (next < tree.entryCount && entryKind(tree, next) === "blank" && commentsOf(tree, next).length === 0) next++;
  return next;
}

const BETWEEN_FIELDS = "\n";

/** All that an entry says, equal for equal meaning. No field or comment has a line end in it. */
function entryText(tree: ZoneTree, entry: number): string {
  const kind = entryKind(tree, entry);
  const fields: number[] = [];
  readFields(tree, entry, fields);
  const isOwnerless = kind === "record" && isIndented(tree, entry);
  const header: string[] = [];
  let at = 0;
  if (kind === "directive") header.push(tokenText(tree, fields[at++] ?? 0).toUpperCase());
  if (kind === "record") {
    const owner = isOwnerless ? "" : tokenText(tree, fields[at++] ?? 0);
    let ttl = "";
    let recordClass = "";
    for (; at < fields.length; at++) {
      const text = tokenText(tree, fields[at] ?? 0);
      if (looksLikeTtl(text)) ttl += ` ${text}`;
      else if (findClass(text) !== undefined) recordClass += ` ${text.toUpperCase()}`;
      else break;
    }
    const type = at < fields.length ? tokenText(tree, fields[at++] ?? 0).toUpperCase() : "";
    header.push(owner, ttl, recordClass, type);
  }
  const data = fields.slice(at).map((token, index) => {
    // Two fields that touch, as in key="value", are one for some types.
    const touches = index > 0 && tree.tokens.starts[token] === tree.tokens.starts[(fields[at + index - 1] ?? 0) + 1];
    return touches ? `+${tokenText(tree, token)}` : ` ${tokenText(tree, token)}`;
  });
  return [kind, String(isOwnerless), ...header, ...data, ...commentsOf(tree, entry)].join(BETWEEN_FIELDS);
}

function commentsOf(tree: ZoneTree, entry: number): string[] {
  const comments: string[] = [];
  const end = tree.entryTokens[entry + 1] ?? 0;
  for (let token = tree.entryTokens[entry] ?? 0; token < end; token++) {
    const kind = tree.tokens.kinds[token];
    if (kind !== TokenKind.Comment && kind !== TokenKind.HashComment) continue;
    comments.push(
      tokenText(tree, token)
        .replace(/^[;#]+/, (signs) => ";".repeat(signs.length))
        .trimEnd(),
    );
  }
  return comments;
}
