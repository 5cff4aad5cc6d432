/** What DNS has of a domain for SPF, written as a zone file, so that it can be checked and shown as one. */
import { DomainName, isName } from "../../base/name.js";
import type { Answer, QueryType, RecordData } from "../../base/question.js";
import type { Steps } from "../../base/run.js";
import { type ParsedZone, parseZone } from "../../zone/parse.js";
import { selectRecords } from "../../spf/selection.js";
import { formatRecordData } from "../../zone/print.js";
import { parseDmarc } from "../mail/dmarc.js";
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
 * Asks for the records of a domain, and for its DMARC record where it has one of SPF, and returns them as a fragment of a zone with the name `dns:DOMAIN`. A domain without any is a
 * file with a comment that says so.
 */
export function* domainZoneSteps(domain: DomainName): Steps<ParsedZone | UnreadableDomain> {
  const lines: string[] = [];
  let hasPolicy = false;
  for (const type of TYPES) {
    const answer: Answer = yield { name: domain, type };
    // Only the TXT records have to be there.
    if (type === "TXT" && answer.status !== "noerror" && answer.status !== "nodata" && answer.status !== "nxdomain") {
      return { domain, reason: answer.reason ?? answer.status };
    }
    if (type === "TXT") hasPolicy = selectRecords(answer).length > 0;
    if (answer.status === "noerror") lines.push(...answer.records.filter((data) => data.type === type).map(line(domain, type)));
    else if (type === "TXT")
      lines.push(`; ${absoluteName(domain)} ${answer.status === "nxdomain" ? NOT_THERE : "has no TXT record"}`);
    if (answer.status === "nxdomain") break;
  }
  if (hasPolicy) lines.push(...(yield* dmarcLines(domain)));
  return parseZone(`${lines.join("\n")}\n`, { file: `dns:${domain.text}`, origin: domain });
}

/** The DMARC records of a domain (RFC 7489 section 6.6.3). Without an answer there are none: they are not what is checked. */
function* dmarcLines(domain: DomainName): Steps<string[]> {
  const name = DomainName.fromLabels(["_dmarc", ...domain.labels]);
  if (!isName(name)) return [];
  const answer: Answer = yield { name, type: "TXT" };
  if (answer.status !== "noerror") return [];
  // A wildcard may give anything else, which is not published for this name.
  const isPolicy = (data: RecordData): boolean => data.type === "TXT" && parseDmarc(data.strings.join("")).isRead;
  return answer.records.filter(isPolicy).map(line(name, "TXT"));
}

// Without the TTL, which is less each second that a cache has it: a finding has to be the same one tomorrow.
function line(domain: DomainName, type: QueryType): (data: RecordData) => string {
  return (data) => `${absoluteName(domain)} IN ${type} ${formatRecordData(data)}`;
}
