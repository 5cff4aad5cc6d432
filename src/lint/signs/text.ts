/**
 * What TXT records are, decided on the octets of the file. Nearly all texts for mail are plainly right, and nearly all others are
 * plainly about something else; what is left is doubtful, and the rules read it. Plainly right is a part of what the rules accept.
 */
import type { ZoneFile } from "../../zone/zone-file.js";
import { HAS_DOUBTFUL_TEXT, HAS_HARD_FAIL, HAS_PLAIN_SPF, NEEDS_ADDRESS, NEEDS_MX } from "./facts.js";
import { isPlainSpf } from "./plain-spf.js";
import { isPlainDkim, isPlainDmarc, isSimpleSpf } from "./plain-texts.js";
import { type Apexes, mayBeWithin } from "./traits.js";

/** What a name is for. `other`: a name for something, which is not looked at here. */
export type Purpose = "none" | "dmarc" | "dkim" | "other";

export class TextJudge {
  /** Whether a DMARC record was among the texts. */
  hasDmarc = false;
  readonly #apexes: Apexes;
  readonly #hasNoFinding: (text: string) => boolean;
  // Of the text that was read last: its octets in the file, or -1 where it is of several strings.
  #start = 0;

  constructor(apexes: Apexes, hasNoFinding: (text: string) => boolean) {
    this.#apexes = apexes;
    this.#hasNoFinding = hasNoFinding;
  }

  /**
   * The facts of a name with a text whose detail in the table is `detail`. `hasPlainSpf` is whether a text before it was plainly an
   * SPF record: a name has one.
   */
  look(file: ZoneFile, detail: number, purpose: Purpose, hasPlainSpf: boolean): number {
    const { octets } = file;
    const start = detail < 0 ? ~detail : detail;
    if (purpose === "none") {
      if (isForeign(octets, start)) return 0;
      if (!isSpfAt(octets, start + 1)) return HAS_DOUBTFUL_TEXT;
    }
    const text = this.#read(file, start, detail < 0 ? 1 : 0);
    if (text === undefined) return HAS_DOUBTFUL_TEXT;
    switch (purpose) {
      case "none":
        return hasPlainSpf ? HAS_DOUBTFUL_TEXT : this.#lookAtSpf(octets, text);
      case "dmarc":
        this.hasDmarc = true;
        return isPlainDmarc(text) && !this.#mayBeReportedHere(octets, text) ? 0 : HAS_DOUBTFUL_TEXT;
      case "dkim":
        return isPlainDkim(text) ? 0 : HAS_DOUBTFUL_TEXT;
      case "other":
        return HAS_DOUBTFUL_TEXT;
    }
  }

  /** Whether a plain DMARC record may have reports sent to these zones: whether they are permitted there is for the rules. */
  #mayBeReportedHere(octets: Uint8Array, text: string): boolean {
    if (!this.#apexes.hasOthers) return false;
    if (this.#apexes.hasPermissions) return text.includes("@");
    for (let at = text.indexOf("@"); at >= 0; at = text.indexOf("@", at + 1)) {
      if (this.#start < 0) return true;
      let end = at + 1;
      while (end < text.length && text[end] !== "," && text[end] !== ";") end++;
      if (mayBeWithin(this.#apexes, octets, this.#start + at + 1, this.#start + end, -1)) return true;
    }
    return false;
  }

  #lookAtSpf(octets: Uint8Array, text: string): number {
    // How strings are joined is a matter of its own.
    if (this.#start < 0 || !isSimpleSpf(text)) return HAS_DOUBTFUL_TEXT;
    if (!isPlainSpf(text) && (UNSURE.test(text) || !this.#hasNoFinding(text))) return HAS_DOUBTFUL_TEXT;
    for (let at = text.indexOf(INCLUDE); at >= 0; at = text.indexOf(INCLUDE, at + 1)) {
      const space = text.indexOf(" ", at);
      const name = this.#start + at + INCLUDE.length;
      // What these zones say of the name has to be looked up.
      if (mayBeWithin(this.#apexes, octets, name, this.#start + space, -1)) return HAS_DOUBTFUL_TEXT;
    }
    const hardFail = text.endsWith(" -all") && text !== "v=spf1 -all" ? HAS_HARD_FAIL : 0;
    return HAS_PLAIN_SPF | hardFail | (/ [-~?+]?a /.test(text) ? NEEDS_ADDRESS : 0) | (/ [-~?+]?mx /.test(text) ? NEEDS_MX : 0);
  }

  // Strings in quotes, without escapes as the scanner accepts them, joined; undefined where one is not in quotes.
  #read(file: ZoneFile, start: number, depthBefore: number): string | undefined {
    const { octets, content } = file;
    let depth = depthBefore;
    let text: string | undefined;
    let at = start;
    for (;;) {
      const code = octets[at];
      if (code === QUOTE) {
        const first = at + 1;
        at = octets.indexOf(QUOTE, first);
        const piece = content.slice(first, at);
        this.#start = text === undefined ? first : -1;
        text = text === undefined ? piece : text + piece;
        at++;
      } else if (code === SPACE || code === TAB) {
        at++;
      } else if (code === OPEN || code === CLOSE) {
        depth += code === OPEN ? 1 : -1;
        at++;
      } else if (code === LF || code === CR || code === SEMICOLON) {
        if (depth === 0) return text;
        while (octets[at] !== LF) at++;
        at++;
      } else {
        return undefined;
      }
    }
  }
}

// --------------------------------------------------------------------------------------------------------------------------

const TAB = 0x09;
const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const QUOTE = 0x22;
const OPEN = 0x28;
const CLOSE = 0x29;
const SEMICOLON = 0x3b;

/** What rules of names look at beside those of records. */
const UNSURE = /\?all$| ip4:(?:192|198|203)\.| ip6:(?:2001:0?db8|3fff)/;

const VERSION = "v=spf1";
const INCLUDE = "include:";

function isSpfAt(octets: Uint8Array, start: number): boolean {
  for (let at = 0; at < VERSION.length; at++) if (octets[start + at] !== VERSION.charCodeAt(at)) return false;
  const next = octets[start + VERSION.length];
  return next === SPACE || next === QUOTE;
}

// Whether the first two octets show that a text is about something else: none of the versions, nor how people misspell them.
function isForeign(octets: Uint8Array, start: number): boolean {
  const at = octets[start] === QUOTE ? start + 1 : start;
  const first = KINDS[octets[at] ?? 0];
  if (first === LETTER) return true;
  if (first !== LETTER_S && first !== LETTER_V) return false;
  const second = KINDS[octets[at + 1] ?? 0];
  return first === LETTER_S
    ? second === LETTER && !isIn(octets[at + 1], "pf")
    : second === LETTER && !isIn(octets[at + 1], "dtbpf");
}

function isIn(code: number | undefined, letters: string): boolean {
  return code !== undefined && letters.includes(String.fromCharCode(code).toLowerCase());
}

const LETTER = 1;
const LETTER_S = 2;
const LETTER_V = 3;

const KINDS: Uint8Array = Uint8Array.from({ length: 256 }, (_, code) => {
  const character = String.fromCharCode(code).toLowerCase();
  return character === "s" ? LETTER_S : character === "v" ? LETTER_V : /[a-z0-9]/.test(character) ? LETTER : 0;
});
