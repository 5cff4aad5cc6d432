import type { DomainName } from "../../base/name.js";
import { targetOf } from "../../base/question.js";
import { quoted } from "../../zone/problems.js";
import { type Rule, placeOf } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { hasOddOctet, isWildcard } from "../structure/names.js";
import { findTarget, hasAddress, isMiswritten, targetField } from "../structure/targets.js";

export const rule: Rule = {
  id: "host-name-characters",
  severity: "warning",
  summary: "the name of a host has other characters than letters, digits and hyphens",
  section: "RFC 1123 2.1",
  docs: {
    why: "A host name has letters, digits and hyphens, and no hyphen at the ends of a label. BIND refuses to load another one by default, certificates cannot be had for it, and mail servers refuse it in HELO.",
    bad: `$TTL 1h
«mail_server» IN A 192.0.2.25
`,
    good: `$TTL 1h
mail-server IN A 192.0.2.25
`,
    fix: "Rename the host. An underscore is right only in names that are not hosts, such as _dmarc or _imaps._tcp.",
  },
  types: ["A", "AAAA", "MX", "NS"],
  signs: Sign.NotHost,
  checkNode(node, zone, context) {
    const { owner, types } = node;
    if (types.includes("A") || types.includes("AAAA")) {
      const label = isHostName(owner) ? undefined : badLabel(owner);
      const [record] = label === undefined ? [] : node.rrset(types[0] ?? "A");
      if (record !== undefined) {
        context.report({
          ...placeOf(record, "owner"),
          message: `${quoted(owner.text)} has an address, but is no name for a host: ${label}`,
        });
      }
    }
    for (const type of ["MX", "NS"] as const) {
      if (!types.includes(type)) continue;
      for (const record of node.rrset(type)) {
        const name = targetOf(record.data);
        if (name === undefined || isHostName(name) || isMiswritten(name, zone)) continue;
        const label = badLabel(name);
        const target = findTarget(context.estate, name);
        // One in these zones is reported where it has its address.
        if (label === undefined || (target.kind === "found" && hasAddress(target.node))) continue;
        context.report({
          ...placeOf(record, targetField(type)),
          message: `${quoted(name.text)} is no name for a host: ${label}`,
        });
      }
    }
  },
};

/** `<let-dig> [ [ <ldh-str> ] <let-dig> ]` in each label (RFC 1123 section 2.1). */
function isHostName({ labels }: DomainName): boolean {
  for (let index = 0; index < labels.length; index++) {
    const label = labels[index] ?? "";
    if (label.charCodeAt(0) === HYPHEN || label.charCodeAt(label.length - 1) === HYPHEN) return false;
    for (let at = 0; at < label.length; at++) if (!isLetterDigitHyphen(label.charCodeAt(at))) return false;
  }
  return true;
}

const HYPHEN = 0x2d;

function isLetterDigitHyphen(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39) || code === HYPHEN || (code >= 0x41 && code <= 0x5a);
}

// What is wrong with the first bad label; undefined where nothing is wrong, or another rule says it.
function badLabel(name: DomainName): string | undefined {
  // Windows has hosts at names such as gc._msdcs.
  if (hasOddOctet(name) || name.labels.some((label) => label.toLowerCase() === "_msdcs")) return undefined;
  for (const [index, label] of name.labels.entries()) {
    if (index === 0 && isWildcard(name)) continue;
    const odd = label.split("").find((character) => !isLetterDigitHyphen(character.charCodeAt(0)));
    if (odd !== undefined) return `it has ${odd === "_" ? "an underscore" : `the character ${odd}`}`;
    if (label.startsWith("-") || label.endsWith("-")) return "a label has a hyphen at its end or start";
  }
  return undefined;
}
