import type { PolicyRecord } from "../../spf/policy/policy.js";
import { quoted } from "../../zone/problems.js";
import type { Rule } from "../rule.js";
import { shownPlaced } from "../spf/policy-terms.js";
import { BREAKS, ledTo } from "../spf/targets.js";

export const rule: Rule = {
  id: "include-target-broken",
  severity: "error",
  summary: "an SPF record leads to one with a fault",
  section: "RFC 7208 5.2",
  docs: {
    why: "A record with a syntax error, or several records at one name, are a permanent error, and whoever includes them or redirects to them inherits it: everyone who matches nothing before gets it.",
    bad: `$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   192.0.2.53
@    TXT "v=spf1 ip4:192.0.2.25 «include:_spf.example.net» -all"
; DNS example.net.zone
$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   203.0.113.53
_spf TXT "v=spf1 ipv4:203.0.113.0/24 -all"
`,
    good: `$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   192.0.2.53
@    TXT "v=spf1 ip4:192.0.2.25 include:_spf.example.net -all"
; DNS example.net.zone
$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   203.0.113.53
_spf TXT "v=spf1 ip4:203.0.113.0/24 -all"
`,
    fix: "Tell the owner of the record, and remove the include as long as it is broken.",
  },
  checkPolicy(policy, context) {
    for (const { placed, child } of ledTo(policy)) {
      const fault = faultOf(child);
      if (fault === undefined) continue;
      const message = `${shownPlaced(policy, placed)}: ${child.domain.text} has ${fault}, and ${BREAKS}`;
      context.report({ span: placed.rootTerm.term.span, message });
    }
  },
};

function faultOf({ state, texts, parsed }: PolicyRecord): string | undefined {
  if (state === "several") return `${texts.length} SPF records`;
  const [problem] = state === "syntax" ? (parsed?.problems ?? []) : [];
  if (problem === undefined) return undefined;
  const { start, end } = problem.span;
  return `an SPF record with an error at ${quoted((texts[0] ?? "").slice(start, end))}`;
}
