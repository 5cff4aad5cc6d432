/** The lines that a $GENERATE directive stands for: names, TTL, class, type and data with the numbers of its range put in. */
import type { Span } from "../base/source.js";
import type { GenerateDirective } from "./directives.js";
import { type GeneratePattern, MAX_GENERATED_OCTETS, expandPattern, parsePattern, parseRange } from "./generate.js";
import { TokenKind } from "./lexer.js";
import { type ProblemList, quoted, reportError } from "./problems.js";
import { type ZoneTree, textBetween, tokenSpan, tokenText } from "./tree.js";
import { looksLikeTtl } from "./ttl.js";
import { findClass } from "./types.js";

/** The lines that a $GENERATE stands for. */
export interface GeneratedLines {
  readonly text: string;
  /** Where each line starts in the text. */
  readonly lines: readonly number[];
  /** What they are made of, in the file. */
  readonly spans: { readonly all: Span; readonly owner: Span; readonly type: Span; readonly data: Span };
  /** What a line was made with. */
  readonly note: (line: number) => string;
}

/** Makes the lines, of no more than so many octets. Undefined where there are none, which is reported. */
export function generateLines(
  tree: ZoneTree,
  directive: GenerateDirective,
  span: Span,
  octetsLeft: number,
  problems: ProblemList,
): GeneratedLines | undefined {
  const fail = (code: "bad-range" | "too-many-records", at: Span, message: string): undefined => {
    reportError(problems, code, at, message, SECTION);
    return undefined;
  };
  const range = parseRange(directive.range);
  if (typeof range === "string") return fail("bad-range", directive.rangeSpan, `the range ${quoted(directive.range)} ${range}`);
  const parts = partsOf(tree, directive.tokens);
  const ownerSpan = tokenSpan(tree, parts.owner);
  if (parts.type === undefined || parts.data === undefined) {
    const message = "the directive ends here, but it needs a type and data after the owner";
    reportError(problems, "missing-data", { start: span.end, end: span.end }, message, SECTION);
    return undefined;
  }
  if (tree.tokens.kinds[parts.owner] === TokenKind.Quoted) {
    reportError(problems, "quoted-field", ownerSpan, "write the owner without quotes", SECTION);
    return undefined;
  }
  if (parts.data.isSplit) {
    const message = 'the data of a $GENERATE is one word or one quoted string: put all of it into quotes, such as "10 mail-$"';
    reportError(problems, "generate-without-quotes", parts.data.span, message, SECTION);
  }
  const owner = parsePattern(tokenText(tree, parts.owner));
  if (typeof owner === "string") return fail("bad-range", ownerSpan, `${quoted(tokenText(tree, parts.owner))} ${owner}`);
  const data = parsePattern(parts.data.text);
  if (typeof data === "string") return fail("bad-range", parts.data.span, `${quoted(parts.data.text)} ${data}`);
  const lines: number[] = [];
  const text = expandLines(owner, parts.header, data, range, lines, octetsLeft);
  if (typeof text !== "string") {
    const message =
      text.problem === "number"
        ? `with the offset, $ is below 0 or above 2147483647 for ${text.value}`
        : `all lines that $GENERATE makes in this zone would have more than ${MAX_GENERATED_OCTETS} octets`;
    return fail(text.problem === "number" ? "bad-range" : "too-many-records", span, message);
  }
  return {
    text,
    lines,
    spans: { all: span, owner: ownerSpan, type: tokenSpan(tree, parts.type), data: parts.data.span },
    note: (line) => `here $ is ${range.start + line * range.step}`,
  };
}

// --------------------------------------------------------------------------------------------------------------------------

const SECTION = "BIND ARM, $GENERATE";

interface GenerateParts {
  readonly owner: number;
  /** TTL, class and type. */
  readonly header: string;
  readonly type: number | undefined;
  /** `isSplit` where it has several words, which BIND does not take. */
  readonly data: { readonly text: string; readonly span: Span; readonly isSplit: boolean } | undefined;
}

function partsOf(tree: ZoneTree, tokens: readonly number[]): GenerateParts {
  const owner = tokens[0] ?? 0;
  let at = 1;
  const isBeforeType = (token: number): boolean => {
    const text = tokenText(tree, token);
    return tree.tokens.kinds[token] === TokenKind.Word && (looksLikeTtl(text) || findClass(text) !== undefined);
  };
  while (at < tokens.length && isBeforeType(tokens[at] ?? 0)) at++;
  const type = tokens[at];
  const header = tokens
    .slice(1, at + 1)
    .map((token) => tokenText(tree, token))
    .join(" ");
  const fields = tokens.slice(at + 1);
  const [first] = fields;
  if (type === undefined || first === undefined) return { owner, header, type, data: undefined };
  const span = {
    start: tokenSpan(tree, first).start,
    end: tokenSpan(tree, fields.at(-1) ?? first).end,
  };
  if (fields.length === 1 && tree.tokens.kinds[first] === TokenKind.Quoted) {
    // BIND takes one string as the whole data, and \" in it as a quote.
    const text = textBetween(tree, span.start + 1, span.end - 1).replaceAll('\\"', '"');
    return { owner, header, type, data: { text, span, isSplit: false } };
  }
  return {
    owner,
    header,
    type,
    data: { text: fields.map((token) => tokenText(tree, token)).join(" "), span, isSplit: fields.length > 1 },
  };
}

type ExpandProblem = { readonly problem: "number" | "size"; readonly value: number };

function expandLines(
  owner: GeneratePattern,
  header: string,
  data: GeneratePattern,
  range: { readonly start: number; readonly stop: number; readonly step: number },
  lines: number[],
  limit: number,
): string | ExpandProblem {
  const parts: string[] = [];
  let length = 0;
  for (let value = range.start; value <= range.stop; value += range.step) {
    const name = expandPattern(owner, value);
    const fields = expandPattern(data, value);
    if (name === undefined || fields === undefined) return { problem: "number", value };
    // A name that starts with one of these would be read as a directive or as a comment.
    const line = `${/^[$#]/.test(name) ? "\\" : ""}${name} ${header} ${fields}\n`;
    lines.push(length);
    length += line.length;
    if (length > limit) return { problem: "size", value };
    parts.push(line);
  }
  return parts.join("");
}
