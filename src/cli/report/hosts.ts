/** Whether the hosts that have to do with a domain's mail pass its policy, and the policies of their own names. */
import type { IpAddress } from "../../base/ip.js";
import type { DomainName } from "../../base/name.js";
import type { Answer, RecordData } from "../../base/question.js";
import type { Steps } from "../../base/run.js";
import { checkHostSteps } from "../../spf/check-host.js";
import type { CheckHostResult } from "../../spf/result.js";
import type { Sender } from "../../spf/sender.js";

/** Who receives the mail of a domain. */
export interface MailHosts {
  /**
   * `exchanges`: those of its MX records. `null-mx`: it receives no mail (RFC 7505). `itself`: it has no MX record, and mail goes to its
   * own addresses (RFC 5321 section 5.1). `failed`: the question was not answered.
   */
  readonly kind: "exchanges" | "null-mx" | "itself" | "failed";
  /** The answer to the MX question. */
  readonly answer: Answer;
  readonly hosts: readonly CheckedHost[];
  /** How many exchanges were left out. */
  readonly unchecked: number;
}

/** A host, and what SPF says of mail from its addresses. */
export interface CheckedHost {
  readonly name: DomainName;
  /** Absent for the name that was given, and for the domain itself. */
  readonly preference?: number;
  readonly addresses: readonly CheckedAddress[];
  /** How many addresses were left out. */
  readonly unchecked: number;
  /** The answers to the questions for its addresses that failed. */
  readonly failures: readonly Answer[];
}

interface CheckedAddress {
  readonly address: IpAddress;
  /** Of mail from the sender, with the host's name in HELO. */
  readonly mailFrom: CheckHostResult;
  /** Of the host's name (RFC 7208 section 2.3). */
  readonly helo: CheckHostResult;
}

/** The most exchanges of a domain, and addresses of a host, that are checked. */
const MAX_HOSTS = 20;
const MAX_ADDRESSES = 8;

/** Checks the mail exchanges of a sender's domain, and the host of `helo` beside them, by the evaluator itself. */
export function* mailHostSteps(domain: DomainName, sender: Sender, helo: DomainName | undefined): Steps<MailHosts> {
  const answer: Answer = yield { name: domain, type: "MX" };
  const kind = kindOf(answer);
  const exchanges = kind === "itself" ? [{ name: domain }] : kind === "exchanges" ? exchangesOf(answer) : [];
  const checked = exchanges.slice(0, MAX_HOSTS);
  if (helo !== undefined && !checked.some(({ name }) => name.equals(helo))) checked.push({ name: helo });
  const hosts: CheckedHost[] = [];
  for (const { name, preference } of checked) {
    const host = yield* hostSteps(name, domain, sender);
    // A domain without mail, such as one that is parked, has no host at all.
    if (kind === "itself" && name.equals(domain) && host.addresses.length === 0 && host.failures.length === 0) continue;
    hosts.push({ ...host, ...(preference === undefined ? {} : { preference }) });
  }
  return { kind, answer, hosts, unchecked: Math.max(0, exchanges.length - MAX_HOSTS) };
}

interface Exchange {
  readonly name: DomainName;
  readonly preference?: number;
}

function kindOf(answer: Answer): MailHosts["kind"] {
  if (answer.status === "nodata" || answer.status === "nxdomain") return "itself";
  if (answer.status !== "noerror") return "failed";
  const exchanges = answer.records.filter((data) => data.type === "MX");
  if (exchanges.length === 0) return "itself";
  return exchanges.every(({ exchange }) => exchange.labels.length === 0) ? "null-mx" : "exchanges";
}

/** The exchanges, the preferred ones first, each once. */
function exchangesOf(answer: Answer): Exchange[] {
  const records: readonly RecordData[] = answer.status === "noerror" ? answer.records : [];
  const found = new Map<string, Exchange & { readonly preference: number }>();
  for (const data of records) {
    if (data.type !== "MX" || data.exchange.labels.length === 0) continue;
    const known = found.get(data.exchange.key);
    if (known !== undefined && known.preference <= data.preference) continue;
    found.set(data.exchange.key, { name: data.exchange, preference: data.preference });
  }
  return [...found.values()].sort((a, b) => a.preference - b.preference || (a.name.key < b.name.key ? -1 : 1));
}

function* hostSteps(name: DomainName, domain: DomainName, sender: Sender): Steps<CheckedHost> {
  const found: IpAddress[] = [];
  const failures: Answer[] = [];
  for (const type of ["A", "AAAA"] as const) {
    const answer: Answer = yield { name, type };
    if (answer.status === "noerror") {
      found.push(...answer.records.flatMap((data) => (data.type === type ? [data.address] : [])));
    } else if (answer.status !== "nodata" && answer.status !== "nxdomain") failures.push(answer);
  }
  const helo = name.labels.join(".");
  const addresses: CheckedAddress[] = [];
  for (const address of found.slice(0, MAX_ADDRESSES)) {
    const of = (identity: "mailfrom" | "helo", from: Sender): Steps<CheckHostResult> =>
      checkHostSteps({ client: address, domain: from.domain, sender: from, helo, identity });
    addresses.push({
      address,
      mailFrom: yield* of("mailfrom", { localPart: sender.localPart, domain: domain.labels.join(".") }),
      helo: yield* of("helo", { localPart: "postmaster", domain: helo }),
    });
  }
  return { name, addresses, unchecked: Math.max(0, found.length - MAX_ADDRESSES), failures };
}
