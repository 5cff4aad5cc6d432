import { quoted } from "../../zone/problems.js";
import { type Rule, placeOf } from "../rule.js";
import { TYPE_HTTPS, TYPE_SVCB, isAliasMode } from "../structure/services.js";
import { relatedRecord } from "../structure/state.js";
import { mnemonic } from "../structure/types.js";

export const rule: Rule = {
  id: "service-modes-mixed",
  severity: "warning",
  summary: "an SVCB or HTTPS record of priority 0 is not the only one of its name",
  section: "RFC 9460 2.4.1",
  docs: {
    why: "A record of priority 0 is an alias. Beside one, programs ignore all records of other priorities, with everything that they say of ports and protocols; of several aliases they take any one.",
    bad: `$TTL 1h
www  IN HTTPS 0 web.example.net.
     IN HTTPS «1» . alpn=h2,h3
     IN A     192.0.2.80
`,
    good: `$TTL 1h
www  IN HTTPS 1 . alpn=h2,h3
     IN HTTPS 2 web.example.net.
     IN A     192.0.2.80
`,
    fix: "Keep the alias alone, or give all records priorities from 1 on.",
  },
  types: [TYPE_SVCB, TYPE_HTTPS],
  checkNode(node, _zone, context) {
    for (const type of [TYPE_SVCB, TYPE_HTTPS]) {
      const records = node.types.includes(type) ? node.rrset(type).filter(({ isRead }) => isRead) : [];
      const alias = records.length < 2 ? undefined : records.find(isAliasMode);
      if (alias === undefined) continue;
      const service = records.find((record) => !isAliasMode(record));
      const second = service ?? records.find((record) => record !== alias);
      if (second === undefined) continue;
      const [name, kind] = [quoted(node.owner.text), mnemonic(type)];
      const message =
        service === undefined
          ? `${name} has ${records.length} ${kind} records of priority 0, of which programs take any one`
          : `${name} has a ${kind} record of priority 0, an alias: programs ignore those of other priorities`;
      context.report({ ...placeOf(second, 0), message, related: [relatedRecord(alias, "the alias")] });
    }
  },
};
