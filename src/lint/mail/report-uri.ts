/** The lists of URIs that reports are sent to: `rua` and `ruf` of DMARC, `rua` of TLS-RPT. */
import { DomainName, isName } from "../../base/name.js";
import type { Span } from "../../base/source.js";
import { quoted } from "../../zone/problems.js";
import type { Tag, TextProblem } from "./tag-list.js";

/** One URI of a list, and its place in the text. */
interface ReportUri {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The URIs of a tag's value, which commas separate. */
function reportUris({ value, valueSpan }: Tag): ReportUri[] {
  const uris: ReportUri[] = [];
  let start = 0;
  for (const piece of value.split(",")) {
    const lead = piece.length - piece.trimStart().length;
    const text = piece.trim();
    const at = valueSpan.start + start + lead;
    // Something has to be marked where nothing stands between two commas.
    uris.push({
      text,
      start: text === "" ? valueSpan.start : at,
      end: text === "" ? valueSpan.end : at + text.length,
    });
    start += piece.length + 1;
  }
  return uris;
}

/** What is wrong with the URIs of a tag. `size` is whether `!10m` may follow, `https` whether reports may be posted. */
export function uriProblems(tag: Tag, allows: { readonly size: boolean; readonly https: boolean }): TextProblem[] {
  const problems: TextProblem[] = [];
  if (tag.value === "")
    return [
      {
        ...tag.span,
        message: `${tag.name} names no address: write ${tag.name}=mailto:reports@...`,
      },
    ];
  for (const uri of reportUris(tag)) {
    const message = problemOf(uri, tag.name, allows);
    if (message !== undefined) problems.push({ start: uri.start, end: uri.end, message });
  }
  return problems;
}

/** A domain that gets reports, and the place of its URI in the text. */
export interface ReportDomain extends Span {
  readonly domain: DomainName;
}

/** The domains of the `mailto:` URIs of a tag, those that are no addresses left out. */
export function reportDomains(tag: Tag): ReportDomain[] {
  return reportUris(tag).flatMap(({ text, start, end }) => {
    const [, address] = /^mailto:([^!]*)/i.exec(text) ?? [];
    const domain = address === undefined ? undefined : mailDomain(address);
    return domain === undefined ? [] : [{ domain, start, end }];
  });
}

// --------------------------------------------------------------------------------------------------------------------------

function problemOf({ text }: ReportUri, tag: string, allows: { size: boolean; https: boolean }): string | undefined {
  const shown = quoted(text);
  if (text === "") return `${tag} has a comma too many`;
  if (/\s/.test(text)) return `${shown} has a space: commas separate the addresses of ${tag}, and an address has no spaces`;
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(text)?.[1]?.toLowerCase();
  if (allows.https && scheme === "https") {
    return /^https:\/\/[^/\s]+/i.test(text) ? undefined : `${shown} is no https URI`;
  }
  if (scheme === undefined && text.includes("@"))
    return `${shown} is an address without scheme: write mailto:${printableAddress(text)}`;
  if (scheme !== "mailto") return `${tag} takes mailto:${allows.https ? " and https:" : ""} URIs, not ${shown}`;
  const [address = "", ...sizes] = text.slice("mailto:".length).split("!");
  if (sizes.length > 0) {
    if (!allows.size) return `${shown} has "!", which no address here may have`;
    if (sizes.length > 1 || !/^[0-9]+[kmgt]?$/i.test(sizes[0] ?? ""))
      return `the size behind "!" in ${shown} is a number with k, m, g or t`;
  }
  return mailDomain(address) === undefined ? `${shown} holds no mail address` : undefined;
}

function mailDomain(address: string): DomainName | undefined {
  const [local, host, ...others] = address.split("?")[0]?.split("@") ?? [];
  const domain = DomainName.fromText(host ?? "");
  if (local === "" || host === undefined || others.length > 0 || !isName(domain)) return undefined;
  return domain.labels.every((label) => /^[a-z0-9_-]+$/i.test(label)) ? domain : undefined;
}

function printableAddress(text: string): string {
  return text.replaceAll(/[^\x21-\x7e]/g, "").slice(0, 60);
}
