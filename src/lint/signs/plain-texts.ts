/** Texts for mail in which no rule finds anything. The patterns are linear: at each place one part of them fits. */
import { keyBits } from "../mail/dkim-key.js";

/** Longer texts are for the rules, in octets: a DKIM key of 4096 bits has 750. */
const MAX_TEXT = 1024;

const OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
const IP4 = String.raw`ip4:${OCTET}(?:\.${OCTET}){3}(?:/(?:3[0-2]|[12][0-9]|[89]))?`;
// Eight groups; what is shorter has `::`, and is for the rules.
const IP6 = "ip6:(?:[0-9a-f]{1,4}:){1,6}:(?:[0-9a-f]{1,4})?(?:/(?:12[0-8]|1[01][0-9]|[1-9][0-9]))?";
const LABEL = "[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?";
const HOST = String.raw`(?:${LABEL}\.){1,8}[a-z]{2,63}`;
const SPF = new RegExp(`^v=spf1(?: [-~?+]?(?:a|mx|${IP4}|${IP6}|include:${HOST}))* [-~?]all$`);

/** Whether a text is an SPF record that is right by itself: whether its names lead somewhere is to be looked at. */
export function isPlainSpf(text: string): boolean {
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

const DKIM = /^v=DKIM1; ?(?:k=(rsa|ed25519); ?)?p=([A-Za-z0-9+/]+={0,2});?$/;
const GOOD_BITS = 2048;

/** Whether a text is a DKIM key that is long enough. */
export function isPlainDkim(text: string): boolean {
  const match = text.length <= MAX_TEXT ? DKIM.exec(text) : null;
  if (match === null) return false;
  const algorithm = match[1] === "ed25519" ? "ed25519" : "rsa";
  const bits = keyBits(match[2] ?? "", algorithm);
  return typeof bits === "number" && (algorithm === "ed25519" || bits >= GOOD_BITS);
}
