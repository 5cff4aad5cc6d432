import type { QueryType } from "../../base/question.js";
import { quoted } from "../../zone/problems.js";
import type { NodeView, ZoneView } from "../../zone/view.js";
import { type Rule, placeOf } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { isReverseZone, repeatsZoneName } from "../structure/names.js";
import { IP4_LABELS, IP6_LABELS, firstOfGenerate, isAliasTarget, isReverseLabel, reverseFamily } from "../structure/reverse.js";

const TYPES: readonly QueryType[] = ["PTR", "CNAME", "NS"];

export const rule: Rule = {
  id: "reverse-name-malformed",
  severity: "warning",
  summary: "a name in a reverse zone is the name of no address",
  section: "RFC 1035 3.5",
  docs: {
    why: "The name of 192.0.2.25 is `25.2.0.192.in-addr.arpa`: four numbers of 0 to 255, the last one first. An IPv6 address has 32 hexadecimal digits, one a label. Nobody asks for any other name, and the address that was meant has no name.",
    bad: `$TTL 1h
mail         IN A   192.0.2.25
; file 2.0.192.in-addr.arpa.zone
$TTL 1h
«25.2.0.192» IN PTR mail.example.org.
`,
    good: `$TTL 1h
mail IN A   192.0.2.25
; file 2.0.192.in-addr.arpa.zone
$TTL 1h
25   IN PTR mail.example.org.
`,
    fix: "Write the numbers that the name of the zone does not have yet, or the whole name with a dot at its end.",
  },
  types: TYPES,
  signs: Sign.WrongTree,
  checkNode(node, zone, context) {
    if (!isReverseZone(zone.apex) || repeatsZoneName(node.owner, zone.apex)) return;
    const fault = faultOf(node, zone);
    if (fault === undefined || isAliasTarget(node.owner, zone)) return;
    const type = TYPES.find((one) => node.types.includes(one));
    const [record] = type === undefined ? [] : node.rrset(type);
    if (record === undefined || !isFirst(record, zone)) return;
    const message = `${quoted(node.owner.text)} is the name of no address: ${fault}`;
    context.report({ ...placeOf(record, "owner"), message });
  },
};

const isFirst = firstOfGenerate();

function faultOf({ owner, types }: NodeView, { apex }: ZoneView): string | undefined {
  const family = reverseFamily(owner);
  const zoneLabels = apex.labels.slice(0, -2);
  const own = owner.labels.slice(0, owner.labels.length - apex.labels.length);
  const [first] = own;
  // RFC 8552: names such as _dns-sd are for something else.
  if (first === undefined || own.some((label) => label.startsWith("_"))) return undefined;
  const wrong = own.find((label) => isWrongNumber(label, family));
  if (wrong !== undefined) return wrongNumber(wrong, family);
  // In a zone for a part of a network (RFC 2317) names are what its parent's aliases make them.
  if (!zoneLabels.every((label) => isReverseLabel(label, family))) return undefined;
  const isPointer = types.includes("PTR");
  if (!own.every((label) => isReverseLabel(label, family))) {
    const isName = first !== "*" && !/[0-9]/.test(first);
    return isPointer && isName ? `${quoted(first)} is no ${family === 4 ? "number" : "hexadecimal digit"}` : undefined;
  }
  const count = owner.labels.length - 2;
  const wanted = family === 4 ? IP4_LABELS : IP6_LABELS;
  if (count > wanted) return tooMany(own, zoneLabels, wanted);
  const what = family === 4 ? "numbers" : "hexadecimal digits";
  return count < wanted && isPointer ? `it has ${count} of the ${wanted} ${what}` : undefined;
}

// `300`, `025` or, where each label is one digit, `12ab`.
function isWrongNumber(label: string, family: 4 | 6): boolean {
  return family === 4
    ? /^[0-9]+$/.test(label) && !isReverseLabel(label, 4)
    : /^[0-9a-f]{2,}$/i.test(label) && /[0-9]/.test(label);
}

function wrongNumber(label: string, family: 4 | 6): string {
  if (family === 6) return `each label is one hexadecimal digit, and ${quoted(label)} has ${label.length}`;
  const number = Number(label);
  return number <= 255 ? `write ${number} in place of ${quoted(label)}` : `${quoted(label)} is above 255`;
}

function tooMany(own: readonly string[], zoneLabels: readonly string[], wanted: number): string {
  const left = wanted - zoneLabels.length;
  // The whole address, in one order or the other.
  for (const labels of own.length === wanted ? [own, own.toReversed()] : []) {
    if (labels.slice(left).join(".").toLowerCase() !== zoneLabels.join(".").toLowerCase() || left === 0) continue;
    return `the zone has the other numbers already, write ${quoted(labels.slice(0, left).join("."))}`;
  }
  return `it has ${own.length + zoneLabels.length} numbers, and an address has ${wanted}`;
}
