/** Runs the rules of records over the SPF records of zones. */
import type { Span } from "../../base/source.js";
import type { NodeView, ZoneView } from "../../zone/view.js";
import { ownLookups } from "../../spf/limits.js";
import type { SpfRecord } from "../../spf/record.js";
import { remembering } from "../mail/remembering.js";
import { parseSpf } from "../mail/spf.js";
import { spfRecords } from "../mail/texts.js";
import type { PlacedFix, RecordAt } from "../fix/place.js";
import { type TextPlace, placeInText } from "../text-place.js";
import type { ReportedFinding, Rule } from "../rule.js";
import type { RecordFinding, SpfText } from "./spf-text.js";

/** A rule of records that is asked, and where its findings go. */
export interface RecordRule {
  readonly rule: Rule;
  readonly report: (finding: ReportedFinding) => void;
  /** Told what a rule threw; it is asked no more. */
  readonly fail: (error: unknown) => void;
}

export interface RecordPass {
  /** Whether no rule finds anything in a text, nor would find anything in the policy of any domain that has it and asks little. */
  isPlain(text: string): boolean;
  checkNode(node: NodeView, zone: ZoneView): void;
  checkText(spf: SpfText, at: RecordAt): void;
}

interface Found {
  readonly by: RecordRule;
  readonly finding: RecordFinding;
}

/** The most texts whose findings are kept: a hosting zone has a few, a hundred thousand times each. */
const MAX_KEPT = 4096;
/** The most memory that they take, in octets as they are counted here: a text of 64 KiB may have ten thousand findings. */
const MAX_OCTETS = 2 ** 24;
const FINDING_OCTETS = 512;

/** Undefined where there is nothing to run. */
export function createRecordPass(rules: readonly RecordRule[]): RecordPass | undefined {
  if (rules.length === 0) return undefined;
  const known = new Map<string, readonly Found[]>();
  let kept = 0;
  const failed = new Set<RecordRule>();
  const findingsIn = (spf: SpfText): readonly Found[] => {
    const found: Found[] = [];
    for (const by of rules) {
      if (failed.has(by)) continue;
      try {
        by.rule.checkRecord?.(spf, { report: (finding) => found.push({ by, finding }) });
      } catch (error) {
        failed.add(by);
        by.fail(error);
      }
    }
    return found;
  };
  const findings = (spf: SpfText): readonly Found[] => {
    const key = spf.strings.length === 1 ? spf.text : JSON.stringify(spf.strings);
    let found = known.get(key);
    if (found === undefined) {
      found = findingsIn(spf);
      const size = 2 * key.length + found.length * FINDING_OCTETS;
      if (known.size >= MAX_KEPT || kept + size > MAX_OCTETS) {
        known.clear();
        kept = 0;
      }
      known.set(key, found);
      kept += size;
    }
    return found;
  };
  const plain = remembering((text: string): boolean => {
    const parsed = parseSpf(text);
    return isModest(parsed.record) && findings({ text, strings: [text], parsed }).length === 0;
  });
  const pass: RecordPass = {
    isPlain: plain,
    checkNode(node, zone) {
      for (const { text, parsed } of spfRecords(node, zone)) {
        const { record } = text;
        const strings = record.data.type === "TXT" ? record.data.strings : [text.text];
        pass.checkText({ text: text.text, strings, parsed }, { record, owner: node.owner });
      }
    },
    checkText(spf, at) {
      for (const { by, finding } of findings(spf)) by.report(placed(finding, spf.text, at));
    },
  };
  return pass;
}

/** Lookups of its own that leave a policy far from the limit of ten, whatever a or mx find. */
const FEW_LOOKUPS = 7;
/** The sum of its networks, in bits, that leaves it far from what authorises many. */
const FEW_ADDRESSES = 2 ** 16;

/** Whether a record asks so little, and lets so few pass, that its limits are no matter. */
function isModest({ directives }: SpfRecord): boolean {
  let lookups = 0;
  let addresses = 0;
  for (const directive of directives) {
    lookups += ownLookups(directive);
    const { mechanism } = directive;
    if (mechanism.name === "ip4") addresses += 2 ** (32 - mechanism.prefix);
    else if (mechanism.name === "ip6" && mechanism.prefix < 48) return false;
  }
  return lookups <= FEW_LOOKUPS && addresses <= FEW_ADDRESSES;
}

/** A finding with its places where the record stands. */
export function placed(finding: RecordFinding, text: string, at: RecordAt): ReportedFinding {
  const { span, related, fix, ...rest } = finding;
  const place = (one: Span): TextPlace => placeInText(at.record, one.start, one.end);
  return {
    ...rest,
    ...place(span),
    ...(related === undefined ? {} : { related: related.map((other) => ({ ...place(other.span), message: other.message })) }),
    ...(fix === undefined ? {} : { fix: { ...fix, record: at.record, owner: at.owner, text } satisfies PlacedFix }),
  };
}
