/** Lists of tags, `v=DMARC1; p=none`, as DKIM (RFC 6376 section 3.2), DMARC, MTA-STS, TLS-RPT and BIMI write them. */
import type { Severity } from "../../base/diagnostic.js";
import type { Span } from "../../base/source.js";
import { quoted } from "../../zone/problems.js";

/** Something wrong with the octets `start` to `end` of a text. */
export interface TextProblem extends Span {
  readonly message: string;
  /** Where it differs from the rule's own. */
  readonly severity?: Severity;
}

/** `name = value`, without the blanks around them. Spans are offsets in the text. */
export interface Tag {
  readonly name: string;
  readonly value: string;
  readonly span: Span;
  readonly nameSpan: Span;
  /** At least one octet: the whole tag where the value is empty. */
  readonly valueSpan: Span;
}

export interface TagList {
  readonly tags: readonly Tag[];
  readonly problems: readonly TextProblem[];
  /** The first tag of a name. */
  readonly find: (name: string) => Tag | undefined;
}

/** No record has more; a list of a million semicolons is one problem. */
const MAX_TAGS = 256;

/**
 * Reads a list. Names are compared as they are written, in lower case.
 *
 *     tag-list = tag-spec *( ";" tag-spec ) [ ";" ]
 *     tag-spec = [FWS] tag-name [FWS] "=" [FWS] tag-value [FWS]
 *     tag-name = ALPHA *( ALPHA / DIGIT / "_" )
 */
export function parseTagList(text: string): TagList {
  const tags = new Map<string, Tag>();
  const problems: TextProblem[] = [];
  let start = 0;
  for (let count = 0; start < text.length && count < MAX_TAGS; count++) {
    const semicolon = text.indexOf(";", start);
    const end = semicolon < 0 ? text.length : semicolon;
    readTag(text, start, end, semicolon < 0, tags, problems);
    start = end + 1;
  }
  return { tags: [...tags.values()], problems, find: (name) => tags.get(name) };
}

/** A problem with the value of a tag. */
export function valueProblem(tag: Tag, message: string, severity?: Severity): TextProblem {
  return { ...tag.valueSpan, message, ...(severity === undefined ? {} : { severity }) };
}

/** Problems of tags that have no meaning: readers ignore them, so the writer meant something else. */
export function unknownTags({ tags }: TagList, known: readonly string[], what: string): TextProblem[] {
  return tags
    .filter(({ name }) => !known.includes(name))
    .map(({ name, nameSpan }) => ({
      ...nameSpan,
      severity: "info",
      message: `${what} has no tag ${quoted(name)}: readers ignore it`,
    }));
}

/** The problem that a version is not the first tag, or not as it has to be. Readers ignore such a record. */
export function versionProblem({ tags, find }: TagList, version: string, text: string): TextProblem | undefined {
  const [first] = tags;
  const found = find("v");
  const word = `v=${version}`;
  if (found === undefined) {
    return {
      ...(first?.span ?? { start: 0, end: text.length }),
      message: `the record has to start with ${word}: it is ignored`,
    };
  }
  if (found !== first) return { ...found.span, message: `${word} has to be the first tag: the record is ignored` };
  if (found.value === version) return undefined;
  const rest = found.value.slice(version.length);
  if (found.value.toLowerCase() === version.toLowerCase()) {
    return valueProblem(found, `the version is ${version} with these capital letters: the record is ignored`);
  }
  if (found.value.startsWith(version) && /^[\s,:]/.test(rest)) {
    return valueProblem(found, `a semicolon has to follow ${word}: the record is ignored`);
  }
  return valueProblem(found, `the version is ${version}, not ${quoted(found.value)}: the record is ignored`);
}

// --------------------------------------------------------------------------------------------------------------------------

function readTag(
  text: string,
  from: number,
  to: number,
  isLast: boolean,
  tags: Map<string, Tag>,
  problems: TextProblem[],
): void {
  const span = trimmed(text, from, to);
  if (span.start === span.end) {
    // A semicolon at the very end is right.
    if (!isLast)
      problems.push({
        start: to,
        end: to + 1,
        message: "there is no tag in front of this semicolon",
        severity: "warning",
      });
    return;
  }
  const equals = text.slice(span.start, span.end).indexOf("=");
  const nameSpan = equals < 0 ? span : trimmed(text, span.start, span.start + equals);
  const name = text.slice(nameSpan.start, nameSpan.end).toLowerCase();
  if (equals < 0 || !/^[a-z][a-z0-9_]*$/.test(name)) {
    const shown = quoted(text.slice(span.start, span.end));
    problems.push({
      ...span,
      message: `${shown} is no tag: write name=value, with semicolons between the tags`,
    });
    return;
  }
  const inner = trimmed(text, span.start + equals + 1, span.end);
  const valueSpan = inner.start === inner.end ? span : inner;
  const tag: Tag = { name, value: text.slice(inner.start, inner.end), span, nameSpan, valueSpan };
  if (tags.has(name)) problems.push({ ...span, message: `the tag ${name} stands twice` });
  else tags.set(name, tag);
}

function trimmed(text: string, from: number, to: number): Span {
  let start = from;
  let end = to;
  while (start < end && isBlank(text.charCodeAt(start))) start++;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  return { start, end };
}

function isBlank(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d);
}
