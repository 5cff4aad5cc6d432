/** Which TXT records of an answer are SPF records (RFC 7208 section 4.5). */
import type { Answer } from "../base/question.js";
import { isSpfRecord } from "./parse.js";

/** TXT records that somebody may have meant as an SPF record, for the explanation of a none. */
export function lookalikes(answer: Answer): string[] {
  if (answer.status !== "noerror") return [];
  const texts = answer.records.flatMap((record) => (record.type === "TXT" ? [record.strings.join("")] : []));
  return texts.filter((text) => /spf1|v ?= ?spf/i.test(text.slice(0, 32)));
}

/** The SPF records of an answer: those that start with the version (section 4.5), their strings joined without a space (section 3.3). */
export function selectRecords(answer: Answer): string[] {
  const texts: string[] = [];
  if (answer.status !== "noerror") return texts;
  for (const record of answer.records) {
    if (record.type !== "TXT") continue;
    // One string is the usual case, and the string itself keeps its hash for the memo.
    const text = record.strings.length === 1 ? (record.strings[0] ?? "") : record.strings.join("");
    if (isSpfRecord(text)) texts.push(text);
  }
  return texts;
}
