/** Labels outside ASCII as DNS has them (RFC 5890 section 2.3.2.1). */
import punycode from "punycode/punycode.js";

// A U-label is made of letters, marks and digits (RFC 5892), the hyphen, and a few characters that depend on their neighbours.
const U_LABEL = /^(?:[\p{L}\p{M}\p{Nd}\u00b7\u0375\u05f3\u05f4\u30fb-]|\u200c|\u200d)+$/u;

/** An ASCII label as it is; a U-label as its A-label (RFC 5891 section 5); undefined for what is no label in IDNA. */
export function toALabel(label: string): string | undefined {
  // eslint-disable-next-line no-control-regex -- the range is ASCII
  if (/^[\x00-\x7f]*$/.test(label)) return label;
  // A U-label is in lower case and in NFC by definition; what a person typed is brought there. No mapping beyond that: a
  // character that only looks like an ASCII one must not become one.
  const normal = label.normalize("NFC").toLowerCase().normalize("NFC");
  // The Kelvin sign is K in NFC: what turns out to be ASCII was no U-label, and is not the ASCII label either.
  if (!U_LABEL.test(normal) || !/[^\x00-\x7f]/.test(normal)) return undefined;
  try {
    return `xn--${punycode.encode(normal)}`;
  } catch {
    return undefined;
  }
}
