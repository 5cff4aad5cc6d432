/** Faults of domain-specs: of the arguments of `include`, `a`, `mx`, `ptr`, `exists`, `redirect` and `exp` (RFC 7208 section 7.1). */
import { parseIp6 } from "../../../base/ip.js";
import { MAX_LABEL_OCTETS, MAX_NAME_TEXT } from "../../../base/name.js";
import { shown } from "./fault.js";
import { hostLengthsFault } from "./lengths.js";
import { type FoundTerm, type TermPlace, faultAt, faultOf } from "./term-place.js";
import { familyOf, looksLikeDomain, looksLikeIp4 } from "./tokens.js";

/** A domain-spec that nothing can be wrong with but its end, which the parser looks at. */
const ORDINARY = /^(?:[\w-]|%\{[a-z0-9]+\})+(?:\.(?:[\w-]|%\{[a-z0-9]+\})+)*\.?$/i;

/** Whether a domain-spec that the parser takes needs no further look. */
export function isOrdinaryDomain(text: string): boolean {
  return text.length <= MAX_LABEL_OCTETS && !/-all$|your|change-?me|\.tld$/i.test(text) && ORDINARY.test(text);
}

/** An argument that may be a domain-spec, in its word. */
interface Argument extends TermPlace {
  readonly text: string;
  /** Where it starts in the word. */
  readonly at: number;
  /** The word up to there, with one qualifier at most. */
  readonly front: string;
}

/** What is wrong with the argument of a term that takes a domain. The name of the term and its sign are right. */
export function domainFault(place: TermPlace): FoundTerm | undefined {
  const { token } = place;
  const { name, sign, rest, restAt, signs, written } = token.reading;
  const takesLengths = name === "a" || name === "mx";
  // Slashes within macros are delimiters.
  const masked = rest.replaceAll(/%\{[^}]*\}/g, (macro) => "x".repeat(macro.length));
  const slash = masked.indexOf("/");
  const end = slash < 0 ? rest.length : slash;
  const front = signs.slice(0, 1) + written + sign;
  const argument: Argument = { ...place, text: rest.slice(0, end), at: restAt, front };
  const lengths = rest.slice(end);
  if (sign === "" && takesLengths) return hostLengthsFault(place, token.text.slice(0, restAt), lengths);
  if (argument.text === "" && lengths === "" && (sign !== "" || name !== "ptr")) return missing(place);
  return (
    url(argument, rest, lengths, takesLengths) ??
    mailAddress(argument) ??
    ipAddress(argument, lengths) ??
    emptyLabel(argument, lengths) ??
    tooLong(argument) ??
    missingPercent(argument) ??
    lengthNotAllowed(argument, lengths, takesLengths) ??
    (takesLengths && token.problems.length > 0
      ? hostLengthsFault(place, token.text.slice(0, restAt + end), lengths)
      : undefined) ??
    wildcard(argument) ??
    (token.problems.some(({ code }) => code === "domain-bad-toplabel") ? badEnd(argument) : undefined)
  );
}

function missing(place: TermPlace): FoundTerm {
  const { name } = place.token.reading;
  if (name === "include") {
    const message = "include needs a colon and the domain of another record, such as include:_spf.example.org";
    return faultOf(place, "include-without-domain", message);
  }
  if (name === "redirect" || name === "exp") {
    const example = name === "exp" ? "exp=explain.example.org" : "redirect=_spf.example.org";
    const message = `${name} needs an equals sign and a domain, such as ${example}`;
    return faultOf(place, "modifier-empty", message);
  }
  const alone = name === "exists" ? "" : `, or ${name} alone for this domain`;
  return faultOf(place, "domain-missing", `${name} has no domain: write one, as in ${name}:mail.example.org${alone}`);
}

function url({ front, at, ...place }: Argument, rest: string, lengths: string, takesLengths: boolean): FoundTerm | undefined {
  const scheme = /^(?:[a-z][a-z0-9+.-]*:)?\/\//i.exec(rest)?.[0];
  const isPath = scheme === undefined && (/^\/[^/]*[a-z]{2}/i.test(lengths) || (lengths === "/" && !takesLengths));
  if (scheme === undefined && !isPath) return undefined;
  // A slash is a character like others where the parser takes it.
  if (isPath && place.token.problems.length === 0) return undefined;
  const host = rest.slice(scheme?.length ?? 0).split(/[/?#:]/, 1)[0] ?? "";
  const right = looksLikeDomain(host) ? front + host : undefined;
  const what = scheme === undefined ? "a domain has no path" : "this is the address of a web page, not a domain";
  const message = right === undefined ? what : `${what}: write ${shown(right)}`;
  return faultAt(place, "domain-is-url", [at, at + rest.length], message, right);
}

function mailAddress({ front, text, at, ...place }: Argument): FoundTerm | undefined {
  const sign = text.lastIndexOf("@");
  if (sign < 0 || text.includes("%")) return undefined;
  const host = text.slice(sign + 1);
  const right = looksLikeDomain(host) ? front + host : undefined;
  const what = "this is a mail address, and SPF asks for domains";
  const message = right === undefined ? what : `${what}: write ${shown(right)}`;
  return faultAt(place, "domain-is-address", [at, at + text.length], message, right);
}

function ipAddress({ text, at, ...place }: Argument, lengths: string): FoundTerm | undefined {
  const family = familyOf(text);
  if (family === undefined && !looksLikeIp4(text)) return undefined;
  const { name, signs } = place.token.reading;
  const span = [at, at + text.length] as const;
  const isHost = name === "a" || name === "mx";
  const rule = isHost ? "a-or-mx-with-ip" : "domain-is-ip";
  const what = `${name} takes a name`;
  if (family === undefined) {
    const message = `${what}, and this looks like an address: write it whole behind ip4`;
    return faultAt(place, rule, span, message);
  }
  // The length of an IPv6 network stands behind two slashes in a and mx.
  const length = family === 6 ? lengths.replace(/^\/\//, "/") : lengths;
  const right = `${signs.slice(0, 1)}ip${family}:${text}${length}`;
  const message = `${what}, and this is an IPv${family} address: write ${shown(right)}`;
  return faultAt(place, rule, span, message, isHost || name === "include" ? right : undefined);
}

function emptyLabel({ front, text, at, ...place }: Argument, lengths: string): FoundTerm | undefined {
  const empty = /\.\.+|^\.+/.exec(text);
  if (empty === null) return undefined;
  const right = front + text.replace(/^\.+|\.\.+$/g, "").replaceAll(/\.\.+/g, ".") + lengths;
  const message = `a label of this name is empty, for its dot is one too many: write ${shown(right)}`;
  return faultAt(place, "domain-empty-label", [at + empty.index, at + empty.index + empty[0].length], message, right);
}

function tooLong({ text, at, ...place }: Argument): FoundTerm | undefined {
  // A macro can make a label longer, never shorter than what is written beside it.
  const plain = text.replaceAll(/%(?:\{[^}]*\}|.)/g, (macro) => "%".repeat(macro.length));
  let from = 0;
  for (const label of plain.split(".")) {
    const written = label.replaceAll("%", "").length;
    if (written > MAX_LABEL_OCTETS) {
      const message = `a label has at most ${MAX_LABEL_OCTETS} characters, and this one has ${written}`;
      return faultAt(place, "domain-label-too-long", [at + from, at + from + label.length], message);
    }
    from += label.length + 1;
  }
  const length = text.replace(/\.$/, "").length;
  if (plain.includes("%") || length <= MAX_NAME_TEXT) return undefined;
  const message = `a name has at most ${MAX_NAME_TEXT} characters, and this one has ${length}`;
  return faultAt(place, "domain-label-too-long", [at, at + text.length], message);
}

function missingPercent({ front, text, at, ...place }: Argument): FoundTerm | undefined {
  const macro = /(?<!%)\{[slodiphv][0-9]*r?[.+,/_=-]*\}/i.exec(text);
  if (macro === null) return undefined;
  const right = front + text.replaceAll(/(?<!%)(?=\{[slodiphv][0-9]*r?[.+,/_=-]*\})/gi, "%");
  const message = `a macro starts with a percent sign: write %${shown(macro[0])}`;
  return faultAt(place, "macro-missing-percent", [at + macro.index, at + macro.index + macro[0].length], message, right);
}

function lengthNotAllowed({ front, text, at, ...place }: Argument, lengths: string, takes: boolean): FoundTerm | undefined {
  if (takes || place.token.problems.length === 0 || !/^\/[/0-9]*$/.test(lengths)) return undefined;
  const { name, sign } = place.token.reading;
  const right = text === "" ? undefined : front + text;
  const help = right === undefined ? "" : `: write ${shown(right)}`;
  const start = sign === "" ? place.token.reading.restAt : at + text.length;
  const message = `${name} takes no length, which only a, mx, ip4 and ip6 do${help}`;
  return faultAt(place, "cidr-not-allowed", [start, start + lengths.length], message, right);
}

function wildcard({ text, at, ...place }: Argument): FoundTerm | undefined {
  const star = text.indexOf("*");
  if (star < 0) return undefined;
  const { name } = place.token.reading;
  const message = `a record has no wildcards: here the * is a character of the one name that ${name} means`;
  return faultAt(place, "domain-wildcard", [at + star, at + star + 1], message);
}

// What the parser says of the last label, in its three forms.
function badEnd({ text, at, ...place }: Argument): FoundTerm {
  const { rest } = place.token.reading;
  const span = [at, at + rest.length] as const;
  if (rest.includes("%")) {
    const message = "a domain with macros ends in a macro, or in a dot and a label such as .example.org";
    return faultAt(place, "macro-bad-toplabel", span, message);
  }
  if (/^[a-z0-9_-]+\.?$/i.test(text)) {
    const whole = shown(`${text.replace(/\.$/, "")}.example.org`);
    const message = `${shown(`"${text}"`)} has no dot: a domain in a record is written whole, such as ${whole}, and never relative`;
    return faultAt(place, "domain-single-label", span, message);
  }
  const port = /^[a-z0-9._-]+:[0-9]{1,5}$/i.test(text);
  const label = text.replace(/\.$/, "").split(".").at(-1) ?? "";
  const why = port
    ? "a domain has no port"
    : `a domain ends in a top-level domain such as org, and ${shown(`"${label}"`)} can be none`;
  return faultAt(place, "domain-bad-toplabel", span, why);
}

/** Whether a word is an IPv6 address with or without a length; `fe80::1` starts as a mechanism does. */
export function isIp6(text: string): boolean {
  return parseIp6(text.split("/", 1)[0] ?? "") !== undefined;
}
