import { DomainName, isName } from "../../base/name.js";
import type { QueryType } from "../../base/question.js";
import { quoted } from "../../zone/problems.js";
import type { ZoneRecord } from "../../zone/record.js";
import type { NodeView, ZoneView } from "../../zone/view.js";
import { mailReferences } from "../mail/references.js";
import { type Rule, type RuleContext, placeOf } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { hasAddress } from "../structure/targets.js";
import { TYPE_TLSA, mnemonic } from "../structure/types.js";

const TYPES: readonly QueryType[] = ["SRV", TYPE_TLSA];

const PROTOCOL = /^_?(?:tcp|udp|tls|sctp|dccp)$/i;
const PORT = /^_?[0-9]{1,5}$/;

interface Malformed {
  readonly record: ZoneRecord;
  readonly fault: string;
}

/** Records at such names, until it is known what aliases lead to. */
const malformed = new WeakMap<RuleContext, Malformed[]>();

export const rule: Rule = {
  id: "service-name-malformed",
  severity: "warning",
  summary: "an SRV or TLSA record stands at a name that does not start with service and protocol",
  section: "RFC 8552 1.2",
  docs: {
    why: "Programs ask for an SRV record at `_service._protocol` in front of the domain, and for a TLSA record at `_port._protocol` in front of the host, each with its underscore. Nobody asks at any other name: the service is not found, or its certificate is not checked.",
    bad: `$TTL 1h
«_imaps.tcp» IN SRV 0 1 993 mail
mail       IN A   192.0.2.25
`,
    good: `$TTL 1h
_imaps._tcp IN SRV 0 1 993 mail
mail        IN A   192.0.2.25
`,
    fix: "Move the record to the name that programs ask for. It is right where it is when an alias of another zone leads to it.",
  },
  types: TYPES,
  signs: Sign.DoubtfulService,
  checkNode(node, zone, context) {
    for (const type of TYPES) {
      const fault = faultOf(node, zone, type);
      const [record] = fault === undefined ? [] : node.rrset(type);
      if (fault === undefined || record === undefined) continue;
      const found = { record, fault };
      const others = malformed.get(context);
      if (others === undefined) malformed.set(context, [found]);
      else others.push(found);
    }
  },
  checkEstate(_estate, context) {
    const found = malformed.get(context);
    if (found === undefined) return;
    const { aliases } = mailReferences(context.estate);
    for (const { record, fault } of found) {
      const { owner } = record;
      if (aliases.has(owner.key)) continue;
      const message = `nobody asks for the ${mnemonic(record.type)} record of ${quoted(owner.text)}: ${fault}`;
      context.report({ ...placeOf(record, "owner"), message });
    }
    malformed.delete(context);
  },
};

function faultOf(node: NodeView, { apex }: ZoneView, type: QueryType): string | undefined {
  if (!node.types.includes(type)) return undefined;
  const { labels } = node.owner;
  const isOfZone = labels.length < apex.labels.length + 2 && labels[1]?.startsWith("_") !== true;
  // In the zone tcp.example no protocol is meant.
  if (labels[0] === "*" || (isOfZone && PROTOCOL.test(labels[1] ?? ""))) return undefined;
  return type === "SRV" ? serviceFault(labels) : portFault(node, labels);
}

// RFC 2782. A service of RFC 6763 has a name of its own in front: `Printer._ipp._tcp`.
function serviceFault(labels: readonly string[]): string | undefined {
  const [first = "", second = "", third = "", ...rest] = labels;
  const asWritten = [third, ...rest];
  if (isMarked(first) && PROTOCOL.test(first) && isMarked(second) && !PROTOCOL.test(second)) {
    return belongsTo([second, first, ...asWritten]);
  }
  if (!PROTOCOL.test(second) || PROTOCOL.test(first) || isMarked(third)) return undefined;
  return isMarked(first) && isMarked(second) ? undefined : belongsTo([marked(first), marked(second), ...asWritten]);
}

// RFC 6698 section 3.
function portFault(node: NodeView, labels: readonly string[]): string | undefined {
  const [first = "", second = "", ...rest] = labels;
  if (PORT.test(first) && PROTOCOL.test(second)) {
    return isMarked(first) && isMarked(second) ? undefined : belongsTo([marked(first), marked(second), ...rest]);
  }
  if (PROTOCOL.test(first) && PORT.test(second) && isMarked(second)) return belongsTo([second, marked(first), ...rest]);
  if (isMarked(first) && PORT.test(first) && !isMarked(second)) return belongsTo([first, "_tcp", ...labels.slice(1)]);
  if (isMarked(first) && isMarked(second) && PROTOCOL.test(second)) {
    return `the port belongs in the place of ${quoted(first)}, as in "_25._tcp"`;
  }
  // Keys that several aliases lead to have any name, but not that of a host.
  if (labels.some(isMarked) || !hasAddress(node)) return undefined;
  return `it belongs to the port and the protocol in front of the host, such as "_25._tcp.${node.owner.text}"`;
}

function isMarked(label: string): boolean {
  return label.startsWith("_");
}

function marked(label: string): string {
  return isMarked(label) ? label : `_${label}`;
}

function belongsTo(labels: readonly string[]): string {
  const name = DomainName.fromLabels(labels.filter((label) => label !== ""));
  return isName(name) ? `it belongs to ${quoted(name.text)}` : "service and protocol start with an underscore";
}
