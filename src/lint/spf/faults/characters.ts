/** Faults of characters that no term has: what stands in the place of a space, and what other programs have left behind. */
import type { Span } from "../../../base/source.js";
import type { TextEdit } from "../spf-text.js";
import { applyEdits } from "./edited-text.js";
import { type FaultRule, type Found, shown } from "./fault.js";
import { isKnownName } from "./names.js";
import { familyOf, isKnownTerm, looksLikeDomain, words } from "./tokens.js";

/** A fault of characters, and the edits that make the rest of the record readable: those of its cure, where it has one. */
export interface FoundCharacters extends Found {
  readonly edits: readonly TextEdit[];
}

/** Looks for one kind of fault in the text of a record. */
export type CharacterDetector = (text: string) => readonly FoundCharacters[];

const NONE: readonly FoundCharacters[] = [];

/** A run of foreign characters in a word. */
interface Mark extends Span {
  readonly word: Span;
  /** The words in a row that have such characters are one fault: this is the number of theirs. */
  readonly group: number;
}

/** What `pattern` matches outside macros, word by word. The pattern is global. */
function marksOf(text: string, pattern: RegExp, isMarked: (word: string) => boolean): Mark[][] {
  if (text.search(pattern) < 0) return [];
  const groups: Mark[][] = [];
  let isRun = false;
  for (const word of words(text, "v=spf1".length)) {
    const plain = text.slice(word.start, word.end).replaceAll(/%\{[^}]*\}/g, (macro) => "x".repeat(macro.length));
    const matches = [...plain.matchAll(pattern)];
    if (matches.length === 0 || !isMarked(text.slice(word.start, word.end))) {
      isRun = false;
      continue;
    }
    if (!isRun) groups.push([]);
    isRun = true;
    const group = groups.length - 1;
    for (const { 0: found, index } of matches) {
      const start = word.start + index;
      groups.at(-1)?.push({ start, end: start + found.length, word, group });
    }
  }
  return groups;
}

// --------------------------------------------------------------------------------------------------------------------------

/** Tabs and line ends, which separate no terms (RFC 7208 section 4.6.1). */
export const tabSeparators: CharacterDetector = (text) =>
  marksOf(text, /[\t-\r]+/g, () => true).map((marks) => {
    const edits = marks.map((mark) => asSpace(text, mark));
    const what = text.charCodeAt(marks[0]?.start ?? 0) === 0x09 ? "a tab" : "a line end";
    const message = `${what} separates no terms, only a space does: write one in its place`;
    return characters("tab-separator", spanOf(marks), message, "write spaces", edits);
  });

/** `ip4:192.0.2.1,ip4:192.0.2.2` */
export const commaSeparators: CharacterDetector = (text) => separators(text, ",", "comma-separator", "a comma");
/** `a; mx; -all` */
export const semicolonSeparators: CharacterDetector = (text) => separators(text, ";", "semicolon-in-record", "a semicolon");

function separators(text: string, character: string, rule: FaultRule, what: string): readonly FoundCharacters[] {
  if (!text.includes(character)) return NONE;
  const isMarked = (word: string): boolean => {
    // In the value of a modifier that nobody knows, any character is right.
    const label = /^([a-z][\w.-]*)=/i.exec(word)?.[1]?.toLowerCase();
    return label === undefined || isKnownName(label) || /[,;][-+~?]?[a-z0-9]+[:=]/i.test(word);
  };
  return marksOf(text, new RegExp(`${character}+`, "g"), isMarked).map((marks) => {
    const first = marks[0]?.word.start ?? 0;
    const last = marks.at(-1);
    const end = last === undefined ? first : last.end === last.word.end ? nextWordEnd(text, last.end) : last.word.end;
    const edits = [...marks.map((mark) => asSpace(text, mark)), ...namesInList(text, { start: first, end }, character)];
    edits.sort((one, other) => one.span.start - other.span.start);
    const shift = (span: Span): Span => ({ start: span.start - first, end: span.end - first });
    const inWords = edits.map((edit) => ({ ...edit, span: shift(edit.span) }));
    // The word behind a separator at the end of one belongs to the fault where it goes on with the list.
    const goesOn = (edits.at(-1)?.span.start ?? 0) >= (last?.word.end ?? 0);
    const right = applyEdits(text.slice(first, goesOn ? end : (last?.word.end ?? first)), inWords).trimEnd();
    const does = right === "" ? "remove it" : `write ${shown(right)}`;
    const span = { start: spanOf(marks).start, end: goesOn ? end : spanOf(marks).end };
    return characters(rule, span, `${what} separates no terms, only a space does: ${does}`, does, edits);
  });
}

// Behind a colon, and at the end of a word, no space is wanted.
function asSpace(text: string, { start, end, word }: Mark): TextEdit {
  const isEdge = start === word.start || end === word.end || /[:=]/.test(text.charAt(start - 1));
  return { span: { start, end }, text: isEdge ? "" : " " };
}

function nextWordEnd(text: string, from: number): number {
  let at = from;
  while (text.charAt(at) === " ") at++;
  const space = text.indexOf(" ", at);
  return space < 0 ? text.length : space;
}

/** What has to stand in front of the items of a list that share the name of the one before: `ip4:192.0.2.1,192.0.2.2`. */
function namesInList(text: string, { start, end }: Span, character: string): TextEdit[] {
  const edits: TextEdit[] = [];
  let name: string | undefined;
  let at = start;
  for (const item of text.slice(start, end).split(new RegExp(`([ ${character}]+)`))) {
    const own = /^[-+~?]?(?:ip4|ip6|include|a|mx):/i.exec(item)?.[0];
    const shared = own === undefined && name !== undefined ? sharedName(item, name) : "";
    if (shared !== "") edits.push({ span: { start: at, end: at }, text: shared });
    name = own ?? (isKnownTerm(item) ? undefined : name);
    at += item.length;
  }
  return edits;
}

function sharedName(item: string, name: string): string {
  if (isKnownTerm(item)) return "";
  const family = familyOf(item);
  if (family !== undefined) return /ip[46]:$/i.test(name) ? name.replace(/[46]:$/, `${family}:`) : "";
  return !/ip[46]:$/i.test(name) && looksLikeDomain(item) ? name : "";
}

// --------------------------------------------------------------------------------------------------------------------------

const TAGS =
  "a|abbr|b|big|blockquote|body|br|code|div|em|font|h[1-6]|hr|html|i|kbd|li|ol|p|pre|q|s|small|span|strong|sub|sup|table|tbody|td|th|tr|tt|u|ul|wbr";
const HTML = new RegExp(
  `</?(?:${TAGS})(?:\\s[^<>]{0,200})?\\s?/?>|&(?:nbsp|quot|apos|amp|lt|gt|ensp|emsp|thinsp|shy|#[0-9]{1,6}|#x[0-9a-f]{1,6});`,
  "gi",
);

/** `-all<br>`, `&nbsp;`; what stands in one word is one fault. */
export const htmlResidue: CharacterDetector = (text) => {
  if (!/[<&]/.test(text)) return NONE;
  const groups: Span[][] = [];
  for (const { 0: match, index } of text.matchAll(HTML)) {
    const span = { start: index, end: index + match.length };
    const last = groups.at(-1);
    const end = last?.at(-1)?.end;
    if (last === undefined || end === undefined || text.slice(end, index).includes(" ")) groups.push([span]);
    else last.push(span);
  }
  return groups.map((spans) => {
    const span = spanOf(spans);
    const markup = shown([...new Set(spans.map(({ start, end }) => text.slice(start, end)))].join(" and "));
    const edits = spans.map((one) => ({ span: one, text: inPlaceOf(text, one) }));
    const message = `markup of a web page is text of the record here: remove ${markup}`;
    return characters("html-residue", span, message, `remove ${markup}`, edits);
  });
};

// A line break or a blank has kept two words apart.
function inPlaceOf(text: string, { start, end }: Span): string {
  const isEdge = /^(?:[ <&]|$)/.test(text.slice(end, end + 1)) || /[ :=]/.test(text.charAt(start - 1));
  return !isEdge && /^(?:<\/?(?:br|p|div|li|tr|td|hr)\b|&(?:nbsp|ensp|emsp|thinsp|#160|#xa0);)/i.test(text.slice(start, end))
    ? " "
    : "";
}

// --------------------------------------------------------------------------------------------------------------------------

const PLACEHOLDER = new RegExp(
  [
    String.raw`\{\{[^{}]{0,60}\}\}`,
    String.raw`\$\{[^{}]{0,60}\}|\$[A-Za-z_]\w*|\$\([A-Za-z_]\w*\)`,
    String.raw`<[A-Za-z][\w .:/-]{0,60}>`,
    String.raw`\[[A-Za-z][\w .-]{0,60}\]`,
    String.raw`(?<![%\w])%[A-Za-z_]{2,40}%(?![\w{])`,
    String.raw`(?<![%$])\{[A-Za-z_][\w .-]{1,60}\}`,
    String.raw`(?<![\w.-])_{2}[A-Za-z][A-Za-z_]{0,40}_{2}(?![\w-])`,
    // Not your-server, which is a domain of a large hoster.
    String.raw`(?<![\w-])your[-_]?(?:domain[-_]?(?:name)?|company|ip[-_]?(?:address)?|mail[-_]?server)(?![\w-])`,
    String.raw`(?<![\w-])(?:changeme|change-me)(?![\w-])`,
    String.raw`(?<=[:=])(?:x{1,3}\.){3}x{1,3}(?![\w.-])`,
    String.raw`(?<=[:=][^ ]{0,80}\.)tld(?=$| )`,
  ].join("|"),
  "gi",
);

/** What nearly every record has nothing of. */
const MAYBE_PLACEHOLDER = /[<[$]|(?:^|[^%])\{|%[a-z_]|__|your|change|[:=]x|\.tld/i;

/**
 * What a template wants to be filled in, such as `{{ip}}` or `yourdomain`; what stands in one word is one fault. The words that have
 * it are left out of the record.
 */
export const placeholders: CharacterDetector = (text) => {
  if (!MAYBE_PLACEHOLDER.test(text)) return NONE;
  const groups: { span: Span; readonly edit: { span: Span; readonly text: "" } }[] = [];
  for (const { 0: match, index } of text.matchAll(PLACEHOLDER)) {
    // `{i}` is a macro without its percent sign.
    if (/^\{[slodiphcrtv][0-9]*r?[.+,/_=-]*\}$/i.test(match)) continue;
    const around = wordsAround(text, { start: index, end: index + match.length });
    // With the word that waits for it, where that is another one.
    const span = { start: /[:=] /.test(text.slice(around.start, index)) ? around.start : index, end: index + match.length };
    const last = groups.at(-1);
    if (around.start < "v=spf1 ".length) continue;
    if (last === undefined || around.start >= last.edit.span.end) groups.push({ span, edit: { span: around, text: "" } });
    else {
      last.span = { start: last.span.start, end: span.end };
      last.edit.span = { start: last.edit.span.start, end: Math.max(last.edit.span.end, around.end) };
    }
  }
  return groups.map(({ span, edit }) => {
    const piece = shown(`"${text.slice(span.start, span.end)}"`);
    return { rule: "placeholder", span, message: `${piece} is a placeholder: write what belongs in its place`, edits: [edit] };
  });
};

// The words that a placeholder is part of, and the one in front that waits for it: `ip4: {{ ip }}`.
function wordsAround(text: string, { start: from, end: to }: Span): Span {
  let start = text.lastIndexOf(" ", from) + 1;
  if (start === from) {
    let at = start;
    while (text.charAt(at - 1) === " ") at--;
    if (/[:=]/.test(text.charAt(at - 1))) start = text.lastIndexOf(" ", at - 1) + 1;
  }
  const space = text.indexOf(" ", to);
  return { start, end: space < 0 ? text.length : space };
}

// --------------------------------------------------------------------------------------------------------------------------

function characters(rule: FaultRule, span: Span, message: string, does: string, edits: readonly TextEdit[]): FoundCharacters {
  return { rule, span, message, edits, cure: { message: does, edits } };
}

function spanOf(spans: readonly Span[]): Span {
  return { start: spans[0]?.start ?? 0, end: spans.at(-1)?.end ?? 0 };
}
