/** What DNS has of a domain for SPF, written as a zone file, so that it can be checked and shown as one. */
import type { DomainName } from "../../base/name.js";
import type { Answer, QueryType, RecordData } from "../../base/question.js";
import type { Steps } from "../../base/run.js";
import { type ParsedZone, parseZone } from "../../zone/parse.js";
import { formatRecordData } from "../../zone/print.js";
import { absoluteName } from "../../zone/rdata/text.js";

/** The records that say who sends, and who receives. Type 99 is the SPF type of RFC 4408. */
const TYPES: readonly QueryType[] = ["TXT", "SPF", "MX"];

/** How the comment ends for a domain that does not exist. */
export const NOT_THERE = "does not exist";

/** Why there is nothing to check. */
export interface UnreadableDomain {
  readonly domain: DomainName;
  readonly reason: string;
}

/**
 * Asks for the records of a domain and returns them as a fragment of a zone with the name `dns:DOMAIN`. A domain without any is a
 * file with a comment that says so.
 */
export function* domainZoneSteps(domain: DomainName): Steps<ParsedZone | UnreadableDomain> {
  const lines: string[] = [];
  for (const type of TYPES) {
    const answer: Answer = yield { name: domain, type };
    // Only the TXT records have to be there.
    if (type === "TXT" && answer.status !== "noerror" && answer.status !== "nodata" && answer.status !== "nxdomain") {
      return { domain, reason: answer.reason ?? answer.status };
    }
    if (answer.status === "noerror") lines.push(...answer.records.filter((data) => data.type === type).map(line(domain, type)));
    else if (type === "TXT")
      lines.push(`; ${absoluteName(domain)} ${answer.status === "nxdomain" ? NOT_THERE : "has no TXT record"}`);
    if (answer.status === "nxdomain") break;
  }
  return parseZone(`${lines.join("\n")}\n`, { file: `dns:${domain.text}`, origin: domain });
}

// Without the TTL, which is less each second that a cache has it: a finding has to be the same one tomorrow.
function line(domain: DomainName, type: QueryType): (data: RecordData) => string {
  return (data) => `${absoluteName(domain)} IN ${type} ${formatRecordData(data)}`;
}
