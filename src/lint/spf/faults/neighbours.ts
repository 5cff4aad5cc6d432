/** Faults of several words that were meant as one term: a space stands where none may. */
import { shown } from "./fault.js";
import { ip4Range, netmaskLength, networkTerm } from "./ip4-text.js";
import { MODIFIERS, ipAlias, isKnownName } from "./names.js";
import { type FoundTerm, type TermPlace, faultOver } from "./term-place.js";
import { isOperand } from "./tokens.js";

/** What a space has broken; undefined where the next word stands for itself. */
export function neighboursFault(place: TermPlace): FoundTerm | undefined {
  const [next] = place.following;
  if (next === undefined || next.problems.length + place.token.problems.length === 0) return undefined;
  return (
    loneQualifier(place) ??
    spacedRange(place) ??
    spacedNetmask(place) ??
    detachedLength(place) ??
    spacedSign(place) ??
    missingColon(place)
  );
}

function isSigns(text: string): boolean {
  return /^[-+~?]+$/.test(text);
}

// `- all`
function loneQualifier(place: TermPlace): FoundTerm | undefined {
  const { token, following } = place;
  const [next] = following;
  if (!isSigns(token.text) || next === undefined || !/^[A-Za-z0-9]/.test(next.text)) return undefined;
  const right = token.text.charAt(0) + next.text;
  const isOne = /^(.)\1*$/.test(token.text);
  const message = `a space stands between the qualifier and its mechanism: write ${shown(right)}`;
  return faultOver(place, 2, "space-after-qualifier", message, isOne ? right : undefined);
}

// `ip4:192.0.2.1 - 192.0.2.9`
function spacedRange(place: TermPlace): FoundTerm | undefined {
  const { token, following } = place;
  const { name, sign, rest, signs } = token.reading;
  if (!/^[0-9.]+-?$/.test(sign === "" ? token.text : rest) || (sign !== "" && name !== "ip4")) return undefined;
  for (let takes = 2; takes <= 3; takes++) {
    const joined = [sign === "" ? token.text : rest, ...following.slice(0, takes - 1).map(({ text }) => text)].join("");
    const match = /^([0-9.]+)-([0-9.]+)$/.exec(joined);
    if (match === null) continue;
    const terms = ip4Range(match[1] ?? "", match[2] ?? "")?.map((network) => signs + networkTerm(network));
    const right = terms?.join(" ");
    const what = "a range of addresses is written as networks";
    const message = right === undefined ? `${what}, such as ip4:192.0.2.0/24` : `${what}: write ${shown(right)}`;
    return faultOver(place, takes, "ip4-range", message, right);
  }
  return undefined;
}

// `ip4:192.0.2.0 255.255.255.0`
function spacedNetmask(place: TermPlace): FoundTerm | undefined {
  const { token, following } = place;
  const { name, rest } = token.reading;
  const mask = following[0]?.text ?? "";
  if (name !== "ip4" || !/^[0-9.]+$/.test(rest) || !mask.startsWith("255.")) return undefined;
  const prefix = netmaskLength(mask);
  if (prefix === undefined) return undefined;
  const right = `${token.text}/${prefix}`;
  return faultOver(place, 2, "ip4-netmask", `a network has a length and no netmask: write ${shown(right)}`, right);
}

// `a:mail.example.org /24`, `ip4:192.0.2.0/ 24`, `ip4:192.0.2.0 / 24`
function detachedLength(place: TermPlace): FoundTerm | undefined {
  const { token, following } = place;
  const { name } = token.reading;
  if (name === "" || name === "all" || !(isKnownName(name) || ipAlias(name, "") !== undefined)) return undefined;
  for (let takes = 2; takes <= 3; takes++) {
    const tail = following.slice(0, takes - 1).map(({ text }) => text);
    const joined = (/\/+$/.exec(token.text)?.[0] ?? "") + tail.join("");
    if (tail.length < takes - 1 || !/^\/{1,2}[0-9]+(?:\/\/[0-9]+)?$/.test(joined)) continue;
    // The second length, that for IPv6, stands behind two slashes.
    const isSecond = /\/[0-9]+$/.test(token.text) && /^\/[0-9]/.test(tail.join(""));
    const right = token.text + (isSecond ? "/" : "") + tail.join("");
    const message = `a space stands in front of the length: write ${shown(right)}`;
    return faultOver(place, takes, "cidr-detached", message, right);
  }
  return undefined;
}

// `include: x.example`, `ip4 :192.0.2.1`, `redirect = x.example`
function spacedSign(place: TermPlace): FoundTerm | undefined {
  const { token, following } = place;
  const { name, sign, rest } = token.reading;
  const [next, afterNext] = following;
  if (!isKnownName(name) && ipAlias(name, "") === undefined) return undefined;
  if (rest !== "" || next === undefined) return undefined;
  const isBehind = sign !== "" && isOperand(next);
  const isBefore = sign === "" && /^[:=]./.test(next.text);
  const isAround = sign === "" && /^[:=]$/.test(next.text) && afterNext !== undefined && isOperand(afterNext);
  if (!isBehind && !isBefore && !isAround) return undefined;
  const mark = MODIFIERS.has(name) ? "=" : ":";
  const operand = isBehind ? next.text : isAround ? afterNext.text : next.text.slice(1);
  const right = token.text.slice(0, token.text.length - sign.length) + mark + operand;
  const where = (sign || next.text.charAt(0)) === ":" ? "colon" : "equals sign";
  const side = isBehind ? "behind" : isAround ? "on both sides of" : "in front of";
  const message = `a space stands ${side} the ${where}, and ends the term: write ${shown(right)}`;
  return faultOver(place, isAround ? 3 : 2, "space-after-colon", message, right);
}

// `include x.example`; of a, mx and ptr the two words may be two terms.
function missingColon(place: TermPlace): FoundTerm | undefined {
  const { token, following } = place;
  const { name, sign, rest } = token.reading;
  const [next] = following;
  if (sign !== "" || rest !== "" || next === undefined || !isOperand(next)) return undefined;
  const isNeedy = /^(?:include|exists|ip4|ip6|redirect|exp)$/.test(name) || ipAlias(name, "") !== undefined;
  if (!isNeedy) return undefined;
  const mark = MODIFIERS.has(name) ? "=" : ":";
  const right = `${token.text}${mark}${next.text}`;
  const message = `a ${mark === ":" ? "colon" : "equals sign"} joins ${name} with what it takes: write ${shown(right)}`;
  return faultOver(place, 2, "colon-missing", message, right);
}
