/** The record that says who gets reports about TLS (RFC 8460 section 3). */
import { uriProblems } from "./report-uri.js";
import { type TextProblem, parseTagList, versionProblem } from "./tag-list.js";

/** What is wrong with a record. Further fields are for extensions and are not judged. */
export function tlsRptProblems(text: string): readonly TextProblem[] {
  const list = parseTagList(text);
  const version = versionProblem(list, "TLSRPTv1", text);
  if (version !== undefined) return [version];
  const rua = list.find("rua");
  if (rua === undefined) {
    return [...list.problems, { start: 0, end: text.length, message: "the record has no rua, so nobody gets the reports" }];
  }
  return [...list.problems, ...uriProblems(rua, { size: false, https: true })];
}
