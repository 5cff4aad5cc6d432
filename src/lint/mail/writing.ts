/**
 * What the writing of a zone file does to text for mail: the strings are there, but not the record that was meant. A record has at
 * most one such fault, the first in the order below; while it has one, nothing else is said of it.
 */
import { type ForeignCharacter, foreignCharacterAt } from "../../base/foreign-character.js";
import type { Span } from "../../base/source.js";
import { isSpfRecord, parseRecord } from "../../spf/parse.js";
import { quoted } from "../../zone/problems.js";
import { type TextRecord, isQuoted, placeInText, placeOfText } from "../text-place.js";

export type WritingRule =
  | "chunk-join-missing-space"
  | "escape-residue"
  | "literal-quotes"
  | "non-ascii"
  | "nonbreaking-space"
  | "records-concatenated"
  | "smart-quotes"
  | "tab-separator"
  | "txt-cut-by-comment"
  | "txt-unquoted"
  | "unicode-dash"
  | "version-leading-junk"
  | "version-missing-space"
  | "version-punctuation"
  | "version-typo";

export interface WritingFault {
  readonly rule: WritingRule;
  readonly span: Span;
  readonly message: string;
  readonly severity?: "warning";
}

const CONCATENATED = "a second SPF record starts in the middle of this one, and a domain has one: make one record of both";

/** Text without anything that the slower looks are for. */
const PLAIN = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;

/** Looks at text that is meant as an SPF record. */
export function findSpfFault(record: TextRecord, strings: readonly string[], text: string): WritingFault | undefined {
  const second = / v=spf1(?:$| )/i.exec(text.slice("v=spf1".length));
  if (second !== null) {
    const start = "v=spf1".length + second.index + 1;
    return {
      rule: "records-concatenated",
      span: placeInText(record, start, start + "v=spf1".length).span,
      message: CONCATENATED,
    };
  }
  if (strings.length === 1 && isSpfRecord(text) && PLAIN.test(text)) {
    return text.length === "v=spf1".length ? findCut(record, text) : undefined;
  }
  return (
    findCut(record, text) ??
    findForeign(record, text, "an SPF record is ASCII") ??
    findQuote(record, text, "an SPF record has no quotes in it") ??
    findUnquoted(record, strings, "two terms become one") ??
    findResidue(record, text) ??
    findLeadingJunk(record, text) ??
    findSeam(record, strings) ??
    findVersion(record, text)
  );
}

/** Looks at text that is meant as a list of tags, such as `v=DMARC1; p=none`. */
export function findTagListFault(
  record: TextRecord,
  strings: readonly string[],
  text: string,
  kind: string,
): WritingFault | undefined {
  const cut = findCut(record, text);
  if (cut !== undefined) return cut;
  if (strings.length === 1 && PLAIN.test(text) && text.charCodeAt(0) !== 0x20) return undefined;
  const fault =
    findForeign(record, text, "the record is ASCII") ??
    (kind === "dkim" && /(?:^|;)\s*n\s*=/.test(text) ? undefined : findQuote(record, text, "the record has no quotes in it")) ??
    findUnquoted(record, strings, undefined) ??
    findResidue(record, text);
  // Blanks in front of a DKIM key are right (RFC 6376 section 3.2).
  return fault ?? (kind === "dkim" ? undefined : findLeadingJunk(record, text));
}

// --------------------------------------------------------------------------------------------------------------------------

// `TXT v=DMARC1; p=none`: a semicolon without quotes starts a comment.
function findCut(record: TextRecord, text: string): WritingFault | undefined {
  const { data, dataSpans } = record;
  const last = dataSpans.at(-1);
  if (last === undefined || isQuoted(record, last)) return undefined;
  // In the form of RFC 3597 there is no text to be cut.
  if (data.type !== "TXT" || data.strings.length !== dataSpans.length) return undefined;
  const rest = /^([ \t]*);[^\r\n]*/.exec(record.source.slice(last.end, last.end + MAX_COMMENT));
  if (rest === null) return undefined;
  const comment = rest[0].trim();
  const looksMeant = /^;\s*[a-z]{1,5}\s*=/i.test(comment) || (rest[1] === "" && /^v\s*=\s*[a-z0-9]+$/i.test(text));
  if (!looksMeant) return undefined;
  const start = last.end + (rest[1]?.length ?? 0);
  return {
    rule: "txt-cut-by-comment",
    span: { start, end: start + comment.length },
    message: `a semicolon outside quotes starts a comment: the record is ${quoted(text)}, without this`,
  };
}

/** How much of a line is looked at, in octets. */
const MAX_COMMENT = 1000;

// --------------------------------------------------------------------------------------------------------------------------

/** The rules about characters that stand in the place of ASCII ones. */
const FOREIGN: Readonly<Record<ForeignCharacter["kind"], WritingRule>> = {
  quote: "smart-quotes",
  dash: "unicode-dash",
  blank: "nonbreaking-space",
  other: "non-ascii",
};

function findForeign(record: TextRecord, text: string, why: string): WritingFault | undefined {
  const at = text.search(/[\x80-\xff]/);
  if (at < 0) return undefined;
  if (text.startsWith("\xef\xbb\xbf")) {
    const message = "a byte order mark stands in front of the record, which nobody recognises then";
    return { rule: "version-leading-junk", span: placeInText(record, 0, 3).span, message };
  }
  const { kind, length, what } = foreignCharacterAt(text, at);
  const message = kind === "other" ? `${why}, and ${what}` : what;
  return { rule: FOREIGN[kind], span: placeInText(record, at, at + length).span, message };
}

// --------------------------------------------------------------------------------------------------------------------------

function findQuote(record: TextRecord, text: string, why: string): WritingFault | undefined {
  const at = text.indexOf('"');
  if (at < 0) return undefined;
  const message = `this quotation mark is part of the data, and ${why}`;
  return { rule: "literal-quotes", span: placeInText(record, at, at + 1).span, message };
}

// Words without quotes are a string each, and strings are joined without a space.
function findUnquoted(record: TextRecord, strings: readonly string[], breaks: string | undefined): WritingFault | undefined {
  if (strings.length < 2 || record.dataSpans.length !== strings.length) return undefined;
  const [first] = record.dataSpans;
  if (first === undefined || isQuoted(record, first) || !record.dataSpans.every((span) => !isQuoted(record, span)))
    return undefined;
  // A $GENERATE has other fields than its records.
  if (!record.source.slice(first.start, first.end).includes(strings[0]?.slice(0, 3) ?? "")) return undefined;
  const { span } = placeOfText(record);
  const what = `without quotes this is ${strings.length} strings, which are joined without a space`;
  if (breaks !== undefined) return { rule: "txt-unquoted", span, message: `${what}: ${breaks}` };
  return {
    rule: "txt-unquoted",
    span,
    message: `${what}; write all of it in one pair of quotes`,
    severity: "warning",
  };
}

function findResidue(record: TextRecord, text: string): WritingFault | undefined {
  const match = /\\(?:[;"\s]|[0-9]{3})/.exec(text);
  if (match === null) return undefined;
  const message = `the data has a backslash here: ${quoted(match[0])} was escaped twice`;
  return {
    rule: "escape-residue",
    span: placeInText(record, match.index, match.index + match[0].length).span,
    message,
  };
}

function findLeadingJunk(record: TextRecord, text: string): WritingFault | undefined {
  const match = /^[\s'`*_(<[,;.]+(?=v\s*=)/i.exec(text);
  if (match === null) return undefined;
  const what = match[0].trim() === "" ? "a blank stands" : `${quoted(match[0])} stands`;
  const message = `${what} in front of "v=", so that nobody recognises the record`;
  return {
    rule: "version-leading-junk",
    span: placeInText(record, 0, match[0].length).span,
    message,
  };
}

// --------------------------------------------------------------------------------------------------------------------------

/** What a string starts with when its writer took the end of the one before for a space. */
const TERM_START =
  /^(?:[-+~?]?(?:all|a|mx|ptr)(?=$|[ :/])|[-+~?]?(?:include|exists|ip4|ip6):|(?:redirect|exp)=|v=spf1(?=$| ))/i;

/** The longest term that is looked at, in octets: a domain-spec has seldom more than a name. */
const MAX_TERM = 512;

function findSeam(record: TextRecord, strings: readonly string[]): WritingFault | undefined {
  let nextStart = 0;
  let nextLeft = "";
  for (const text of strings) {
    const start = nextStart;
    const left = nextLeft;
    const space = text.lastIndexOf(" ");
    nextStart += text.length;
    nextLeft = space < 0 ? left + text : text.slice(space + 1);
    if (left === "" || left.length > MAX_TERM || !TERM_START.test(text)) continue;
    const right = text.split(" ", 1)[0] ?? "";
    // One word in two strings is right when its first half is nothing by itself, such as "include:_s" "pf.example.org".
    if (!isTerm(left) || !isTerm(right)) continue;
    const { span } = placeInText(record, start, start + right.length);
    if (/^v=spf1$/i.test(right)) {
      return { rule: "records-concatenated", span, message: CONCATENATED };
    }
    const message = `strings are joined without a space, which makes this ${quoted(left + right)}: put a space in front of it`;
    return { rule: "chunk-join-missing-space", span, message };
  }
  return undefined;
}

function isTerm(text: string): boolean {
  return /^v=spf1$/i.test(text) || parseRecord(`v=spf1 ${text}`).problems.length === 0;
}

// --------------------------------------------------------------------------------------------------------------------------

const TERM = /[\s;,][-~?+]?(?:all|a|mx|ptr)(?=$|[\s;,:/])|(?:include|ip4|ip6|exists):|redirect=/i;
const SURE_TERM = /[\s;,][-~?]all(?=$|[\s;,])|(?:include|ip4|ip6|exists):|redirect=/i;

// What nearly starts an SPF record is none: receivers see a domain without SPF (RFC 7208 section 4.5).
function findVersion(record: TextRecord, text: string): WritingFault | undefined {
  if (isSpfRecord(text)) return undefined;
  const none = "this is no SPF record";
  const right = /^v=spf1(.)/is.exec(text);
  if (right !== null) {
    const next = right[1] ?? "";
    if (/[;,:.]/.test(next)) {
      const message = `${none}: a space has to follow v=spf1, not ${quoted(next)}`;
      return { rule: "version-punctuation", span: placeInText(record, 6, 7).span, message };
    }
    const blank = /^[\t-\r]+/.exec(text.slice(6))?.[0];
    if (blank !== undefined) {
      const what = blank.startsWith("\t") ? "a tab (\\009)" : "a line end";
      const message = `${none}: ${what} follows v=spf1, and only a space is right there`;
      return { rule: "tab-separator", span: placeInText(record, 6, 6 + blank.length).span, message };
    }
    if (/^v=spf1[-+~?]?(?:all|include|a|mx|ptr|ip4|ip6|exists|redirect|exp)(?=$|[\s:/=])/i.test(text)) {
      const end = text.split(" ", 1)[0]?.length ?? 7;
      const message = `${none}: a space has to follow v=spf1`;
      return { rule: "version-missing-space", span: placeInText(record, 0, end).span, message };
    }
  }
  const near = /^[-+~?]?(?:v\s*[=:-]*\s*)?["']?(?:spf\s?v?[0-9.]*|sfp1|psf1|sf1|sp1|fps1|spf1)(?=[\s;,:]|$)/i.exec(text);
  if (near === null) return undefined;
  const hasVersion = /^[-+~?]?v\s*[=:]/i.test(text);
  const rest = text.slice(near[0].length);
  // "spf is a mechanism" is prose.
  if (!(hasVersion ? TERM : SURE_TERM).test(rest) && !(hasVersion && near[0].length === text.length)) return undefined;
  const message = `${none}: it has to start with v=spf1 and a space, not ${quoted(near[0])}`;
  return { rule: "version-typo", span: placeInText(record, 0, near[0].length).span, message };
}
