/** The record that says that a domain has an MTA-STS policy (RFC 8461 section 3.1). */
import { quoted } from "../../zone/problems.js";
import { type TextProblem, parseTagList, valueProblem, versionProblem } from "./tag-list.js";

/**
 * What is wrong with a record. Further fields are for extensions and are not judged.
 *
 *     sts-id = %s"id" *WSP "=" *WSP 1*32(ALPHA / DIGIT)
 */
export function mtaStsProblems(text: string): readonly TextProblem[] {
  const list = parseTagList(text);
  const version = versionProblem(list, "STSv1", text);
  if (version !== undefined) return [version];
  const id = list.find("id");
  if (id === undefined) {
    const message = "the record has no id, which tells senders when the policy changed: they ignore it";
    return [...list.problems, { start: 0, end: text.length, message }];
  }
  if (/^[a-z0-9]{1,32}$/i.test(id.value)) return list.problems;
  return [...list.problems, valueProblem(id, `an id is 1 to 32 letters and digits, not ${quoted(id.value)}`)];
}
