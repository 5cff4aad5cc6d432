import { parseDkim } from "../mail/dkim.js";
import { mailTexts } from "../mail/texts.js";
import type { Rule } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { placeInText } from "../text-place.js";

/** In bits (RFC 8301 section 3.2): what verifiers accept, and what signers should use. */
const LEAST_BITS = 1024;
const GOOD_BITS = 2048;

export const rule: Rule = {
  id: "dkim-key-weak",
  severity: "warning",
  summary: "an RSA key for DKIM is too short",
  section: "RFC 8301 3.2",
  docs: {
    why: "Keys of less than 1024 bits can be broken by anyone with some money, and receivers must not accept them: that is an error. Keys of 1024 bits are accepted still, and 2048 bits are what signers should use.",
    bad: `$TTL 1h
2026._domainkey TXT ( "v=DKIM1; k=rsa; "
  "p=«MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQCr4czj1z6wb+6UF93oAuDGEmhMfBVo/vsmrBoNjka4U5iMHPUC7wdVZDrymD3sKrqgLaI1"
  "uZWeCT9rAgj/+vCnjPGVbAM7kB9h2Nd5ZE3YTHSGTSykodoJYG2gHFED7y+qvGbMXiaFp/LycKjJ21nyoQQnCrIwPgtUxZcEgCF1VwIDAQAB»" )
`,
    good: `$TTL 1h
2026._domainkey TXT "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
`,
    fix: "Make a new key of 2048 bits under a new selector, sign with it, and take the old one back after some days.",
  },
  types: ["TXT"],
  signs: Sign.Text,
  checkNode(node, zone, context) {
    for (const { record, text, fault } of mailTexts(node, zone, "dkim")) {
      const key = fault === undefined ? parseDkim(text).key : undefined;
      if (key?.algorithm !== "rsa" || key.bits >= GOOD_BITS) continue;
      const place = placeInText(record, key.tag.valueSpan.start, key.tag.valueSpan.end);
      if (key.bits < LEAST_BITS) {
        const message = `the key has ${key.bits} bits, and receivers accept none of less than ${LEAST_BITS}`;
        context.report({ ...place, message, severity: "error" });
      } else
        context.report({
          ...place,
          message: `the key has ${key.bits} bits: make a new one of ${GOOD_BITS}`,
        });
    }
  },
};
