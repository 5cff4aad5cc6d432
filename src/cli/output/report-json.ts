/** The report on a domain as JSON: `schemas/report.schema.json` says what is in it. */
import { asciiJson } from "../../base/escape.js";
import { formatIp } from "../../base/ip.js";
import type { AddressSets } from "../../spf/policy/authorised.js";
import type { TreeCount } from "../../spf/policy/counts.js";
import type { Worst } from "../../spf/policy/worst-case.js";
import { formatTerm } from "../../spf/print.js";
import type { CheckHostResult } from "../../spf/result.js";
import type { Costs, DomainReport } from "../report/domain-report.js";
import type { CheckedHost, MailHosts } from "../report/hosts.js";
import type { Senders } from "../report/senders.js";
import { networkText } from "./addresses.js";

/** One JSON text with a line end, in ASCII. Counts of addresses are strings of digits: they go up to 2^128. */
export function formatReportJson(report: DomainReport): string {
  const { domain, policy, records, lookalikes, costs, senders, hosts, lint, unknown, isBroken, isCut } = report;
  const document = {
    version: 1,
    domain: domain.text,
    state: policy.root.state,
    records: records.map(({ text, strings, ttl }) => ({ text, octets: text.length, strings, ttl })),
    lookalikes,
    costs: costs && costsJson(costs),
    senders: senders && sendersJson(senders),
    findings: {
      counts: lint.counts,
      list: lint.findings.map(({ rule, severity, message, section, fix }) => ({
        rule,
        severity,
        message,
        section: section === "" ? undefined : section,
        fix: fix?.message,
      })),
    },
    mail: mailJson(hosts),
    unknown: unknown.map(({ question, answer }) => ({
      name: question.name.text,
      type: question.type,
      reason: answer.reason,
    })),
    isBroken,
    isCut,
  };
  return `${asciiJson(document)}\n`;
}

// --------------------------------------------------------------------------------------------------------------------------

function costsJson({ counts, shares, worst }: Costs): object {
  return {
    lookups: {
      ...countJson(counts.lookups, worst.lookups),
      terms: shares.map(({ term, count }) => ({ term: formatTerm(term.term), count: endless(count) })),
    },
    voidLookups: countJson(counts.voids, worst.voidLookups),
    mxNames: countJson(counts.mxNames, worst.mxNames),
    isHiddenByOrder: worst.isHiddenByOrder,
  };
}

function countJson({ count, limit, is }: TreeCount, { witness }: Worst): object {
  return { worst: endless(count), limit, isExact: is === "exact", witness: formatIp(witness) };
}

/** A count, null where there is no end to it. */
function endless(count: number): number | null {
  return count === Infinity ? null : count;
}

function sendersJson({ verdicts, widest, more, dynamic, faults }: Senders): object {
  return {
    verdicts: verdicts.map(({ result, sets }) => ({ result, ip4: setsJson(sets[4]), ip6: setsJson(sets[6]) })),
    widest: widest.map(({ term, record, via, addresses, isPartial }) => ({
      term: formatTerm(term.term),
      domain: record.domain.text,
      via: via && formatTerm(via.term),
      family: addresses.family,
      addresses: String(addresses.size),
      networks: addresses.networks().map(networkText),
      isPartial: isPartial ? true : undefined,
    })),
    more,
    dynamic: dynamic.map(({ term, record }) => ({ term: formatTerm(term.term), domain: record.domain.text })),
    faults: faults.map(({ result, code, record, term }) => ({
      result,
      code,
      domain: record.domain.text,
      term: term && formatTerm(term.term),
    })),
  };
}

function setsJson({ certain, possible }: AddressSets): object {
  return { certain: String(certain.size), possible: String(possible.size) };
}

function mailJson({ kind, answer, hosts, unchecked }: MailHosts): object {
  return {
    kind,
    reason: kind === "failed" ? (answer.reason ?? answer.status) : undefined,
    hosts: hosts.map(hostJson),
    unchecked,
  };
}

function hostJson({ name, preference, addresses, unchecked, failures }: CheckedHost): object {
  return {
    name: name.text,
    preference,
    addresses: addresses.map(({ address, mailFrom, helo }) => ({
      address: formatIp(address),
      mailFrom: verdictJson(mailFrom),
      helo: verdictJson(helo),
    })),
    unchecked,
    failures: failures.length === 0 ? undefined : failures.map(({ reason, status }) => reason ?? status),
  };
}

function verdictJson({ result, reason }: CheckHostResult): object {
  const isUnknown = reason.code === "dns" ? reason.answer.isUnknown : undefined;
  return { result, code: reason.code, message: reason.message, isUnknown };
}
