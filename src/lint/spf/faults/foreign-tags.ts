/** Tags of other records within an SPF record: the parser reads `p=none` as a modifier that it does not know, and says nothing. */
import type { CharacterDetector, FoundCharacters } from "./characters.js";
import { shown } from "./fault.js";
import { words } from "./tokens.js";

interface Kind {
  readonly pattern: RegExp;
  readonly what: string;
  readonly place: string;
}

const KINDS: readonly Kind[] = [
  {
    pattern:
      /^(?:v=dmarc[0-9]*|n?p=(?:none|quarantine|reject)|sp=(?:none|quarantine|reject)|pct=[0-9]+|ru[af]=\S*|a(?:dkim|spf)=[rs]|fo=[01ds:]+|rf=(?:afrf|iodef)|ri=[0-9]+|psd=[ynu])$/i,
    what: "a tag of DMARC",
    place: "publish it in the TXT record of _dmarc",
  },
  {
    pattern:
      /^(?:v=dkim[0-9]*|k=(?:rsa|ed25519)|h=sha(?:1|256)(?::sha(?:1|256))*|t=(?:y|s|y:s|s:y)|s=(?:email|\*)|g=\*|p=[a-z0-9+/]{30,}={0,2})$/i,
    what: "a tag of a DKIM key",
    place: "publish it in the TXT record of its selector below _domainkey",
  },
  {
    pattern: /^v=(?:stsv1|tlsrptv1|bimi1)$/i,
    what: "the start of a record for mail of another kind",
    place: "publish it in the TXT record of its own name",
  },
  {
    pattern: /^(?:[a-z0-9-]+-(?:verification|verify|site-verification)|ms|verification|apple-domain|msverify)=\S+$/i,
    what: "a proof for a service",
    place: "publish it as a TXT record of its own",
  },
];

/** Runs of tags, with the semicolons between them and the one in front. */
export const foreignTags: CharacterDetector = (text) => {
  // Nearly every record has no tag.
  if (!/[\s;][\w-]+=/.test(text)) return [];
  const found: FoundCharacters[] = [];
  const all = words(text, "v=spf1".length);
  for (let index = 0; index < all.length; index++) {
    const kind = kindOf(text, all[index]);
    const first = all[index];
    if (kind === undefined || first === undefined) continue;
    let last = first;
    while (kindOf(text, all[index + 1]) !== undefined || /^;+$/.test(textOf(text, all[index + 1]))) {
      index++;
      last = all[index] ?? last;
    }
    const blanks = backOver(text, first.start, " ");
    const semicolons = backOver(text, blanks, ";");
    const start = semicolons < blanks ? semicolons : first.start;
    const tag = textOf(text, first).replace(/;.*$/, "");
    const message = `${shown(`"${tag}"`)} is ${kind.what}, which SPF ignores: ${kind.place}`;
    const edits = [{ span: { start: backOver(text, start, " "), end: last.end }, text: "" }];
    const removed = shown(text.slice(start, last.end));
    const cure = { message: `remove ${removed}`, edits, claim: { kind: "nothing" as const } };
    found.push({ rule: "foreign-tags", span: { start, end: last.end }, message, edits, cure });
  }
  return found;
};

/** Where a run of one character starts that ends at `end`. */
function backOver(text: string, end: number, character: string): number {
  let at = end;
  while (text.charAt(at - 1) === character) at--;
  return at;
}

function textOf(text: string, word: { readonly start: number; readonly end: number } | undefined): string {
  return word === undefined ? "" : text.slice(word.start, word.end);
}

// `p=none;sp=none;` is one word.
function kindOf(text: string, word: { readonly start: number; readonly end: number } | undefined): Kind | undefined {
  const tags = textOf(text, word)
    .split(";")
    .filter((tag) => tag !== "");
  const kinds = tags.map((tag) => KINDS.find(({ pattern }) => pattern.test(tag)));
  return kinds.includes(undefined) ? undefined : kinds[0];
}
