/**
 * Domain names as lists of octet labels (RFC 1035 section 3.1), not as strings with dots: a macro can put any octet into a
 * label, a dot too. An octet string is a JavaScript string whose characters are all below 0x100, one character an octet.
 */
import { isDigit } from "./ascii.js";

/** The longest label, in octets (RFC 1035 section 2.3.4). */
export const MAX_LABEL_OCTETS = 63;
/** The longest name on the wire, in octets, with its length octets and the root (RFC 1035 section 2.3.4). */
export const MAX_NAME_OCTETS = 255;
/** The longest name as text without escapes and without a trailing dot: 255 less the first length octet and the root. */
export const MAX_NAME_TEXT = 253;

/** Why a text is not a domain name. */
export type NameProblem = "empty-label" | "label-too-long" | "name-too-long" | "bad-escape" | "not-octets" | "empty";

/**
 * A fully qualified domain name. Immutable. Two names are the same name when their `key` is the same string: comparison
 * ignores the case of ASCII letters and nothing else (RFC 4343).
 */
export class DomainName {
  static readonly root: DomainName = new DomainName([]);

  /** The labels from left to right, each an octet string of 1 to 63 octets. The root has none. */
  readonly labels: readonly string[];
  #text: string | undefined;
  #key: string | undefined;

  private constructor(labels: readonly string[]) {
    this.labels = labels;
  }

  /** Builds a name from labels, each an octet string, or says what is wrong with them. */
  static fromLabels(labels: readonly string[]): DomainName | NameProblem {
    let octets = 1;
    for (const label of labels) {
      if (label.length === 0) return "empty-label";
      if (label.length > MAX_LABEL_OCTETS) return "label-too-long";
      if (!isOctetString(label)) return "not-octets";
      octets += label.length + 1;
    }
    return octets > MAX_NAME_OCTETS ? "name-too-long" : new DomainName(labels);
  }

  /**
   * Reads a name as a mail address or a program gives it: every dot separates, a backslash is an octet like others. One
   * trailing dot is accepted. A plain `.` is the root.
   */
  static fromText(text: string): DomainName | NameProblem {
    if (text === "") return "empty";
    if (text === ".") return DomainName.root;
    // A longer text cannot be a name, and splitting it would take memory in proportion to what a stranger sent.
    if (text.length > MAX_NAME_TEXT + 1) return "name-too-long";
    return DomainName.fromLabels((text.endsWith(".") ? text.slice(0, -1) : text).split("."));
  }

  /**
   * Reads a name in the presentation form of zone files (RFC 1035 section 5.1): `\.` is a dot inside a label and `\DDD` an
   * octet. A name without a trailing dot is completed with `origin`.
   */
  static fromPresentation(text: string, origin: DomainName = DomainName.root): DomainName | NameProblem {
    if (text === "") return "empty";
    if (text === "@") return origin;
    if (text === ".") return DomainName.root;
    if (!text.includes("\\")) {
      const absolute = text.endsWith(".");
      // 4 times the longest name leaves room for escapes; without escapes the name itself is the limit.
      if (text.length > MAX_NAME_TEXT + 1) return "name-too-long";
      const labels = (absolute ? text.slice(0, -1) : text).split(".");
      return DomainName.fromLabels(absolute ? labels : labels.concat(origin.labels));
    }
    if (text.length > 4 * MAX_NAME_OCTETS) return "name-too-long";
    const labels: string[] = [];
    let label = "";
    let open = true;
    for (let index = 0; index < text.length; index++) {
      const character = text.charAt(index);
      open = true;
      if (character === ".") {
        labels.push(label);
        label = "";
        open = false;
      } else if (character === "\\") {
        const octet = readEscape(text, index);
        if (octet === undefined) return "bad-escape";
        label += String.fromCharCode(octet.value);
        index += octet.length - 1;
      } else {
        label += character;
      }
    }
    if (!open) return DomainName.fromLabels(labels);
    labels.push(label);
    return DomainName.fromLabels(labels.concat(origin.labels));
  }

  /** The name of a text that the `text` of a name gave. Checks nothing. */
  static fromNameText(text: string): DomainName {
    if (text === ".") return DomainName.root;
    if (text.includes("\\")) {
      const read = DomainName.fromPresentation(`${text}.`);
      return typeof read === "string" ? DomainName.root : read;
    }
    const name = new DomainName(text.split("."));
    name.#text = text;
    return name;
  }

  /** The name as text in presentation form, without the trailing dot; the root is `.`. Always printable ASCII. */
  get text(): string {
    this.#text ??= this.labels.length === 0 ? "." : this.labels.map(escapeLabel).join(".");
    return this.#text;
  }

  /** The name's identity: its text with ASCII letters in lower case. */
  get key(): string {
    this.#key ??= this.text.toLowerCase();
    return this.#key;
  }

  /** The length on the wire without compression, 1 to 255 octets. */
  get wireLength(): number {
    return this.labels.reduce((octets, label) => octets + label.length + 1, 1);
  }

  /** The name without its first label; the parent of the root is the root. */
  get parent(): DomainName {
    return new DomainName(this.labels.slice(1));
  }

  equals(other: DomainName): boolean {
    return this.key === other.key;
  }

  /** Whether this name is `ancestor` or below it. The boundary of labels is respected. */
  isWithin(ancestor: DomainName): boolean {
    const extra = this.labels.length - ancestor.labels.length;
    if (extra < 0) return false;
    if (extra === 0) return this.equals(ancestor);
    return new DomainName(this.labels.slice(extra)).equals(ancestor);
  }

  toString(): string {
    return this.text;
  }

  toJSON(): string {
    return this.text;
  }
}

/** Whether a value that a `DomainName` constructor returned is a name and not a problem. */
export function isName(value: DomainName | NameProblem): value is DomainName {
  return typeof value !== "string";
}

/** Orders names by their keys, for results that do not depend on the order of an answer. */
export function compareNames(a: DomainName, b: DomainName): number {
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}

/** A name that is known to be good, for constants and tests. Throws a TypeError on any other text. */
export function domainName(text: string): DomainName {
  const name = DomainName.fromPresentation(text);
  if (isName(name)) return name;
  throw new TypeError(`${JSON.stringify(text)} is not a domain name: ${describeNameProblem(name)}`);
}

/** A sentence part that says what is wrong with a name, for messages. */
export function describeNameProblem(problem: NameProblem): string {
  switch (problem) {
    case "empty":
      return "it is empty";
    case "empty-label":
      return "it has an empty label (two dots in a row, or a dot in front)";
    case "label-too-long":
      return `a label is longer than ${MAX_LABEL_OCTETS} octets`;
    case "name-too-long":
      return `it is longer than ${MAX_NAME_TEXT} octets`;
    case "bad-escape":
      return "a backslash is not followed by a character or by three digits up to 255";
    case "not-octets":
      return "it has characters outside ASCII";
  }
}

/** Whether each character of a string stands for one octet. */
export function isOctetString(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    if (text.charCodeAt(index) > 0xff) return false;
  }
  return true;
}

/**
 * Reads the escape that starts with the backslash at `index` (RFC 1035 section 5.1): the octet it stands for and the
 * characters it takes, or undefined when it is cut or its number is above 255.
 */
export function readEscape(text: string, index: number): { value: number; length: 2 | 4 } | undefined {
  const first = text.charCodeAt(index + 1);
  if (Number.isNaN(first) || first > 0xff) return undefined;
  if (!isDigit(first)) return { value: first, length: 2 };
  const second = text.charCodeAt(index + 2);
  const third = text.charCodeAt(index + 3);
  if (!isDigit(second) || !isDigit(third)) return undefined;
  const value = (first - 0x30) * 100 + (second - 0x30) * 10 + (third - 0x30);
  return value > 255 ? undefined : { value, length: 4 };
}

// Characters that mean something in a zone file and are escaped with a plain backslash.
const SPECIAL = new Set([".", "\\", '"', ";", "(", ")", "@", "$"]);

function escapeLabel(label: string): string {
  // Nearly every label is made of these, and needs no look at each character.
  if (/^[A-Za-z0-9_-]+$/.test(label)) return label;
  let text = "";
  for (const character of label) {
    const code = character.charCodeAt(0);
    if (code <= 0x20 || code >= 0x7f) text += `\\${String(code).padStart(3, "0")}`;
    else text += SPECIAL.has(character) ? `\\${character}` : character;
  }
  return text;
}
