/**
 * Comments in a zone file that silence findings:
 *
 *     www A 192.0.2.1   ; spf-ignore rule-id, other-rule: why           this record
 *     ; spf-ignore rule-id: why                                         the next record, over all its lines
 *     ; spf-ignore-start rule-id: why   ...   ; spf-ignore-end          everything between
 *
 * A finding is silenced when it starts within what the comment covers. The first word may be in capitals.
 */
import type { SourceText, Span } from "../base/source.js";
import { TokenKind } from "../zone/lexer.js";
import { type ZoneTree, buildTree, entryKind, entrySpan, tokenSpan, tokenText } from "../zone/tree.js";
import { closest } from "../base/suggest.js";
import type { EngineRule } from "./engine-rules.js";
import { RULE_INFOS } from "./registry.js";

/** What is wrong with a comment. */
interface IgnoreProblem {
  readonly rule: EngineRule;
  readonly span: Span;
  readonly message: string;
}

/** One rule in one comment: what it covers, and whether it silenced anything yet. */
interface Ignore {
  readonly rule: string;
  /** Of the id in the comment. */
  readonly span: Span;
  readonly covers: Span;
  used: boolean;
}

/** The comments of one file. */
export interface Ignores {
  readonly all: readonly Ignore[];
  readonly problems: readonly IgnoreProblem[];
  /** The comment that silences a finding of a rule that starts at an offset. */
  find(rule: string, offset: number): Ignore | undefined;
}

const WORD = "spf-ignore";
const ANY_CASE = /spf-ignore/i;
/** How the word is looked for in a large file: the ends of its usual spellings, which is faster than the whole of them. */
const ENDINGS = ["-ignore", "-IGNORE", "-Ignore"];
const SEMICOLON = 0x3b;
/** How much of a reason is shown, in characters. */
const MAX_REASON = 60;

/** Reads the comments of a file that silence; undefined where there is none, which a file of any size says quickly. */
export function readIgnores(source: SourceText): Ignores | undefined {
  // Large zones have no comment at all, which is seen sooner.
  return source.octets.includes(SEMICOLON) && hasWord(source) ? readComments(buildTree(source)) : undefined;
}

// --------------------------------------------------------------------------------------------------------------------------

interface OpenBlock {
  readonly start: number;
  readonly comment: Span;
  readonly rules: readonly RuleWord[];
}

interface RuleWord {
  readonly rule: string;
  readonly span: Span;
}

interface Reader {
  readonly all: Ignore[];
  readonly problems: IgnoreProblem[];
  /** Those of comments before a record that is yet to come. */
  waiting: RuleWord[];
  blocks: OpenBlock[];
}

function hasWord(source: SourceText): boolean {
  for (const ending of ENDINGS) {
    for (let at = source.indexOf(ending, 0); at >= 0; at = source.indexOf(ending, at + 1)) {
      if (ANY_CASE.test(source.slice(Math.max(0, at - 3), at + ending.length))) return true;
    }
  }
  return false;
}

function readComments(tree: ZoneTree): Ignores {
  const reader: Reader = { all: [], problems: [], waiting: [], blocks: [] };
  const { kinds } = tree.tokens;
  for (let entry = 0; entry < tree.entryCount; entry++) {
    const covers = entrySpan(tree, entry);
    const isBlank = entryKind(tree, entry) === "blank";
    const own: RuleWord[] = isBlank ? [] : reader.waiting;
    if (!isBlank) reader.waiting = [];
    const end = tree.entryTokens[entry + 1] ?? 0;
    for (let token = tree.entryTokens[entry] ?? 0; token < end; token++) {
      if (kinds[token] !== TokenKind.Comment) continue;
      const text = tokenText(tree, token);
      if (ANY_CASE.test(text)) readComment(reader, text, tokenSpan(tree, token), isBlank ? reader.waiting : own);
    }
    for (const { rule, span } of own) reader.all.push({ rule, span, covers, used: false });
  }
  const { length } = tree.source;
  for (const { rule, span } of reader.waiting)
    reader.all.push({ rule, span, covers: { start: length, end: length }, used: false });
  for (const block of reader.blocks.toReversed()) {
    const message = "this comment silences everything to the end of the file: no spf-ignore-end follows";
    reader.problems.push({ rule: "bad-ignore", span: block.comment, message });
    closeBlock(reader, block, length + 1);
  }
  return { all: reader.all, problems: reader.problems, find: finder(reader.all) };
}

// `; spf-ignore` | `; spf-ignore-start` | `; spf-ignore-end`, then ids with commas, then a colon and the reason.
function readComment(reader: Reader, text: string, comment: Span, single: RuleWord[]): void {
  const head = /^;+[ \t]*spf-ignore(-[A-Za-z0-9-]*)?(?![A-Za-z0-9_])/i.exec(text);
  // A comment that only speaks of such comments is none.
  if (head === null) return;
  const [start] = head;
  const suffix = (head[1] ?? "").toLowerCase();
  const problem = (rule: EngineRule, message: string, span: Span = comment): void => {
    reader.problems.push({ rule, span, message });
  };
  if (suffix !== "" && suffix !== "-start" && suffix !== "-end") {
    problem("bad-ignore", `"${WORD}${suffix}" is none of spf-ignore, spf-ignore-start and spf-ignore-end`);
    return;
  }
  const colon = text.indexOf(":", start.length);
  const all = readRuleWords(text.slice(start.length, colon < 0 ? undefined : colon), comment.start + start.length);
  if (suffix === "-end") {
    endBlock(reader, all, comment);
    return;
  }
  const words = withoutReason(all, text, comment.start, colon >= 0);
  const misplaced = all[words.length];
  const reason = misplaced === undefined ? "" : reasonIn(text.slice(misplaced.span.start - comment.start));
  if (words.length === 0) {
    problem("bad-ignore", `this comment names no rule: write ${WORD}${suffix} rule-id: ${reason === "" ? "reason" : reason}`);
    return;
  }
  if (reason !== "") {
    const example = words.map(({ rule }) => rule).join(", ");
    problem("ignore-without-reason", `the reason stands behind a colon: write ${WORD}${suffix} ${example}: ${reason}`);
  } else if (colon < 0 || text.slice(colon + 1).trim() === "") {
    const example = words.map(({ rule }) => rule).join(", ");
    problem("ignore-without-reason", `this comment gives no reason: write ${WORD}${suffix} ${example}: reason`);
  }
  if (suffix === "-start") reader.blocks.push({ start: comment.start, comment, rules: words });
  else single.push(...words);
}

/**
 * The words before a reason that has no colon before it: `rule-id because old`. A word that is no rule and resembles none starts it,
 * unless a comma before it, or what only ids have, says that a rule was meant.
 */
function withoutReason(words: readonly RuleWord[], text: string, offset: number, hasColon: boolean): readonly RuleWord[] {
  const isReason = ({ rule, span }: RuleWord, before: number): boolean =>
    !text.slice(before - offset, span.start - offset).includes(",") &&
    !(hasColon && rule.includes("-")) &&
    closest(rule, RULE_INFOS.keys()) === undefined;
  const at = words.findIndex((word, index) => index > 0 && isReason(word, words[index - 1]?.span.end ?? offset));
  const [first] = words;
  if (at < 0 || first === undefined) return words;
  // One word may be a rule that is misspelt beyond recognition; where more follow, it is the start of a sentence.
  return at === 1 && isReason(first, first.span.start) ? [] : words.slice(0, at);
}

function reasonIn(text: string): string {
  const reason = text.replace(/^-+(?=\s)/, "").trim();
  return reason.length > MAX_REASON ? `${reason.slice(0, MAX_REASON)}...` : reason;
}

function readRuleWords(text: string, offset: number): RuleWord[] {
  return [...text.matchAll(/[^\s,]+/g)].map((match) => {
    const start = offset + match.index;
    return { rule: match[0], span: { start, end: start + match[0].length } };
  });
}

function endBlock(reader: Reader, words: readonly RuleWord[], comment: Span): void {
  const wanted = words.map(({ rule }) => rule).join(" ");
  const index = reader.blocks.findLastIndex(
    (block) => words.length === 0 || block.rules.map(({ rule }) => rule).join(" ") === wanted,
  );
  const [block] = index < 0 ? [] : reader.blocks.splice(index, 1);
  if (block !== undefined) {
    closeBlock(reader, block, comment.end);
    return;
  }
  const what = words.length === 0 ? "no spf-ignore-start" : `no spf-ignore-start with the same rules`;
  reader.problems.push({ rule: "bad-ignore", span: comment, message: `${what} is open here` });
}

function closeBlock(reader: Reader, block: OpenBlock, end: number): void {
  for (const { rule, span } of block.rules) reader.all.push({ rule, span, covers: { start: block.start, end }, used: false });
}

// Of those that cover an offset the one that starts last, so that the comment at the record goes before a block around it.
function finder(all: readonly Ignore[]): Ignores["find"] {
  const byRule = new Map<string, Ignore[]>();
  for (const ignore of all) {
    const list = byRule.get(ignore.rule);
    if (list === undefined) byRule.set(ignore.rule, [ignore]);
    else list.push(ignore);
  }
  const tables = new Map([...byRule].map(([rule, list]) => [rule, flatten(list)] as const));
  return (rule, offset) => {
    const table = tables.get(rule);
    if (table === undefined) return undefined;
    let low = -1;
    let high = table.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((table.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return table.ignores[low];
  };
}

interface FlatTable {
  readonly starts: readonly number[];
  /** The ignore that counts from each start to the next one. */
  readonly ignores: readonly (Ignore | undefined)[];
}

// A stack turns nested ranges into one sequence, so that a lookup is a binary search however many there are.
function flatten(list: readonly Ignore[]): FlatTable {
  const sorted = list.toSorted((a, b) => a.covers.start - b.covers.start || b.covers.end - a.covers.end);
  const starts: number[] = [];
  const ignores: (Ignore | undefined)[] = [];
  const stack: Ignore[] = [];
  const change = (at: number): void => {
    starts.push(at);
    ignores.push(stack.at(-1));
  };
  const closeUpTo = (offset: number): void => {
    for (let top = stack.at(-1); top !== undefined && top.covers.end <= offset; top = stack.at(-1)) {
      stack.pop();
      change(top.covers.end);
    }
  };
  for (const ignore of sorted) {
    closeUpTo(ignore.covers.start);
    // One that ends earlier than this is covered by this from here on.
    while ((stack.at(-1)?.covers.end ?? Infinity) < ignore.covers.end) stack.pop();
    stack.push(ignore);
    change(ignore.covers.start);
  }
  closeUpTo(Number.MAX_SAFE_INTEGER);
  return { starts, ignores };
}
