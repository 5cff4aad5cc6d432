import type { Mechanism } from "../../spf/record.js";
import type { Rule } from "../rule.js";
import { redundancyOf } from "../spf/redundancy.js";
import { type SharedPool, poolOfName, poolOfNetwork } from "../spf/shared-pools.js";
import { isNetwork, isReadable } from "../spf/terms.js";

export const rule: Rule = {
  id: "shared-infrastructure",
  severity: "warning",
  summary: "an SPF record lets hosts send that anyone can rent",
  section: "RFC 7208 11.4",
  docs: {
    why: "The addresses of a cloud or of a CDN belong to all its customers. Whoever rents a machine there, or finds a proxy that forwards for him, passes as the domain. Mail of your own hardly comes from a CDN: the address of a web site behind it was taken for that of the server.",
    bad: `$TTL 1h
@ TXT "v=spf1 «include:_cloud-netblocks.googleusercontent.com» -all"
`,
    good: `$TTL 1h
@ TXT "v=spf1 ip4:192.0.2.25 -all"
`,
    fix: "Write the addresses of the machines that are yours, or the include of the service that sends for you.",
  },
  checkRecord(spf, context) {
    if (!isReadable(spf)) return;
    const { standing, all } = redundancyOf(spf);
    const { redirect } = spf.parsed.record;
    for (const { mechanism, qualifier, span } of standing) {
      if (qualifier !== "+") continue;
      const pool = poolOf(mechanism);
      if (pool !== undefined) context.report({ span, message: messageFor(pool) });
    }
    const pool = redirect === undefined || all !== undefined ? undefined : poolOfName(redirect.domain.text);
    if (redirect !== undefined && pool !== undefined) context.report({ span: redirect.span, message: messageFor(pool) });
  },
};

function poolOf(mechanism: Mechanism): SharedPool | undefined {
  if (isNetwork(mechanism)) return poolOfNetwork(mechanism);
  return mechanism.name === "include" ? poolOfName(mechanism.domain.text) : undefined;
}

function messageFor(pool: SharedPool): string {
  return `these are ${pool.what}, from which others can send too: write the addresses of your own servers`;
}
