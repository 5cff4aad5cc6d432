/** Reads the fields of records that the scanner accepted once more, when somebody wants them: no problem can be in them. */
import { ip4, parseIp4, parseIp6 } from "../base/ip.js";
import { DomainName, isName } from "../base/name.js";
import { type RecordData, typeName } from "../base/question.js";
import type { Span } from "../base/source.js";
import type { ZoneRecord } from "./record.js";
import type { ZoneFile } from "./zone-file.js";

export class PlainReader {
  // Where the fields of the record start and end, in turns.
  readonly #fields: number[] = [];
  #text = "";
  #offset = 0;
  #origin: DomainName | undefined;
  // Large zones name few servers and exchanges, very often.
  readonly #names = new Map<string, DomainName>();

  read(file: ZoneFile, start: number, code: number, owner: DomainName, origin: DomainName | undefined): ZoneRecord {
    const fields = this.#fields;
    readFields(file.octets, start, fields);
    const hasOwner = !isBlank(file.octets[start] ?? 0);
    const first = fields[0] ?? start;
    const end = fields.at(-1) ?? start;
    this.#text = file.content.slice(first, end);
    this.#offset = first;
    this.#origin = origin;
    // The type is the first field that is neither a TTL nor the class IN.
    let at = hasOwner ? 2 : 0;
    while (!this.#isType(at)) at += 2;
    const typeSpan = this.#span(at);
    const data = at + 2;
    const dataSpans: Span[] = [];
    for (let field = data; field < fields.length; field += 2) dataSpans.push(this.#span(field));
    const { generated } = file;
    return {
      owner,
      // The table knows it.
      ttl: undefined,
      type: typeName(code),
      data: this.#data(code, data),
      isRead: true,
      source: file.place.source,
      span: generated?.all ?? { start: first, end },
      ownerSpan: generated?.owner ?? (hasOwner ? this.#span(0) : undefined),
      typeSpan: generated?.type ?? typeSpan,
      dataSpans: generated === undefined ? dataSpans : dataSpans.map(() => generated.data),
    };
  }

  #isType(at: number): boolean {
    const start = (this.#fields[at] ?? 0) - this.#offset;
    const code = this.#text.charCodeAt(start);
    if (code >= 0x30 && code <= 0x39) return false;
    const length = (this.#fields[at + 1] ?? 0) - (this.#fields[at] ?? 0);
    // No type that is read here has the letters of the class.
    return !(length === 2 && (code | 0x20) === 0x69 && (this.#text.charCodeAt(start + 1) | 0x20) === 0x6e);
  }

  #span(at: number): Span {
    return { start: this.#fields[at] ?? 0, end: this.#fields[at + 1] ?? 0 };
  }

  #field(at: number): string {
    return this.#text.slice((this.#fields[at] ?? 0) - this.#offset, (this.#fields[at + 1] ?? 0) - this.#offset);
  }

  #name(at: number): DomainName {
    const text = this.#field(at);
    if (text === "@") return this.#origin ?? DomainName.root;
    const isAbsolute = text.endsWith(".");
    const known = isAbsolute ? this.#names.get(text) : undefined;
    if (known !== undefined) return known;
    const name = DomainName.fromPresentation(text, this.#origin);
    const read = isName(name) ? name : DomainName.root;
    if (!isAbsolute) return read;
    if (this.#names.size >= MAX_NAMES) this.#names.clear();
    this.#names.set(text, read);
    return read;
  }

  #string(at: number): string {
    const text = this.#field(at);
    return text.startsWith('"') ? text.slice(1, -1) : text;
  }

  #data(code: number, at: number): RecordData {
    switch (code) {
      case 1:
        return { type: "A", address: parseIp4(this.#field(at)) ?? NO_ADDRESS };
      case 28:
        return { type: "AAAA", address: parseIp6(this.#field(at)) ?? NO_ADDRESS };
      case 2:
        return { type: "NS", target: this.#name(at) };
      case 5:
        return { type: "CNAME", target: this.#name(at) };
      case 12:
        return { type: "PTR", target: this.#name(at) };
      case 15:
        return { type: "MX", preference: Number(this.#field(at)), exchange: this.#name(at + 2) };
      case 33: {
        const [priority, weight, port] = [this.#field(at), this.#field(at + 2), this.#field(at + 4)].map(Number);
        return {
          type: "SRV",
          priority: priority ?? 0,
          weight: weight ?? 0,
          port: port ?? 0,
          target: this.#name(at + 6),
        };
      }
      case 16: {
        const strings: string[] = [];
        for (let field = at; field < this.#fields.length; field += 2) strings.push(this.#string(field));
        return { type: "TXT", strings };
      }
      default:
        return { type: "UNKNOWN", code, octets: this.#delegationSigner(at) };
    }
  }

  #delegationSigner(at: number): Uint8Array {
    const keyTag = Number(this.#field(at));
    const digest = this.#field(at + 6);
    const octets = new Uint8Array(4 + digest.length / 2);
    octets.set([keyTag >> 8, keyTag & 255, Number(this.#field(at + 2)), Number(this.#field(at + 4))]);
    for (let octet = 4; octet < octets.length; octet++) {
      octets[octet] = Number.parseInt(digest.slice((octet - 4) * 2, (octet - 3) * 2), 16);
    }
    return octets;
  }
}

// --------------------------------------------------------------------------------------------------------------------------

/** How many names are kept at hand. */
const MAX_NAMES = 8192;
const NO_ADDRESS = ip4(0);

const TAB = 0x09;
const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const QUOTE = 0x22;
const OPEN = 0x28;
const CLOSE = 0x29;
const SEMICOLON = 0x3b;

function isBlank(code: number): boolean {
  return code === SPACE || code === TAB;
}

// Words and strings without escapes, until the line ends outside of parentheses.
function readFields(octets: Uint8Array, start: number, fields: number[]): void {
  fields.length = 0;
  let at = start;
  let depth = 0;
  for (;;) {
    const code = octets[at] ?? LF;
    if (code === LF && depth === 0) return;
    if (code === SPACE || code === TAB || code === LF || code === CR) at++;
    else if (code === OPEN || code === CLOSE) {
      depth += code === OPEN ? 1 : -1;
      at++;
    } else if (code === SEMICOLON) {
      while (octets[at] !== LF) at++;
    } else {
      fields.push(at);
      if (code === QUOTE) {
        do at++;
        while (octets[at] !== QUOTE);
        at++;
      } else {
        while (ENDS_WORD[octets[at] ?? LF] === 0) at++;
      }
      fields.push(at);
    }
  }
}

const ENDS_WORD = new Uint8Array(256);
for (const code of [TAB, LF, CR, SPACE, QUOTE, OPEN, CLOSE, SEMICOLON]) ENDS_WORD[code] = 1;
