/** The rules about what the records for mail need elsewhere, beyond the examples of their documentation. */
import { describe } from "vitest";
import { cases } from "./cases.js";

const SOA = `$TTL 1h
@ SOA ns1.example.net. hostmaster 2026010101 4h 1h 2w 15m
@ NS ns1.example.net.
@ NS ns2.example.net.
`;
const RECEIVER = `; file example.net.zone\n${SOA}`;

describe("mta-sts-host-missing", () => {
  const policy = '_mta-sts TXT "v=STSv1; id=1"\n';
  cases([
    ["sees a host without address", "mta-sts-host-missing", `${SOA}${policy}mta-sts TXT x\n`, "5 warning v=STSv1; id=1"],
    ["is content with an alias", "mta-sts-host-missing", `${SOA}${policy}mta-sts CNAME sts.example.com.\n`],
    ["is content with a wildcard", "mta-sts-host-missing", `${SOA}${policy}* A 192.0.2.1\n`],
    [
      "is for the domain of the record",
      "mta-sts-host-missing",
      `${SOA}_mta-sts.dept TXT "v=STSv1; id=1"\nmta-sts A 192.0.2.1\n`,
      "5 warning v=STSv1; id=1",
    ],
    ["says nothing where the host is delegated", "mta-sts-host-missing", `${SOA}${policy}mta-sts NS ns1.example.net.\n`],
    ["says nothing about an alias at the record", "mta-sts-host-missing", `${SOA}_mta-sts CNAME sts.example.com.\n`],
  ]);
});

describe("dmarc-report-unauthorised", () => {
  const policy = (tags: string): string => `${SOA}_dmarc TXT "v=DMARC1; p=none; ${tags}"\n`;
  cases([
    [
      "looks at each address of both tags",
      "dmarc-report-unauthorised",
      `${policy("rua=mailto:a@example.org,mailto:b@example.net!10m; ruf=mailto:c@sub.example.net")}${RECEIVER}`,
      "5 warning mailto:b@example.net!10m",
      "5 warning mailto:c@sub.example.net",
    ],
    [
      "is content with a wildcard",
      "dmarc-report-unauthorised",
      `${policy("rua=mailto:a@example.net")}${RECEIVER}*._report._dmarc TXT "v=DMARC1;"\n`,
    ],
    [
      "wants a record of DMARC",
      "dmarc-report-unauthorised",
      `${policy("rua=mailto:a@example.net")}${RECEIVER}*._report._dmarc TXT "yes"\n`,
      "5 warning mailto:a@example.net",
    ],
    [
      "does not follow an alias",
      "dmarc-report-unauthorised",
      `${policy("rua=mailto:a@example.net")}${RECEIVER}*._report._dmarc CNAME x.example.com.\n`,
    ],
    ["knows nothing of other domains", "dmarc-report-unauthorised", policy("rua=mailto:a@example.com")],
    [
      "knows nothing of a fragment",
      "dmarc-report-unauthorised",
      `${policy("rua=mailto:a@example.net")}; file example.net.zone\nwww 60 A 192.0.2.1\n`,
    ],
    [
      "wants none for names of one organization",
      "dmarc-report-unauthorised",
      `${SOA}_dmarc.a TXT "v=DMARC1; p=none; rua=mailto:x@b.example.org"\n`,
    ],
    [
      "is for the name of the policy",
      "dmarc-report-unauthorised",
      `${SOA}_dmarc.a TXT "v=DMARC1; p=none; rua=mailto:x@example.net"\n${RECEIVER}example.org._report._dmarc TXT "v=DMARC1"\n`,
      "5 warning mailto:x@example.net",
    ],
  ]);
});
