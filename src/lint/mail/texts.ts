/** TXT records that have to do with mail, and what each is meant to be. */
import type { DomainName } from "../../base/name.js";
import { isSpfRecord } from "../../spf/parse.js";
import type { ZoneRecord } from "../../zone/record.js";
import type { NodeView, ZoneView } from "../../zone/view.js";
import type { Rule, RuleContext } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { placeInText } from "../text-place.js";
import { parseSpf } from "./spf.js";
import type { TextProblem } from "./tag-list.js";
import { type WritingFault, type WritingRule, findSpfFault, findTagListFault } from "./writing.js";
import { writingFix } from "./writing-fix.js";

/** What a text is meant to be: its version says so, or the name that it stands at. */
export type MailKind = "spf" | "dmarc" | "dkim" | "mta-sts" | "tls-rpt" | "bimi";

/** What a name is for (RFC 8552 section 4.1). `dmarc-report` allows reports about others; `relic` is of what DKIM replaced. */
type MailPurpose = "dmarc" | "dmarc-report" | "dkim" | "relic" | "mta-sts" | "tls-rpt" | "bimi";

export interface MailText {
  readonly record: ZoneRecord;
  /** The strings, joined without a space. */
  readonly text: string;
  /** Undefined for text about something else. */
  readonly kind: MailKind | undefined;
  /** With a fault nothing else is worth saying. An SPF text without one is an SPF record (RFC 7208 section 4.5). */
  readonly fault: WritingFault | undefined;
}

/** What a name has for mail. Each is read when it is first asked for: making records of a large file takes time. */
export interface MailNode {
  readonly purpose: MailPurpose | undefined;
  /** The TXT records. */
  readonly texts: readonly MailText[];
  /** The MX records. */
  readonly exchanges: readonly ZoneRecord[];
}

/** The last name of each zone that was looked at: all rules ask for one name after the other. */
const lastNodes = new WeakMap<ZoneView, { readonly node: NodeView; readonly mail: MailNode }>();

/** What a name has for mail, looked at once for all rules. */
export function mailNode(node: NodeView, zone: ZoneView): MailNode {
  const last = lastNodes.get(zone);
  if (last?.node === node) return last.mail;
  const mail = new LazyMailNode(node);
  lastNodes.set(zone, { node, mail });
  return mail;
}

/** The TXT records of a name that are meant as one kind, right or wrong. */
export function mailTexts(node: NodeView, zone: ZoneView, kind: MailKind): readonly MailText[] {
  const { texts } = mailNode(node, zone);
  if (texts.length === 1) return texts[0]?.kind === kind ? texts : NONE;
  return texts.filter((text) => text.kind === kind);
}

const NONE: readonly MailText[] = [];

/** The part of a rule that reports one fault of writing. */
export function writingRule(rule: WritingRule): Pick<Rule, "types" | "signs" | "checkNode"> {
  return {
    types: ["TXT"],
    signs: Sign.Text,
    checkNode(node, zone, context) {
      const { texts } = mailNode(node, zone);
      for (const { record, text, kind, fault } of texts) {
        if (fault?.rule !== rule) continue;
        const { span, message, severity } = fault;
        // What becomes an SPF record only by its fix must not become the second one of its name.
        const isSafe = isSpfRecord(text) || texts.every((other) => other.record === record || other.kind !== "spf");
        const fix = kind === "spf" && isSafe ? writingFix(rule, text) : undefined;
        context.report({
          source: record.source,
          span,
          message,
          ...(severity === undefined ? {} : { severity }),
          ...(fix === undefined ? {} : { fix: { ...fix, record, owner: node.owner, text } }),
        });
      }
    },
  };
}

/** How many problems of one text are reported: one that is no such record at all has one in each word. */
const MAX_PROBLEMS = 20;

/** Reports problems of a text. */
export function reportProblems(context: RuleContext, { record }: MailText, problems: readonly TextProblem[]): void {
  for (const [index, { start, end, message, severity }] of problems.entries()) {
    const left = problems.length - index - 1;
    const isLast = index + 1 === MAX_PROBLEMS && left > 0;
    context.report({
      ...placeInText(record, start, end),
      message: isLast ? `${message}; the record has ${left} more problems` : message,
      ...(severity === undefined ? {} : { severity }),
    });
    if (isLast) return;
  }
}

/** What a name is for; undefined for a name like others. */
function purposeOf({ labels }: DomainName): MailPurpose | undefined {
  for (let index = 0; index < labels.length; index++) {
    const label = labels[index] ?? "";
    if (label.charCodeAt(0) !== 0x5f) continue;
    switch (label.toLowerCase()) {
      case "_dmarc":
        return index === 0 ? "dmarc" : labels[index - 1]?.toLowerCase() === "_report" ? "dmarc-report" : undefined;
      case "_domainkey":
        return index === 0 ? "relic" : "dkim";
      case "_adsp":
      case "_ssp":
        if (labels[index + 1]?.toLowerCase() === "_domainkey") return "relic";
        break;
      case "_report":
        // RFC 6651 section 4.1
        if (labels[index + 1]?.toLowerCase() === "_domainkey") return undefined;
        break;
      case "_mta-sts":
        return index === 0 ? "mta-sts" : undefined;
      case "_smtp":
        if (index === 0 && labels[1]?.toLowerCase() === "_tls") return "tls-rpt";
        break;
      case "_bimi":
        return index > 0 ? "bimi" : undefined;
      default:
    }
  }
  return undefined;
}

/** Whether strings are, or are meant as, an SPF record. */
export function isMeantAsSpf(strings: readonly string[]): boolean {
  return isSpfRecord(strings.join("")) || wordOf(strings.join("")) === "spf";
}

// --------------------------------------------------------------------------------------------------------------------------

class LazyMailNode implements MailNode {
  readonly #node: NodeView;
  #purpose: { readonly is: MailPurpose | undefined } | undefined;
  #texts: readonly MailText[] | undefined;
  #exchanges: readonly ZoneRecord[] | undefined;

  constructor(node: NodeView) {
    this.#node = node;
  }

  get purpose(): MailPurpose | undefined {
    this.#purpose ??= { is: purposeOf(this.#node.owner) };
    return this.#purpose.is;
  }

  get texts(): readonly MailText[] {
    this.#texts ??= this.#node.rrset("TXT").flatMap((record) => {
      if (record.data.type !== "TXT") return [];
      const { strings } = record.data;
      const text = strings.length === 1 ? (strings[0] ?? "") : strings.join("");
      return [readText(record, strings, text, this.purpose)];
    });
    return this.#texts;
  }

  get exchanges(): readonly ZoneRecord[] {
    this.#exchanges ??= this.#node.rrset("MX");
    return this.#exchanges;
  }
}

function readText(record: ZoneRecord, strings: readonly string[], text: string, purpose: MailPurpose | undefined): MailText {
  const word = wordOf(text);
  if (word === "spf") {
    const fault = findSpfFault(record, strings, text);
    return {
      record,
      text,
      kind: fault !== undefined || isSpfRecord(text) ? "spf" : undefined,
      fault,
    };
  }
  const kind = word ?? kindAt(purpose, text);
  return {
    record,
    text,
    kind,
    fault: kind === undefined ? undefined : findTagListFault(record, strings, text, kind),
  };
}

const WORDS: Readonly<Record<string, MailKind>> = {
  spf: "spf",
  dmarc: "dmarc",
  dkim: "dkim",
  sts: "mta-sts",
  tlsrpt: "tls-rpt",
  bimi: "bimi",
};

// What the text says that it is. Most text about other things is sorted out by its first letter.
function wordOf(text: string): MailKind | undefined {
  if (text.startsWith("v=spf1 ")) return "spf";
  const first = text.charCodeAt(0) | 0x20;
  if (first >= 0x61 && first <= 0x7a && first !== 0x76 && first !== 0x73) return undefined;
  const start = text.slice(0, 32).toLowerCase();
  const match = /^[^a-z0-9]*v[^a-z0-9]{0,6}(spf|dmarc|dkim|sts|tlsrpt|bimi)/.exec(start);
  if (match !== null) return WORDS[match[1] ?? ""];
  return /^[^a-z0-9]{0,8}(?:v[^a-z0-9]{0,4})?(?:spf[\s1:=]|sfp1|psf1|sf1|sp1|fps1)/.test(start) ? "spf" : undefined;
}

// Text without a version, at a name that is for one kind.
function kindAt(purpose: MailPurpose | undefined, text: string): MailKind | undefined {
  switch (purpose) {
    case "dmarc":
      return /^[^a-z]*(?:v|p|sp|np|rua|ruf|pct|adkim|aspf|fo)\s*=/i.test(text) ? "dmarc" : undefined;
    case "dkim":
      return "dkim";
    case "mta-sts":
      return /^[^a-z]*(?:v|id)\s*=/i.test(text) ? "mta-sts" : undefined;
    case "tls-rpt":
      return /^[^a-z]*(?:v|rua)\s*=/i.test(text) ? "tls-rpt" : undefined;
    case "bimi":
      return /^[^a-z]*(?:v|l|a)\s*=/i.test(text) ? "bimi" : undefined;
    default:
      return undefined;
  }
}

/** The SPF records of a name that say what was meant, each parsed. */
export function spfRecords(
  node: NodeView,
  zone: ZoneView,
): { readonly text: MailText; readonly parsed: ReturnType<typeof parseSpf> }[] {
  return mailTexts(node, zone, "spf")
    .filter(({ fault }) => fault === undefined)
    .map((text) => ({ text, parsed: parseSpf(text.text) }));
}
