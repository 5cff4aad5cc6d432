/** Texts for mail in which no rule finds anything. The patterns are linear: at each place one part of them fits. */
import { bitsOf } from "../mail/dkim-key.js";

/** Longer texts are for the rules, in octets: a DKIM key of 4096 bits has 750. */
const MAX_TEXT = 1024;

const OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
const IP4 = String.raw`ip4:${OCTET}(?:\.${OCTET}){3}(?:/(?:3[0-2]|[12][0-9]|[89]))?`;
// Eight groups; what is shorter has `::`, and is for the rules.
const IP6 = "ip6:(?:[0-9a-f]{1,4}:){1,6}:(?:[0-9a-f]{1,4})?(?:/(?:12[0-8]|1[01][0-9]|[1-9][0-9]))?";
const LABEL = "[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?";
const HOST = String.raw`(?:${LABEL}\.){1,8}[a-z]{2,63}`;
const SPF = new RegExp(`^v=spf1(?: [-~?+]?(?:a|mx|${IP4}|${IP6}|include:${HOST}))* [-~?]all$`);

/** Whether a text is an SPF record of the usual terms, with one sign of all hosts at its end and each name in lower case. */
export function isSimpleSpf(text: string): boolean {
  return SPF.test(text);
}

const POLICY = "(?:none|quarantine|reject)";
const MAILTO = String.raw`mailto:[a-z0-9._+-]{1,64}@(?:[a-z0-9][a-z0-9-]{0,62}\.){1,8}[a-z]{2,63}`;
const TAGS = [
  `sp=${POLICY}`,
  `rua=${MAILTO}(?:,${MAILTO})*`,
  `ruf=${MAILTO}(?:,${MAILTO})*`,
  "pct=100",
  "adkim=[rs]",
  "aspf=[rs]",
  "fo=[01ds](?::[01ds])*",
];
const DMARC = new RegExp(`^v=DMARC1; ?p=${POLICY}(?:; ?(?:${TAGS.join("|")}))*;?$`);
const TWICE = /; ?(sp|rua|ruf|pct|adkim|aspf|fo)=.*; ?\1=/;

/** Whether a text is a DMARC record that every receiver reads. */
export function isPlainDmarc(text: string): boolean {
  return text.length <= MAX_TEXT && DMARC.test(text) && !TWICE.test(text);
}

const BASE64 = "[A-Za-z0-9+/]";
// In base64 the first 33 octets of a key of 2048 bits are the same for all, the next one shows the highest bit of the modulus, and the
// exponent is nearly always 65537.
const RSA_2048 = `MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA[g-z0-9+/]${BASE64}{340}[AQgw]IDAQAB`;
const ED25519 = `${BASE64}{43}=`;
const USUAL_KEY = new RegExp(`^v=DKIM1; ?(?:(?:k=rsa; ?)?p=${RSA_2048}|k=ed25519; ?p=${ED25519});?$`);
const DKIM = /^v=DKIM1; ?(?:k=(rsa|ed25519); ?)?p=/;
const GOOD_BITS = 2048;

/** Whether a text is a DKIM key that is long enough. */
export function isPlainDkim(text: string): boolean {
  if (text.length > MAX_TEXT) return false;
  if (USUAL_KEY.test(text)) return true;
  const match = DKIM.exec(text);
  if (match === null) return false;
  const octets = decodeBase64(text, match[0].length, text.endsWith(";") ? text.length - 1 : text.length);
  if (octets === undefined) return false;
  const algorithm = match[1] === "ed25519" ? "ed25519" : "rsa";
  const bits = bitsOf(octets, algorithm);
  return typeof bits === "number" && (algorithm === "ed25519" || bits >= GOOD_BITS);
}

const SCRATCH = new Uint8Array(MAX_TEXT);
const DIGITS = new Int8Array(128).fill(-1);
for (let digit = 0; digit < 64; digit++) {
  DIGITS["ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".charCodeAt(digit)] = digit;
}

// Base64 of whole groups (RFC 4648 section 4), without an object for each key. The octets are good until the next call.
function decodeBase64(text: string, start: number, end: number): Uint8Array | undefined {
  if (end <= start || (end - start) % 4 !== 0) return undefined;
  const padding = text.endsWith("==", end) ? 2 : text.endsWith("=", end) ? 1 : 0;
  let bits = 0;
  let size = 0;
  for (let at = start; at < end; at++) {
    const digit = at < end - padding ? (DIGITS[text.charCodeAt(at)] ?? -1) : 0;
    if (digit < 0) return undefined;
    bits = (bits << 6) | digit;
    if ((at - start) % 4 !== 3) continue;
    SCRATCH[size++] = bits >> 16;
    SCRATCH[size++] = bits >> 8;
    SCRATCH[size++] = bits;
    bits = 0;
  }
  return SCRATCH.subarray(0, size - padding);
}
