/** The properties of CAA records. */
import { nearest } from "../../zone/types.js";
import { quoted } from "../../zone/problems.js";

/** Those that CAs know (RFC 8659 sections 4.2 to 4.4, RFC 9495, the Baseline Requirements A.1, and that of BIMI). */
const CAA_TAGS = ["issue", "issuewild", "issuemail", "issuevmc", "iodef", "contactemail", "contactphone"];

/** The tag that was meant by one that nobody knows; undefined for a known one, and for one that is like none. */
export function meantCaaTag(tag: string): string | undefined {
  const lower = tag.toLowerCase();
  return CAA_TAGS.includes(lower) ? undefined : nearest(lower, CAA_TAGS);
}

/** What is wrong with the value of a property, as a sentence without a full stop; undefined where it is right, or of a tag without a form. */
export function caaValueProblem(tag: string, value: string): string | undefined {
  switch (tag.toLowerCase()) {
    case "issue":
    case "issuewild":
    case "issuemail":
    case "issuevmc":
      return issuerProblem(value);
    case "iodef":
      return reportProblem(value);
    default:
      return undefined;
  }
}

// --------------------------------------------------------------------------------------------------------------------------

const WORD = "[a-z0-9](?:-*[a-z0-9])*";
const ISSUER = new RegExp(`^(?:${WORD}(?:\\.${WORD})*)?$`, "i");
const TAG = new RegExp(`^${WORD}$`, "i");

/** No issuer has a longer one, in octets. */
const MAX_VALUE = 1024;

// RFC 8659 section 4.2: an issuer's domain or none, and parameters with semicolons between them.
function issuerProblem(value: string): string | undefined {
  if (value.length > MAX_VALUE) return undefined;
  const [issuer = "", ...parameters] = value.split(";").map((part) => part.replace(/^[ \t]+|[ \t]+$/g, ""));
  if (!ISSUER.test(issuer)) return `${quoted(issuer)} is no domain name of a CA`;
  // One semicolon too many at the end is read by all.
  if (parameters.at(-1) === "") parameters.pop();
  for (const parameter of parameters) {
    const equals = parameter.indexOf("=");
    if (equals < 0) return `the parameter ${quoted(parameter)} has no "=" and no value`;
    const name = parameter.slice(0, equals).trimEnd();
    if (!TAG.test(name)) return `${quoted(name)} is no name of a parameter`;
    if (!/^[\x21-\x7e]*$/.test(parameter.slice(equals + 1).trimStart())) {
      return `the value of the parameter ${quoted(name)} has a blank or what is not ASCII: a semicolon is between two parameters`;
    }
  }
  return undefined;
}

// RFC 8659 section 4.4.
function reportProblem(value: string): string | undefined {
  if (/^mailto:[^@\s]+@[^@\s]+$/i.test(value) || /^https?:\/\/[^\s/]+/i.test(value)) return undefined;
  const help = /^[^@\s:]+@[^@\s]+$/.test(value) ? `: write ${quoted(`mailto:${value}`)}` : "";
  return `no CA sends reports to ${quoted(value)}, which is no mailto or https URL${help}`;
}
