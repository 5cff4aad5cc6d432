/** How large the answer with the TXT records of a name is. */
import type { NodeView, ZoneView } from "../../zone/view.js";
import { spfRecords } from "../mail/texts.js";
import type { RuleContext } from "../rule.js";
import { placeInText } from "../text-place.js";

/** Octets of a message beside the question's name and the records: header, type and class of the question, OPT (RFC 6891). */
const MESSAGE_OCTETS = 12 + 4 + 11;
/** Octets of a record beside its data: a pointer to the name, type, class, TTL and length (RFC 1035 section 4.1). */
const RECORD_OCTETS = 12;
/** An SPF record that is longer than this has a finding by itself (RFC 7208 section 3.4). */
const MAX_RECORD = 450;

/** Reports a name with an SPF record whose TXT records make an answer `above` so many octets, and not more than `upTo`. */
export function checkTxtSet(
  node: NodeView,
  zone: ZoneView,
  context: RuleContext,
  { above, upTo = Infinity }: { readonly above: number; readonly upTo?: number },
): void {
  const records = node.rrset("TXT");
  const octets =
    MESSAGE_OCTETS + node.owner.wireLength + records.reduce((sum, { data }) => sum + RECORD_OCTETS + lengthOf(data), 0);
  if (octets <= above || octets > upTo) return;
  const [spf, ...more] = spfRecords(node, zone);
  if (spf === undefined || more.length > 0 || spf.text.text.length > Math.max(MAX_RECORD, upTo === Infinity ? above : 0))
    return;
  const message = `the answer with the ${records.length} TXT records of this name has about ${octets} octets, above ${above}: the SPF record is ${spf.text.text.length} of them`;
  context.report({ ...placeInText(spf.text.record, 0, spf.text.text.length), message });
}

function lengthOf(data: { readonly type: string; readonly strings?: readonly string[] }): number {
  return (data.strings ?? []).reduce((sum, text) => sum + 1 + text.length, 0);
}
