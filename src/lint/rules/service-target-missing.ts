import type { QueryType } from "../../base/question.js";
import { quoted } from "../../zone/problems.js";
import type { ZoneRecord } from "../../zone/record.js";
import type { ZoneView } from "../../zone/view.js";
import { type Rule, type RuleContext, placeOf } from "../rule.js";
import { isWildcard } from "../structure/names.js";
import { SERVICE_TYPES, TYPE_HTTPS, TYPE_SVCB, isAliasMode, serviceTarget } from "../structure/services.js";
import { dotHint, findTarget, isMiswritten, isWhole } from "../structure/targets.js";
import { mnemonic } from "../structure/types.js";

export const rule: Rule = {
  id: "service-target-missing",
  severity: "error",
  summary: "an SVCB, HTTPS, NAPTR, KX or AFSDB record leads to nothing",
  section: "RFC 9460 2.5",
  docs: {
    why: "Programs that find the record go on with its target and find nothing there. Browsers lose time before they try without the record; other programs report that the service cannot be reached.",
    bad: `$TTL 1h
@    IN SOA ns1.example.net. hostmaster 2026010101 4h 1h 2w 15m
     IN NS  ns1.example.net.
     IN NS  ns2.example.net.
www  IN HTTPS 1 «web» alpn=h2,h3
web1 IN A   192.0.2.80
`,
    good: `$TTL 1h
@    IN SOA ns1.example.net. hostmaster 2026010101 4h 1h 2w 15m
     IN NS  ns1.example.net.
     IN NS  ns2.example.net.
www  IN HTTPS 1 web1 alpn=h2,h3
web1 IN A   192.0.2.80
`,
    fix: "Correct the name, or add what it needs: addresses for a host; SRV records for a NAPTR record with the flag S, further NAPTR records for one without flags. `.` as the target of SVCB or HTTPS is the owner of the record, and with priority 0 says that there is no service.",
  },
  needsWholeZone: true,
  types: SERVICE_TYPES,
  checkNode(node, zone, context) {
    for (const type of SERVICE_TYPES) {
      if (!node.types.includes(type)) continue;
      for (const record of node.rrset(type)) checkRecord(record, zone, context);
    }
  },
};

function checkRecord(record: ZoneRecord, zone: ZoneView, context: RuleContext): void {
  const target = serviceTarget(record);
  if (target === undefined || target.wants.length === 0) return;
  const { field, wants } = target;
  const isOwner = target.name.labels.length === 0;
  // The owner stands for itself only in a service; elsewhere the root says that there is none.
  if (isOwner ? !isService(record) : isMiswritten(target.name, zone)) return;
  const name = isOwner ? record.owner : target.name;
  const found = findTarget(context.estate, name);
  const kind = mnemonic(record.type);
  if (found.kind === "absent") {
    const message = `the target ${quoted(name.text)} of this ${kind} record does not exist${dotHint(record, field)}`;
    context.report({ ...placeOf(record, field), message });
  } else if (found.kind === "found" && isWhole(found.zone)) {
    const { types } = found.node;
    if (types.includes("CNAME") || wants.some((type) => types.includes(type))) return;
    const whose = isOwner
      ? `the owner ${quoted(name.text)} of this ${kind} record, which is its target,`
      : `the target ${quoted(name.text)} of this ${kind} record`;
    context.report({ ...placeOf(record, field), message: `${whose} has ${nothing(wants)}` });
  }
}

function isService(record: ZoneRecord): boolean {
  return (record.type === TYPE_SVCB || record.type === TYPE_HTTPS) && !isAliasMode(record) && !isWildcard(record.owner);
}

function nothing(wants: readonly QueryType[]): string {
  const records = wants.filter((type) => type !== "A" && type !== "AAAA").map(mnemonic);
  if (records.length === wants.length) return `no ${records.join(" or ")} record`;
  return records.length === 0 ? "no address" : `neither an address nor a record of type ${records.join(" or ")}`;
}
