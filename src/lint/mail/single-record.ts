/** Rules for the records of which a name may have one: MTA-STS, TLS-RPT and BIMI. */
import type { Rule } from "../rule.js";
import { Sign } from "../signs/sign.js";
import { placeInText } from "../text-place.js";
import type { TextProblem } from "./tag-list.js";
import { type MailKind, mailNode, mailTexts, reportProblems } from "./texts.js";

interface SingleRecord {
  readonly kind: Extract<MailKind, "mta-sts" | "tls-rpt" | "bimi">;
  /** What stands behind `v=`. */
  readonly version: string;
  /** Who uses none of several records, such as `senders`. */
  readonly readers: string;
  readonly problems: (text: string) => readonly TextProblem[];
}

/** The part of a rule that reports what is wrong with each such record, and several at one name. */
export function singleRecordRule({
  kind,
  version,
  readers,
  problems,
}: SingleRecord): Pick<Rule, "types" | "signs" | "checkNode"> {
  // What readers take as such a record before they look further.
  const isRecord = new RegExp(`^v\\s*=\\s*${version}\\s*(?:;|$)`);
  return {
    types: ["TXT"],
    signs: Sign.Text,
    checkNode(node, zone, context) {
      if (mailNode(node, zone).purpose !== kind) return;
      const texts = mailTexts(node, zone, kind);
      for (const text of texts) if (text.fault === undefined) reportProblems(context, text, problems(text.text));
      const [first, second] = texts.filter(({ text }) => isRecord.test(text));
      if (first === undefined || second === undefined) return;
      context.report({
        ...placeInText(second.record, 0, second.text.length),
        message: `the name ${node.owner.text} has several such records, so that ${readers} use none of them`,
        related: [{ ...placeInText(first.record, 0, first.text.length), message: "the first one" }],
      });
    },
  };
}
