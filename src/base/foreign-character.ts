/** Characters outside ASCII that editors and web pages put in the place of ASCII ones, in octet strings of UTF-8. */

export interface ForeignCharacter {
  readonly kind: "blank" | "dash" | "quote" | "other";
  /** Octets that it takes: one where it is no UTF-8. */
  readonly length: number;
  /** What it is, as a part of a sentence that goes on with what to write. */
  readonly what: string;
}

const LOOKALIKES: readonly Readonly<{ kind: ForeignCharacter["kind"]; pattern: RegExp; what: string }>[] = [
  {
    kind: "quote",
    pattern: /^(?:\xe2\x80[\x98-\x9f\xb2\xb3\xb9\xba]|\xc2[\xab\xbb])/,
    what: "this is a typographic quotation mark, which is text of the record",
  },
  { kind: "dash", pattern: /^(?:\xe2\x80[\x90-\x95]|\xe2\x88\x92)/, what: 'this dash is not the "-" of ASCII' },
  {
    kind: "blank",
    pattern: /^(?:\xc2\xa0|\xe2\x80[\x80-\x8d\xaf]|\xe2\x81\xa0|\xe3\x80\x80)/,
    what: "this blank is not the space of ASCII",
  },
];

const CHARACTER = /^(?:[\xc0-\xff][\x80-\xbf]{1,3}|[\x80-\xff])/;

/** The character that starts at an octet outside ASCII. */
export function foreignCharacterAt(octets: string, at: number): ForeignCharacter {
  const here = octets.slice(at, at + 4);
  for (const { kind, pattern, what } of LOOKALIKES) {
    const match = pattern.exec(here);
    if (match !== null) return { kind, length: match[0].length, what };
  }
  const length = CHARACTER.exec(here)?.[0].length ?? 1;
  return { kind: "other", length, what: "this character is not: write names in the form that starts with xn--" };
}

/** The text that octets are in UTF-8. What is no UTF-8 becomes U+FFFD, which stands in no name. */
export function utf8Text(octets: string): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(Uint8Array.from(octets, (octet) => octet.charCodeAt(0)));
}
