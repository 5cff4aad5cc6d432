/** A verdict in the words of `spf-cases.ts`. */
import type { MailResult } from "../../src/spf/check.js";
import type { CheckHostResult } from "../../src/spf/result.js";

export function summaryOf({ helo, mailFrom }: MailResult): string[] {
  return [helo, mailFrom].flatMap((verdict) => (verdict === undefined ? [] : [line(verdict)]));
}

function line({ identity, result, reason, counts, path, explanation }: CheckHostResult): string {
  const { lookups, voidLookups, questions } = counts;
  const places = path.map(({ domain, record, term }) => {
    const text = record === undefined || term === undefined ? "" : ` ${record.text.slice(term.span.start, term.span.end)}`;
    return `${domain.text}${text}`;
  });
  const words = [`${identity} ${result}`, reason.code, `${lookups}/${voidLookups}/${questions}`, places.join(" > ")];
  return words.join(", ") + (explanation === undefined ? "" : `, "${explanation}"`);
}
