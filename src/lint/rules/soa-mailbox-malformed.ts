import type { Severity } from "../../base/diagnostic.js";
import type { DomainName } from "../../base/name.js";
import { quoted } from "../../zone/problems.js";
import { type Rule, placeOf } from "../rule.js";
import { addressLiteral } from "../structure/names.js";
import { soaRule } from "../structure/soa.js";

export const rule: Rule = {
  id: "soa-mailbox-malformed",
  severity: "error",
  summary: "the mailbox in the SOA record is none",
  section: "RFC 1035 3.3.13",
  docs: {
    why: "The second name of a SOA record is the mailbox of the zone's operator, with a dot in place of the @. Written otherwise, whoever wants to report a fault writes to an address that does not exist.",
    bad: `$TTL 1h
@    IN SOA ns1 «hostmaster@example.org.» 2026010101 4h 1h 2w 15m
     IN NS  ns1
     IN NS  ns2.example.net.
ns1  IN A   192.0.2.53
`,
    good: `$TTL 1h
@    IN SOA ns1 hostmaster.example.org. 2026010101 4h 1h 2w 15m
     IN NS  ns1
     IN NS  ns2.example.net.
ns1  IN A   192.0.2.53
`,
    fix: "Write the part in front of the @, a dot, and the domain: hostmaster.example.org. for hostmaster@example.org. A dot in the part in front is written with a backslash.",
  },
  ...soaRule(({ rname }, { record, zone }) => {
    const { source, span } = placeOf(record, 1);
    const problem = problemOf(rname, source.slice(span.start, span.end), zone.apex);
    return problem === undefined ? undefined : { field: "rname", ...problem };
  }),
};

/** What is wrong with a mailbox, by its name and as it is written. */
function problemOf(
  mailbox: DomainName,
  written: string,
  apex: DomainName,
): { message: string; severity?: Severity } | undefined {
  const { labels, text } = mailbox;
  if (labels.length === 0) return { message: "the zone names no mailbox of its operator", severity: "info" };
  if (labels.some((label) => label.includes("@"))) {
    const meant = mailAddress(mailbox, written);
    const help = meant === undefined ? "" : `: write ${quoted(meant)}`;
    return { message: `the mailbox has a dot in place of the @${help}` };
  }
  if (labels.length === 1)
    return {
      message: `the mailbox ${quoted(text)} has no domain: the first label is what stands in front of the @`,
    };
  if (addressLiteral(mailbox) !== undefined) return { message: `the mailbox ${quoted(text)} is an address of a host` };
  if (!mailbox.equals(apex)) return undefined;
  const domain = mailbox.parent.text;
  return {
    message: `the mailbox is the name of the zone, so it reads ${labels[0] ?? ""}@${domain}`,
    severity: "warning",
  };
}

/** How the mailbox is written that has an @, where that is sure: its domain is complete if it has a dot, as nobody ends an address with one. */
function mailAddress({ labels }: DomainName, written: string): string | undefined {
  const [, local, domain] = /^([A-Za-z0-9._+-]+)@([A-Za-z0-9-][A-Za-z0-9.-]*)$/.exec(written) ?? [];
  if (local === undefined || domain === undefined) return undefined;
  const completed = labels.join(".").replace(/^.*@/, "");
  const whole = domain.includes(".") ? domain.replace(/\.$/, "") : completed;
  // A dot of the part in front is no end of a label.
  return `${local.replaceAll(".", "\\.")}.${whole}.`;
}
