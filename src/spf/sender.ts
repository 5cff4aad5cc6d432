/** The identities of a mail: the MAIL FROM address and the HELO name, as names that DNS can be asked for (section 4.3). */
import { parseIp4 } from "../base/ip.js";
import { DomainName, describeNameProblem, isName } from "../base/name.js";
import { toALabel } from "./a-label.js";

/** The two identities that SPF checks (RFC 7208 section 2.3, 2.4). */
export type Identity = "helo" | "mailfrom";

/** A sender split at its last `@`. */
export interface Sender {
  /** The local part; `postmaster` where there is none (section 4.3). */
  readonly localPart: string;
  /** The domain as it was given. */
  readonly domain: string;
}

/**
 * Splits a MAIL FROM address. Angle brackets around it and a source route in front of it (RFC 5321 section 4.1.1.3) are dropped.
 * A text without `@` is a domain. The null sender (`""` or `<>`) gives undefined: its identity is postmaster at the HELO name
 * (section 2.4).
 */
export function parseSender(text: string): Sender | undefined {
  const address = text.startsWith("<") && text.endsWith(">") ? text.slice(1, -1) : text;
  if (address === "") return undefined;
  const at = address.lastIndexOf("@");
  const domain = address.slice(at + 1);
  let localPart = address.slice(0, Math.max(at, 0));
  if (localPart.startsWith("@")) localPart = localPart.slice(routeEnd(localPart) + 1);
  return { localPart: localPart === "" ? "postmaster" : localPart, domain };
}

/** The colon behind a source route: the first one outside an address literal such as `[IPv6:2001:db8::1]`. */
function routeEnd(localPart: string): number {
  let isLiteral = false;
  for (let index = 0; index < localPart.length; index++) {
    const character = localPart.charAt(index);
    if (character === "[") isLiteral = true;
    else if (character === "]") isLiteral = false;
    else if (character === ":" && !isLiteral) return index;
  }
  return -1;
}

/**
 * Makes the domain of an identity a name to ask for, or says in words why it is none. What is no fully qualified name gives the
 * result none: an address literal, a single label, a trailing dot, an empty or over-long label, spaces and control characters.
 * Labels outside ASCII become A-labels (RFC 8616 section 3).
 */
export function identityDomain(text: string): DomainName | { problem: string } {
  if (text === "") return { problem: "it is empty" };
  if (text.startsWith("[")) return { problem: "it is an address literal" };
  if (parseIp4(text) !== undefined) return { problem: "it is an IP address" };
  if (text.endsWith(".")) return { problem: "it ends in a dot" };
  if (text.length > 4096) return { problem: "it is too long" };
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\x00-\x20\x7f-\x9f]/.test(text)) return { problem: "it has a space or a control character" };
  const labels = text.split(".").map(toALabel);
  if (!labels.every((label) => label !== undefined))
    return { problem: "a label outside ASCII has characters that names cannot have" };
  const name = DomainName.fromLabels(labels);
  if (!isName(name)) return { problem: describeNameProblem(name) };
  return name.labels.length < 2 ? { problem: "it has no dot, so it is no full domain name" } : name;
}
