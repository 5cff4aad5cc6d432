/** The verdicts of `spf check` as header fields. */
import type { MailResult } from "../../spf/check.js";
import { formatAuthenticationResults, formatReceivedSpf } from "../../spf/headers.js";

/** Received-SPF for each identity and one Authentication-Results, lines ended by LF. */
export function formatHeaders(result: MailResult, receiver: string): string {
  const verdicts = [result.mailFrom, result.helo].filter((verdict) => verdict !== undefined);
  const lineEnd = "\n";
  const fields = verdicts.map((verdict) => formatReceivedSpf(verdict, { lineEnd, receiver }));
  fields.push(formatAuthenticationResults(verdicts, { lineEnd, authservId: receiver }));
  return fields.map((field) => `${field}\n`).join("");
}
