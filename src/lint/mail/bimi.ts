/** BIMI assertion records (draft-brand-indicators-for-message-identification, section 4.3). */
import { quoted } from "../../zone/problems.js";
import { type TextProblem, parseTagList, unknownTags, valueProblem, versionProblem } from "./tag-list.js";

const KNOWN_TAGS = ["v", "l", "a", "avp", "lps", "e", "s"];

/** What is wrong with a record. `l=; a=;` says that a domain takes no part. */
export function bimiProblems(text: string): readonly TextProblem[] {
  const list = parseTagList(text);
  const version = versionProblem(list, "BIMI1", text);
  if (version !== undefined) return [version];
  const problems: TextProblem[] = [...list.problems];
  const location = list.find("l");
  const authority = list.find("a");
  if (location === undefined) {
    problems.push({
      start: 0,
      end: text.length,
      message: "the record has no l, the place of the image; l= alone says that there is none",
    });
  } else if (location.value !== "" && !isHttps(location.value)) {
    problems.push(valueProblem(location, `l is one https URI of an SVG image, not ${quoted(location.value)}`));
  } else if (/\.(?:png|jpe?g|gif|webp|bmp)$/i.test(location.value)) {
    problems.push(valueProblem(location, `the image has to be an SVG, not ${quoted(location.value)}`));
  }
  if (authority !== undefined && authority.value !== "" && authority.value !== "self" && !isHttps(authority.value)) {
    problems.push(valueProblem(authority, `a is the https URI of a certificate, not ${quoted(authority.value)}`));
  }
  problems.push(...unknownTags(list, KNOWN_TAGS, "BIMI"));
  return problems;
}

function isHttps(uri: string): boolean {
  return /^https:\/\/[a-z0-9.-]+(?::[0-9]+)?(?:\/[\x21-\x2b\x2d-\x7e]*)?$/i.test(uri);
}
