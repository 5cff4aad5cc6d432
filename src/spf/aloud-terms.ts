/** The sentences for single terms: one for what a term means, more for what is to be known besides. */
import { networkRange } from "../base/ip-set.js";
import { equalIp, formatIp, ip4, ip6 } from "../base/ip.js";
import { specialRange } from "../base/special-range.js";
import { closest } from "../base/suggest.js";
import { MAX_MX_NAMES } from "./limits.js";
import { MECHANISM_NAMES } from "./parse-mechanism.js";
import { formatTerm } from "./print.js";
import type { A, Directive, Ip4, Ip6, Modifier, Mx, Qualifier, SpfRecord, UnknownModifier } from "./record.js";
import { MAY, addressCount, hostsOf, reachableDirectives } from "./term-words.js";

/** What a term means; notes that hold for each term of a kind do not name the term, so that they can be said once. */
export interface Meaning {
  readonly meaning: string;
  readonly notes: readonly string[];
}

/** What a directive means that an evaluation comes to. */
export function directiveMeaning(directive: Directive, record: SpfRecord): Meaning {
  const { mechanism, qualifier } = directive;
  const meaning = `${capital(subjectOf(directive, record))} ${verdict(qualifier)}.`;
  switch (mechanism.name) {
    case "all":
      return { meaning, notes: qualifier === "+" ? ["Anybody can send in the name of the domain: SPF protects nothing."] : [] };
    case "ip4":
    case "ip6":
      return { meaning, notes: networkNotes(directive, mechanism) };
    case "a":
    case "mx":
      return { meaning, notes: hostNotes(mechanism) };
    case "include":
      return { meaning, notes: INCLUDE_NOTES };
    case "exists":
      return {
        meaning,
        notes: ["Any A record will do, whatever address it has; IPv6 hosts are looked up by an A record, too."],
      };
    case "ptr":
      return { meaning, notes: PTR_NOTES };
  }
}

/** What a modifier means that an evaluation comes to. */
export function modifierMeaning(modifier: Modifier, record: SpfRecord): Meaning {
  switch (modifier.name) {
    case "redirect": {
      const when = record.directives.length === 0 ? "For every host" : "Where no term matches";
      return {
        meaning: `${when}, the record of ${modifier.domain.text} decides as if it were the record of the domain.`,
        notes: ["All its verdicts count, a fail too; if there is no such record, the result is permerror."],
      };
    }
    case "exp": {
      const meaning = `To a sender whose mail gets fail, receivers may quote the text (TXT) at ${modifier.domain.text}.`;
      const canFail = reachableDirectives(record).some(({ qualifier }) => qualifier === "-");
      const never = "No term of this record gives fail, so it is never used.";
      return { meaning, notes: canFail ? ["It changes no verdict, and takes no lookup of the ten."] : [never] };
    }
    case "unknown":
      return unknownMeaning(modifier);
  }
}

// --------------------------------------------------------------------------------------------------------------------------
// Directives

/** Whom a directive is about, with what is only worth saying when a record is read aloud. */
function subjectOf(directive: Directive, { directives }: SpfRecord): string {
  const { mechanism } = directive;
  if (mechanism.name === "all") return directives[0] === directive ? "all hosts" : hostsOf(directive);
  if (mechanism.name !== "ip4" && mechanism.name !== "ip6") return hostsOf(directive);
  if (mechanism.prefix === 0) return `all IPv${mechanism.address.family} addresses`;
  const { first, last } = networkRange(mechanism);
  const range = equalIp(first, last) ? formatIp(first) : `${formatIp(first)} to ${formatIp(last)}`;
  return `${addressCount(mechanism, true)}, ${range},`;
}

/** What hosts get, and what receivers make of it (section 8). */
function verdict(qualifier: Qualifier): string {
  return `${MAY[qualifier]}${RECEIVERS[qualifier]}`;
}

const RECEIVERS: Readonly<Record<Qualifier, string>> = {
  "+": " (pass)",
  "-": ": receivers may refuse their mail",
  "~": ": receivers take their mail, but with suspicion",
  "?": ": receivers treat their mail as if there were no SPF record",
};

function networkNotes({ qualifier, span }: Directive, mechanism: Ip4 | Ip6): string[] {
  const { first, last } = networkRange(mechanism);
  const notes: string[] = [];
  if (mechanism.prefix === 0 && qualifier === "+") {
    notes.push(`Anybody with an IPv${mechanism.address.family} address can send in the name of the domain.`);
  }
  if (!equalIp(first, mechanism.address)) {
    const network = formatTerm({ kind: "directive", qualifier: "+", mechanism: { ...mechanism, address: first }, span });
    notes.push(`The address is not the first one of its network; the same is meant by ${network}.`);
  }
  const range = specialRange(first);
  if (range !== undefined && mechanism.prefix > 0 && specialRange(last) === range) {
    notes.push(`${formatIp(first)} is ${range}: mail from other networks never comes from there.`);
  }
  return notes;
}

function hostNotes(mechanism: A | Mx): string[] {
  const { name, prefix4, prefix6 } = mechanism;
  const notes: string[] = [];
  if (name === "mx")
    notes.push(`They are the hosts of its MX records, ${MAX_MX_NAMES} at the most: with more the result is permerror.`);
  const networks = [
    ...(prefix4 < 32 ? [`${addressCount({ address: ip4(0), prefix: prefix4 }, true)} (/${prefix4})`] : []),
    ...(prefix6 < 128 ? [`${addressCount({ address: ip6(0, 0, 0, 0), prefix: prefix6 }, true)} (//${prefix6})`] : []),
  ];
  if (networks.length > 0) notes.push(`With each address the network around it counts: ${networks.join(", ")}.`);
  return notes;
}

const INCLUDE_NOTES: readonly string[] = [
  "Only a pass of that record counts here: its -all forbids nothing, it just means that this term does not match.",
  "If there is no such record or it is broken, the result is permerror.",
];

const PTR_NOTES: readonly string[] = [
  "The name is the one in the PTR record of the host's address, and it has to have this address.",
  "ptr should not be used (RFC 7208 5.5): it is slow and unreliable, and some receivers skip it.",
];

// --------------------------------------------------------------------------------------------------------------------------
// Modifiers

function unknownMeaning(modifier: UnknownModifier): Meaning {
  const report = REPORTS.get(modifier.label.toLowerCase());
  if (report !== undefined) {
    return {
      meaning: `${report(modifier.value.text)}.`,
      notes: ["It asks for reports (RFC 6652), which few receivers send, and changes no verdict."],
    };
  }
  const notes = lookalikeNotes(modifier);
  return { meaning: `SPF has no modifier "${modifier.label}": receivers ignore it.`, notes };
}

/** The modifiers of RFC 6652 section 3. */
const REPORTS: ReadonlyMap<string, (value: string) => string> = new Map([
  ["ra", (value) => `Reports of mail that does not pass go to ${value} at the domain`],
  [
    "rp",
    (value) =>
      `Of the mail that does not pass, ${isPercentage(value) ? `${value} %` : `"${value}", which is no percentage,`} is reported`,
  ],
  ["rr", (value) => `Reports are wanted of ${reportedResults(value)}`],
]);

function isPercentage(value: string): boolean {
  return /^(?:[0-9]{1,2}|100)$/.test(value);
}

const REPORTED: ReadonlyMap<string, string> = new Map([
  ["all", "all mail that does not pass"],
  ["e", "mail with an error (temperror, permerror)"],
  ["f", "mail with fail"],
  ["s", "mail with softfail"],
  ["n", "mail with neutral or none"],
]);

function reportedResults(value: string): string {
  const words = value.split(":").map((type) => REPORTED.get(type.toLowerCase()));
  return words.includes(undefined) ? `"${value}", which RFC 6652 does not know` : [...new Set(words)].join(" and ");
}

/** Somebody may have meant something else than a modifier of their own. */
function lookalikeNotes({ label, value }: UnknownModifier): string[] {
  const name = label.toLowerCase();
  if (MECHANISM_NAMES.includes(name)) {
    const meant = value.text === "" || name === "all" ? name : `${name}:${value.text}`;
    return [`If the mechanism is meant: it is written ${meant}.`];
  }
  return nearestTerm(name, value.text);
}

/** Asks whether a term with another name was meant, where its name is nearly one of SPF: a note, or none. */
export function nearestTerm(name: string, value = ""): string[] {
  // Two letters are near to any two.
  const names = name.length < 3 ? ["all"] : ["redirect", "exp", ...MECHANISM_NAMES];
  const near = closest(name, names);
  if (near === undefined) return [];
  if (near === "all" || near === "a" || near === "mx") return [`Did you mean ${near}?`];
  return [`Did you mean ${near}${near === "redirect" || near === "exp" ? "=" : ":"}${value}?`];
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
