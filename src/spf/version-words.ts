/** Why a text is no SPF record, for somebody who meant it to be one. */
import { printableStart } from "../base/escape.js";
import { parseRecord } from "./parse.js";

/** How much of a wrong version is quoted, in characters. */
const MAX_QUOTED = 20;

/** What is wrong with the start of a text that `isSpfRecord` refuses: one sentence without a full stop (RFC 7208 section 4.5). */
export function versionProblem(text: string): string {
  const start = text.slice(0, 64);
  if (text.trim() === "") return 'the text is empty; an SPF record starts with "v=spf1"';
  if (/^\s+v=spf1/i.test(start)) return 'a space stands in front of "v=spf1", which has to be the very first';
  if (/^["'`\u2018-\u201f]/.test(start))
    return 'a quote stands in front of "v=spf1": the quotes of a zone file are no part of a record';
  if (/^v=spf1/i.test(start)) return behindVersion(text.slice("v=spf1".length));
  if (/^(?:v=)?spf2/i.test(start)) return '"spf2.0" is Sender ID (RFC 4406), which nobody uses any more; SPF is "v=spf1"';
  if (/^v=spf(?:\s|$)/i.test(start)) return 'the 1 of "v=spf1" is missing';
  if (/^v=spf/i.test(start)) return `there is no version "${firstWord(text)}"; the only one is "v=spf1"`;
  if (/^v[\s=:-]*spf[\s-]*1/i.test(start)) return '"v=spf1" is written without spaces and with an equals sign';
  if (/^spf1?(?:\s|$)/i.test(start)) return 'the "v=" of "v=spf1" is missing';
  const other = /^v=(DMARC1|DKIM1|BIMI1|TLSRPTv1|STSv1)\b/i.exec(start)?.[1];
  if (other !== undefined) return `this is a record of another kind, "v=${other}"; an SPF record starts with "v=spf1"`;
  const isRest = parseRecord(`v=spf1 ${text}`).problems.length === 0;
  return isRest ? `"v=spf1 " is missing in front of it` : 'an SPF record starts with "v=spf1" and a space';
}

function behindVersion(rest: string): string {
  const next = rest.charAt(0);
  if (/[0-9.]/.test(next)) return `there is no version "v=spf1${firstWord(rest)}"; the only one is "v=spf1"`;
  const shown = next === "\t" ? "a tab" : `"${printableStart(next, MAX_QUOTED)}"`;
  return `behind "v=spf1" stands ${shown}, and only a space may`;
}

function firstWord(text: string): string {
  return printableStart(/^\S*/.exec(text)?.[0] ?? "", MAX_QUOTED);
}
