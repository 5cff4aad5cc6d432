/** Runs the rules of policies over the domains of an estate. */
import { formatIp } from "../../base/ip.js";
import type { DomainName } from "../../base/name.js";
import type { Question } from "../../base/question.js";
import type { Steps } from "../../base/run.js";
import { type PolicyOutcomes, outcomesOf } from "../../spf/policy/outcomes.js";
import type { Policy } from "../../spf/policy/policy.js";
import { policySteps } from "../../spf/policy/read.js";
import { type WorstCase, worstCase } from "../../spf/policy/worst-case.js";
import type { MacroString, SpfRecord } from "../../spf/record.js";
import type { NodeView, ZoneView } from "../../zone/view.js";
import { remembering } from "../mail/remembering.js";
import { parseSpf } from "../mail/spf.js";
import { type MailText, spfRecords } from "../mail/texts.js";
import type { Estate, ReportedFinding, Rule } from "../rule.js";
import type { RecordAt } from "../fix/place.js";
import { Sign } from "../signs/sign.js";
import { placeInText } from "../text-place.js";
import { placed as placedIn } from "./record-pass.js";
import { isNetwork } from "./terms.js";
import type { PolicyFinding, PolicyView } from "./policy-view.js";

/** A rule of policies that is asked, and where its findings go. */
export interface PolicyRule {
  readonly rule: Rule;
  readonly report: (finding: ReportedFinding) => void;
  /** Told what a rule threw; it is asked no more. */
  readonly fail: (error: unknown) => void;
}

export interface PolicyPass {
  /** Notes the record of a name. */
  checkNode(node: NodeView, zone: ZoneView): void;
  /** Asks the rules about a record that stands in no zone. */
  checkText(domain: DomainName, text: string, at: RecordAt): Steps<void>;
  /** Asks the rules about all that was noted. */
  finish(): Steps<void>;
}

/** The record of a domain, and where it stands. */
interface CheckedRecord {
  readonly domain: DomainName;
  readonly text: string;
  readonly at: RecordAt;
}

interface Checked {
  readonly findings: number;
  /** Records in the policy, and in the zones, with the text of its root. */
  readonly twins: readonly CheckedRecord[];
}

/**
 * A hosting zone has a hundred thousand domains with a handful of policies. Domains whose records say the same, and whose own
 * addresses make no difference, have one policy: where the rules find nothing in the first one, the others are left out.
 */
export function createPolicyPass(rules: readonly PolicyRule[], estate: Estate, isLive: boolean): PolicyPass {
  const noted = new Map<string, CheckedRecord>();
  const failed = new Set<PolicyRule>();

  function* check(record: CheckedRecord): Steps<Checked> {
    const policy = yield* policySteps(record.domain);
    // Where files are laid over DNS and disagree with it, the file is checked by the rules of records alone.
    if (policy.root.state !== "record" || policy.root.texts[0] !== record.text) return { findings: 0, twins: [] };
    const isChecked = (domain: DomainName): boolean => textAt(domain) !== undefined;
    const isAnsweredHere = (question: Question): boolean => estate.lookup(question).kind === "answer";
    const view = new LazyPolicyView(policy, record.text, { isLive, isChecked, isAnsweredHere });
    let findings = 0;
    for (const by of rules) {
      if (failed.has(by)) continue;
      const context = {
        report(finding: PolicyFinding): void {
          findings++;
          by.report(placed(finding, record));
        },
      };
      try {
        by.rule.checkPolicy?.(view, context);
        if (by.rule.askPolicy !== undefined) yield* by.rule.askPolicy(view, context);
      } catch (error) {
        failed.add(by);
        by.fail(error);
      }
    }
    return { findings, twins: twinsOf(policy) };
  }

  /** The records of a policy that say what its root says, and are checked. */
  function twinsOf({ root, records }: Policy): CheckedRecord[] {
    const twins = [...records.values()].filter((record) => record !== root && record.texts[0] === root.texts[0]);
    return twins.flatMap(({ domain }) => {
      const found = textAt(domain);
      return found === undefined ? [] : [checkedRecord(found.text, found.node)];
    });
  }

  function textAt(domain: DomainName): { readonly text: MailText; readonly node: NodeView } | undefined {
    const zone = estate.zoneOf(domain);
    const node = zone?.node(domain);
    const text = zone === undefined || node === undefined ? undefined : recordAt(node, zone);
    return node === undefined || text === undefined ? undefined : { text, node };
  }

  return {
    *checkText(domain, text, at) {
      yield* check({ domain, text, at });
    },
    checkNode(node, zone) {
      const text = recordAt(node, zone);
      if (text === undefined) return;
      const key = policyKey(text, node, zone);
      if (!noted.has(key)) noted.set(key, checkedRecord(text, node));
    },
    *finish() {
      const faulty = new Set<string>();
      const inCircle = new Map<string, CheckedRecord>();
      for (const [key, record] of noted) {
        const { findings, twins } = yield* check(record);
        if (findings > 0) faulty.add(key);
        // What refers to a record with its own text is in no circle, and that one may be.
        else for (const twin of twins) inCircle.set(twin.domain.key, twin);
      }
      for (const { domain } of noted.values()) inCircle.delete(domain.key);
      for (const record of inCircle.values()) yield* check(record);
      if (faulty.size === 0) return;
      for (const zone of estate.zones) {
        for (const node of estate.namesWith(zone, Sign.Text | Sign.Spf)) {
          if (!node.types.includes("TXT") || isBelowCut(node)) continue;
          const text = recordAt(node, zone);
          if (text === undefined) continue;
          const first = noted.get(policyKey(text, node, zone));
          if (first === undefined || first.domain.equals(node.owner) || !faulty.has(policyKey(text, node, zone))) continue;
          yield* check(checkedRecord(text, node));
        }
      }
    },
  };

  function placed({ elsewhere = [], ...finding }: PolicyFinding, record: CheckedRecord): ReportedFinding {
    const { related = [], ...here } = placedIn(finding, record.text, record.at);
    const there = elsewhere.flatMap(({ domain, span: { start, end }, message }) => {
      const found = textAt(domain);
      return found === undefined ? [] : [{ ...placeInText(found.text.record, start, end), message }];
    });
    return { ...here, related: [...related, ...there] };
  }
}

// --------------------------------------------------------------------------------------------------------------------------

class LazyPolicyView implements PolicyView {
  readonly policy: Policy;
  readonly text: string;
  readonly isLive: boolean;
  readonly isChecked: (domain: DomainName) => boolean;
  readonly isAnsweredHere: (question: Question) => boolean;
  #outcomes: PolicyOutcomes | undefined;
  #possible: PolicyOutcomes | undefined;
  #worstCase: WorstCase | undefined;

  constructor(policy: Policy, text: string, around: Pick<PolicyView, "isLive" | "isChecked" | "isAnsweredHere">) {
    this.policy = policy;
    this.text = text;
    this.isLive = around.isLive;
    this.isChecked = around.isChecked;
    this.isAnsweredHere = around.isAnsweredHere;
  }

  get outcomes(): PolicyOutcomes {
    this.#outcomes ??= outcomesOf(this.policy);
    return this.#outcomes;
  }

  get possible(): PolicyOutcomes {
    const isKnown = this.policy.questions.every(({ answer }) => answer.isUnknown !== true);
    this.#possible ??= isKnown ? this.outcomes : outcomesOf(this.policy, { assumeUnknown: true });
    return this.#possible;
  }

  get worstCase(): WorstCase {
    this.#worstCase ??= worstCase(this.outcomes);
    return this.#worstCase;
  }
}

/** The SPF record of a name that has one, right in its syntax. A wildcard is the record of names that nobody can list. */
function recordAt(node: NodeView, zone: ZoneView): MailText | undefined {
  const [first, ...more] = spfRecords(node, zone);
  if (first === undefined || more.length > 0 || first.parsed.problems.length > 0 || node.owner.labels[0] === "*")
    return undefined;
  return first.text;
}

function checkedRecord({ record, text }: MailText, { owner }: NodeView): CheckedRecord {
  return { domain: owner, text, at: { record, owner } };
}

function isBelowCut({ cut, owner }: NodeView): boolean {
  return cut !== undefined && cut.labels.length < owner.labels.length;
}

/** What the policy of a record depends on beside its text. */
interface OwnParts {
  /** Whether names in it depend on the domain, or who is meant on how many own addresses there are. */
  readonly isOwn: boolean;
  readonly asksAddresses: boolean;
  readonly asksExchanges: boolean;
  /** It has networks, which may be those of these addresses. */
  readonly hasNetworks: boolean;
}

/** The same for two names means that what one rule of policies finds for the one, it finds for the other. */
function policyKey({ text }: MailText, node: NodeView, zone: ZoneView): string {
  const parts = ownParts(text);
  // What a fragment does not have of a name, DNS may have.
  if (parts.isOwn || (parts.asksAddresses && !zone.isComplete)) return `${text}\n${node.owner.key}`;
  const { types } = node;
  const a = parts.asksAddresses ? addressesKey(node, parts) : "";
  const alias = types.includes("CNAME") ? node.owner.key : "";
  // Hosts differ in their addresses, so the exchanges themselves are compared.
  const mx = parts.asksExchanges
    ? node
        .rrset("MX")
        .map(({ data }) => (data.type === "MX" ? data.exchange.key : ""))
        .join(" ")
    : "";
  return `${text}\n${a}\n${alias}\n${mx}`;
}

const ownParts = remembering((text: string): OwnParts => {
  const { record } = parseSpf(text);
  const own = record.directives.flatMap(({ mechanism }) =>
    (mechanism.name === "a" || mechanism.name === "mx") && mechanism.domain === undefined ? [mechanism] : [],
  );
  return {
    isOwn: hasMacros(record) || own.some(({ prefix4, prefix6 }) => prefix4 < 24 || prefix6 < 64),
    asksAddresses: own.some(({ name }) => name === "a"),
    asksExchanges: own.some(({ name }) => name === "mx"),
    hasNetworks: record.directives.some(({ mechanism }) => isNetwork(mechanism)),
  };
});

function addressesKey(node: NodeView, { hasNetworks }: OwnParts): string {
  const { types } = node;
  if (!hasNetworks) return `${types.includes("A") ? "4" : ""}${types.includes("AAAA") ? "6" : ""}`;
  const records = [...node.rrset("A"), ...node.rrset("AAAA")];
  const addresses = records.flatMap(({ data }) => (data.type === "A" || data.type === "AAAA" ? [formatIp(data.address)] : []));
  return addresses.sort().join(" ");
}

function hasMacros({ terms }: SpfRecord): boolean {
  return terms.some((term) => {
    const domain: MacroString | undefined =
      term.kind === "directive"
        ? "domain" in term.mechanism
          ? term.mechanism.domain
          : undefined
        : term.name === "unknown"
          ? undefined
          : term.domain;
    return domain?.parts.some(({ kind }) => kind === "expand") === true;
  });
}
