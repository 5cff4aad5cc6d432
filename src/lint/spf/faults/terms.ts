/** Faults of single terms: what one was meant to be, and what keeps it from that. */
import { parseIp4, parseIp6 } from "../../../base/ip.js";
import { meantMacro } from "../../../spf/meant-macro.js";
import type { SyntaxProblem, SyntaxProblemCode } from "../../../spf/parse.js";
import type { FixClaim } from "../spf-text.js";
import { addressFault } from "./addresses.js";
import { domainFault, isIp6, isOrdinaryDomain } from "./domains.js";
import { type FaultRule, shown } from "./fault.js";
import { MECHANISMS, MODIFIERS, ipAlias, isKnownName, joinedTerms, meantMechanism, meantModifier, meantName } from "./names.js";
import { neighboursFault } from "./neighbours.js";
import { type FoundTerm, type TermPlace, faultAt, faultOf } from "./term-place.js";
import { type Token, familyOf, looksLikeDomain, looksLikeIp4 } from "./tokens.js";

/** Whether a word is a term that nothing is to be said of. */
function isOrdinary({ term }: Token): boolean {
  if (term === undefined) return false;
  if (term.kind === "modifier") return term.name !== "unknown" && isOrdinaryDomain(term.domain.text);
  const { mechanism } = term;
  return !("domain" in mechanism) || mechanism.domain === undefined || isOrdinaryDomain(mechanism.domain.text);
}

/** The faults of a word, mostly one, perhaps with its neighbours. */
export function termFaults(place: TermPlace): readonly FoundTerm[] {
  const neighbours = neighboursFault(place);
  if (neighbours !== undefined) return [neighbours];
  const { token } = place;
  if (token.problems.length === 0 && isOrdinary(token)) return [];
  // What is no ASCII is read as no term at all.
  if (token.problems.some(({ code }) => code === "non-ascii" || code === "control-character")) return asParsed(token);
  const fault = meantFault(place);
  return fault === undefined ? asParsed(token) : [fault];
}

function meantFault(place: TermPlace): FoundTerm | undefined {
  const { name, sign } = place.token.reading;
  const byShape = doubledQualifier(place) ?? bareIp(place) ?? joined(place) ?? duplicate(place);
  if (byShape !== undefined) return byShape;
  if (MODIFIERS.has(name)) return modifierFault(place);
  const ip = ipAlias(name, place.token.reading.rest);
  if (sign === "=" && isMeantAsMechanism(place, ip)) return equalsForColon(place, ip ?? name);
  if (MECHANISMS.has(name) && sign !== "=") return mechanismFault(place);
  if (ip !== undefined && sign !== "=") return alias(place, ip);
  if (sign === "=" && name !== "") return unknownModifier(place);
  const bare = bareDomain(place);
  return bare ?? (name === "" ? undefined : unknownName(place));
}

// --------------------------------------------------------------------------------------------------------------------------

const PARSER_RULES: Readonly<Partial<Record<SyntaxProblemCode, FaultRule>>> = {
  "macro-bad-letter": "macro-bad-letter",
  "macro-bad-transformer": "macro-bad-transformer",
  "macro-exp-only": "macro-exp-only",
  "macro-percent": "macro-percent",
  "macro-unclosed": "macro-unclosed",
  "macro-zero-digit": "macro-zero-digit",
};

/** What the parser says of a word, each problem by itself. */
function asParsed(token: Token): FoundTerm[] {
  return token.problems.map((problem) => ({
    rule: PARSER_RULES[problem.code] ?? "spf-syntax",
    span: problem.span,
    message: parserMessage(token, problem),
  }));
}

function parserMessage({ start, text }: Token, { code, span, message }: SyntaxProblem): string {
  const piece = shown(text.slice(span.start - start, span.end - start));
  switch (code) {
    case "macro-bad-letter":
      return `there is no macro ${piece}: the letters are s, l, o, d, i, p, h and v`;
    case "macro-zero-digit":
      return `the macro ${piece} keeps no part of its value: write a number from 1 on, or none to keep all`;
    case "macro-exp-only":
      return `the macro ${piece} is only for the text of an explanation, never for a domain`;
    case "macro-unclosed":
      return `the macro ${piece} has no closing brace`;
    case "macro-percent": {
      const meant = meantMacro(text.slice(span.start - start));
      if (meant !== undefined)
        return `a macro is written in braces: write ${shown(meant.right)} in place of ${shown(meant.wrong)}`;
      return "a percent sign starts a macro, such as %{i}: write %% for the sign itself";
    }
    case "macro-bad-transformer":
      return `this is no macro: a number, then r, then delimiters out of .-+,/_= may follow the letter, in this order`;
    default:
      return message;
  }
}

// --------------------------------------------------------------------------------------------------------------------------

// `--all`
function doubledQualifier(place: TermPlace): FoundTerm | undefined {
  const { text, reading } = place.token;
  const { signs, written, name } = reading;
  if (signs.length < 2 || written === "") return undefined;
  const isOne = /^(.)\1*$/.test(signs);
  const right = (MODIFIERS.has(name) ? "" : signs.charAt(0)) + text.slice(signs.length);
  const message = isOne
    ? `a mechanism has one qualifier: write ${shown(right)}`
    : `a mechanism has one qualifier, and here are ${signs.length}: keep the one that is meant`;
  return faultAt(place, "qualifier-doubled", [0, signs.length], message, isOne ? right : undefined);
}

function bareIp(place: TermPlace): FoundTerm | undefined {
  const { text, reading } = place.token;
  const word = text.slice(reading.signs.length);
  const family = familyOf(word);
  // The mechanism a is a hexadecimal digit too.
  if (reading.name === "a" || (family === undefined && !looksLikeIp4(word))) return undefined;
  if (family === undefined) {
    const message = `an address stands behind its mechanism: write ip4: and the whole address in place of ${shown(word)}`;
    return faultOf(place, "bare-ip", message);
  }
  const right = `${reading.signs.slice(0, 1)}ip${family}:${word}`;
  return faultOf(place, "bare-ip", `an address stands behind its mechanism: write ${shown(right)}`, right);
}

function joined(place: TermPlace): FoundTerm | undefined {
  const parts = joinedTerms(place.token.text, place.token.problems.length > 0);
  if (parts === undefined) return undefined;
  const right = parts.join(" ");
  return faultOf(place, "terms-joined", `a space is missing between terms: write ${shown(right)}`, right);
}

function duplicate(place: TermPlace): FoundTerm | undefined {
  const problem = place.token.problems.find(({ code }) => code === "redirect-duplicate" || code === "exp-duplicate");
  if (problem === undefined) return undefined;
  const { name } = place.token.reading;
  const message = `${name}= may stand in a record once: keep one of them`;
  return faultOf(place, name === "exp" ? "exp-duplicate" : "redirect-duplicate", message);
}

function modifierFault(place: TermPlace): FoundTerm | undefined {
  const { text, reading } = place.token;
  const { name, signs, written, sign, rest } = reading;
  if (sign === ":") {
    const right = `${written}=${rest}`;
    const message = `${name} is a modifier, which has an equals sign: write ${shown(right)}`;
    return faultOf(place, "colon-for-equals", message, right);
  }
  if (sign === "=" && signs !== "" && rest !== "") {
    const right = text.slice(signs.length);
    return faultAt(place, "qualifier-on-modifier", [0, 1], `a modifier has no qualifier: write ${shown(right)}`, right);
  }
  if (sign === "" && rest !== "") return undefined;
  return doubledName(place) ?? domainFault(place);
}

// `include:include:x.example`
function doubledName(place: TermPlace): FoundTerm | undefined {
  const { name, sign, rest, restAt, signs, written } = place.token.reading;
  const match = /^([-+~?]?)([a-z0-9]+):(?=.)/i.exec(rest);
  const inner = (match?.[2] ?? "").toLowerCase();
  // The mechanism a is a hexadecimal digit too.
  if (match === null || !MECHANISMS.has(inner) || inner === "all" || (inner === "a" && name.startsWith("ip"))) return undefined;
  const right =
    sign === "=" ? `${written}=${rest.slice(match[0].length)}` : signs.slice(0, 1) + rest.slice(match[1]?.length ?? 0);
  const message = `${name} is followed by a second name, ${inner}: write ${shown(right)}`;
  return faultAt(place, "mechanism-doubled", [0, restAt + match[0].length], message, right);
}

/** Whether what has an equals sign is a mechanism. Tags of one or two letters are also of others: their value has to fit. */
function isMeantAsMechanism({ token }: TermPlace, ip: string | undefined): boolean {
  const { name, rest } = token.reading;
  if (/^(?:all|include|exists|ip4|ip6)$/.test(name)) return true;
  const isAddress = familyOf(rest) !== undefined || looksLikeIp4(rest);
  return ip === undefined ? MECHANISMS.has(name) && (isAddress || isTarget(rest)) : isAddress;
}

function isTarget(text: string): boolean {
  return text.includes("%{") || looksLikeDomain(text.split("/", 1)[0] ?? "");
}

function equalsForColon(place: TermPlace, mechanism: string): FoundTerm {
  const { signs, rest, sign, restAt } = place.token.reading;
  if (mechanism === "all") return allArgument(place);
  const right = `${signs.slice(0, 1)}${mechanism}:${rest}`;
  const effect =
    signs === "" && place.token.problems.length === 0
      ? `${sign} makes it a modifier that SPF ignores`
      : "it has no equals sign";
  const message = `${mechanism} is a mechanism, and ${effect}: write ${shown(right)}`;
  return faultAt(
    place,
    "equals-for-colon",
    [0, Math.max(restAt, place.token.text.length)],
    message,
    right,
    claimOf(mechanism, rest),
  );
}

// Only for networks it is known without DNS whose verdict changes.
function claimOf(mechanism: string, argument: string): FixClaim | undefined {
  const match = /^([^/]+)(?:\/(0|[1-9][0-9]{0,2}))?$/.exec(argument);
  const text = match?.[1] ?? "";
  const address = mechanism === "ip4" ? parseIp4(text) : mechanism === "ip6" ? parseIp6(text) : undefined;
  if (address === undefined) return undefined;
  const prefix = match?.[2] === undefined ? (mechanism === "ip4" ? 32 : 128) : Number(match[2]);
  return { kind: "networks", networks: [{ address, prefix }] };
}

function mechanismFault(place: TermPlace): FoundTerm | undefined {
  const { name, sign, rest } = place.token.reading;
  if (name === "all") return rest === "" && sign === "" ? undefined : allArgument(place);
  if (sign === "" && rest !== "" && !rest.startsWith("/")) return undefined;
  return doubledName(place) ?? (name === "ip4" || name === "ip6" ? addressFault(place) : domainFault(place));
}

// `-all:x`
function allArgument(place: TermPlace): FoundTerm {
  const { text, reading } = place.token;
  const { signs, written } = reading;
  const right = signs.slice(0, 1) + written;
  // Without a qualifier it would let everyone send.
  const isSafe = /^[-~?]/.test(signs);
  const span = [signs.length + written.length, text.length] as const;
  const message = `all stands alone, and nothing may follow it: write ${isSafe ? right : "-all or ~all"}`;
  return faultAt(place, "all-with-argument", span, message, isSafe ? right : undefined);
}

function alias(place: TermPlace, mechanism: "ip4" | "ip6"): FoundTerm {
  const { signs, written, rest, sign } = place.token.reading;
  const isName = looksLikeDomain(rest);
  const right = sign === ":" ? `${signs.slice(0, 1)}${isName ? "a" : mechanism}:${rest}` : undefined;
  const message = `there is no mechanism ${shown(`"${written}"`)}: write ${shown(right ?? mechanism)}`;
  return faultAt(place, "ip-alias", [signs.length, signs.length + written.length], message, right);
}

function unknownModifier(place: TermPlace): FoundTerm | undefined {
  const { text, reading } = place.token;
  const { name, signs, written, rest } = reading;
  const span = [signs.length, signs.length + written.length] as const;
  const modifier = meantModifier(name);
  if (modifier !== undefined && isTarget(rest)) {
    const right = `${modifier}=${rest}`;
    const message = `the modifier ${shown(`${written}=`)} is unknown, so that SPF ignores it: did you mean ${shown(right)}`;
    return faultAt(place, "modifier-misspelt", span, message, right);
  }
  const mechanism = meantMechanism(name);
  if (mechanism !== undefined && (mechanism === "all" || looksLikeDomain(rest))) {
    return mechanism === "all" ? allArgument(place) : equalsForColon(place, mechanism);
  }
  if (signs === "") return undefined;
  const message = `a modifier has no qualifier: write ${shown(text.slice(signs.length))}`;
  return faultAt(place, "qualifier-on-modifier", [0, 1], message, text.slice(signs.length));
}

function bareDomain(place: TermPlace): FoundTerm | undefined {
  const { text, reading } = place.token;
  const word = text.slice(reading.signs.length).replace(/(?:\/[0-9]+)?(?:\/\/[0-9]+)?$/, "");
  if (!looksLikeDomain(word) || colonMissing(reading.name) !== undefined) return undefined;
  const include = `include:${word} for another record`;
  return faultOf(
    place,
    "bare-domain",
    `a name stands behind its mechanism: write a:${shown(word)} for a host or ${shown(include)}`,
  );
}

// `ip4192.0.2.1`, `include_spf.example.org`, `ip4-192.0.2.1`
function colonMissing(name: string): { readonly mechanism: string; readonly argument: string } | undefined {
  const match = /^(ip4|ip6|include|exists)([._-]?)(.+)$/.exec(name);
  const mechanism = match?.[1];
  if (mechanism === undefined) return undefined;
  const [separator = "", argument = ""] = match?.slice(2) ?? [];
  if (mechanism === "ip4") return looksLikeIp4(argument) ? { mechanism, argument } : undefined;
  const named = separator === "_" ? `_${argument}` : argument;
  return mechanism !== "ip6" && looksLikeDomain(named) ? { mechanism, argument: named } : undefined;
}

function unknownName(place: TermPlace): FoundTerm | undefined {
  const { text, reading } = place.token;
  const { name, signs, written, sign, rest } = reading;
  const missing = colonMissing(name);
  const tail = text.slice(signs.length + written.length);
  if (missing !== undefined) {
    const right = `${signs.slice(0, 1)}${missing.mechanism}:${missing.argument}${tail}`;
    return faultOf(
      place,
      "colon-missing",
      `a colon joins ${missing.mechanism} with what it takes: write ${shown(right)}`,
      right,
    );
  }
  if (/^all[^a-z]/.test(name)) {
    return allArgument({ ...place, token: { ...place.token, reading: { ...reading, written: written.slice(0, 3) } } });
  }
  if (isIp6(text.slice(signs.length)) || (sign === "" && rest !== "" && !rest.startsWith("/"))) return undefined;
  const span = [signs.length, signs.length + written.length] as const;
  const none = `there is no mechanism ${shown(`"${written}"`)}`;
  const meant = name.length < 2 ? undefined : meantName(name);
  if (meant === undefined) return faultAt(place, "unknown-mechanism", span, none);
  const isModifier = MODIFIERS.has(meant);
  const right = isModifier ? `${meant}=${rest}` : `${signs.slice(0, 1)}${meant}${tail}`;
  const isSure = name.length > 2 && isKnownName(meant);
  return faultAt(place, "unknown-mechanism", span, `${none}: did you mean ${shown(right)}`, isSure ? right : undefined);
}
