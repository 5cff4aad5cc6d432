/** DMARC records (RFC 9989 sections 4.7 and 4.8, and RFC 7489 section 6.3 before it). */
import { closest } from "../../base/suggest.js";
import { quoted } from "../../zone/problems.js";
import { remembering } from "./remembering.js";
import { uriProblems } from "./report-uri.js";
import {
  type Tag,
  type TagList,
  type TextProblem,
  parseTagList,
  unknownTags,
  valueProblem,
  versionProblem,
} from "./tag-list.js";

const POLICIES = ["none", "quarantine", "reject"];

/** Both documents together: RFC 9989 drops pct, rf and ri, takes np from RFC 9091, and adds psd and t. */
const KNOWN_TAGS = ["v", "p", "sp", "np", "pct", "rua", "ruf", "adkim", "aspf", "fo", "rf", "ri", "t", "psd"];

export interface DmarcRecord extends TagList {
  /** Whether readers take it as a DMARC record at all. */
  readonly isRead: boolean;
}

/** Reads a record, with all that is wrong with it but a missing policy. */
export const parseDmarc: (text: string) => DmarcRecord = remembering(readDmarc);

function readDmarc(text: string): DmarcRecord {
  const list = parseTagList(text);
  const version = versionProblem(list, "DMARC1", text);
  // Nothing else counts in a record that nobody reads.
  if (version !== undefined) return { ...list, problems: [version], isRead: false };
  const problems = [...list.problems, ...list.tags.flatMap(valueProblems), ...unknownTags(list, KNOWN_TAGS, "DMARC")];
  return { ...list, problems: problems.toSorted((a, b) => a.start - b.start), isRead: true };
}

// --------------------------------------------------------------------------------------------------------------------------

function valueProblems(tag: Tag): TextProblem[] {
  const { name, value } = tag;
  const word = value.toLowerCase();
  switch (name) {
    case "p":
    case "sp":
    case "np": {
      if (POLICIES.includes(word)) return [];
      const meant = closest(word, POLICIES);
      const help = meant === undefined ? "" : `: did you mean ${meant}?`;
      return [valueProblem(tag, `${name} is none, quarantine or reject, not ${quoted(value)}${help}`)];
    }
    case "adkim":
    case "aspf":
      return oneOf(tag, ["r", "s"], "r (relaxed) or s (strict)");
    case "t":
      return oneOf(tag, ["y", "n"], "y or n");
    case "psd":
      return oneOf(tag, ["y", "n", "u"], "y, n or u");
    case "rf":
      return oneOf(tag, ["afrf"], "afrf");
    case "fo": {
      const bad = word.split(":").find((option) => !/^\s*[01ds]\s*$/.test(option));
      return bad === undefined ? [] : [valueProblem(tag, `fo is 0, 1, d and s with colons between them, not ${quoted(value)}`)];
    }
    case "pct": {
      if (!/^[0-9]{1,3}$/.test(value) || Number(value) > 100) {
        return [valueProblem(tag, `pct is a number from 0 to 100, not ${quoted(value)}`)];
      }
      const message = "RFC 9989 has no pct: newer receivers apply the policy to all mail; t=y is how to test it";
      return Number(value) === 100 ? [] : [{ ...tag.span, severity: "info", message }];
    }
    case "ri":
      return /^[0-9]{1,10}$/.test(value) ? [] : [valueProblem(tag, `ri is a number of seconds, not ${quoted(value)}`)];
    case "rua":
    case "ruf":
      return uriProblems(tag, { size: true, https: false });
    default:
      return [];
  }
}

function oneOf(tag: Tag, values: readonly string[], words: string): TextProblem[] {
  if (values.includes(tag.value.toLowerCase())) return [];
  return [valueProblem(tag, `${tag.name} is ${words}, not ${quoted(tag.value)}`)];
}
