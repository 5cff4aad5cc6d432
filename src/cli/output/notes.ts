/** What a person should know beside the verdict: why it may not be what a receiver would say. */
import { printable } from "../../base/escape.js";
import { formatIp } from "../../base/ip.js";
import { DomainName, isName } from "../../base/name.js";
import { specialRange } from "../../base/special-range.js";
import type { MailResult } from "../../spf/check.js";
import type { CheckHostResult } from "../../spf/result.js";
import type { TraceRecord } from "../../spf/trace.js";
import type { ParsedZone } from "../../zone/parse.js";
import { questionsOf } from "./trace.js";

/** How many names and files a note lists. */
const MAX_LISTED = 5;

/** The notes on a check, each a sentence or more with full stops. */
export function notesOf(result: MailResult, zones: readonly ParsedZone[] | undefined, offline: boolean): string[] {
  const verdicts = [result.mailFrom, result.helo].filter((verdict) => verdict !== undefined);
  return [
    ...clientNote(verdicts),
    ...heloNote(verdicts),
    ...(zones === undefined ? [] : zoneNote(verdicts, zones)),
    ...(offline ? unknownNote(verdicts) : serverNote(verdicts)),
  ];
}

function clientNote([verdict]: readonly CheckHostResult[]): string[] {
  const range = verdict && specialRange(verdict.client);
  if (verdict === undefined || range === undefined) return [];
  return [`${formatIp(verdict.client)} is ${range}; other hosts see mail come from another one.`];
}

/** A record that uses `%{h}` needs the HELO name. */
function heloNote(verdicts: readonly CheckHostResult[]): string[] {
  const isNeeded = verdicts.some(({ helo, trace }) => helo === "" && recordsOf(trace).some((text) => /%\{h/i.test(text)));
  return isNeeded ? ["the policy uses %{h}, the HELO name; give it with --helo."] : [];
}

/** A zone file whose origin was guessed wrong answers nothing, and nobody would see it. */
function zoneNote(verdicts: readonly CheckHostResult[], zones: readonly ParsedZone[]): string[] {
  // What is no domain is in no zone file, whatever its origin is.
  const asked = verdicts.filter(({ reason }) => reason.code !== "no-domain");
  const names = asked.map(({ domain }) => DomainName.fromText(domain)).filter(isName);
  const isHeld = zones.some(({ origin }) => origin === undefined || names.some((name) => name.isWithin(origin)));
  if (isHeld || names.length === 0) return [];
  const read = zones
    .slice(0, MAX_LISTED)
    .map(({ source, origin }) => `${printable(source.name)} as ${origin?.text ?? "."}`)
    .join(", ");
  const more = zones.length > MAX_LISTED ? ` and ${zones.length - MAX_LISTED} more` : "";
  return [`no zone file holds ${names[0]?.text}. They were read: ${read}${more}; --origin says otherwise.`];
}

/** Offline, what no file holds is not known, and DNS may say something else. */
function unknownNote(verdicts: readonly CheckHostResult[]): string[] {
  const unknown = new Set<string>();
  for (const { trace } of verdicts) {
    for (const { question, answer } of questionsOf(trace)) {
      if (answer.isUnknown === true) unknown.add(`${question.type} ${question.name.text}`);
    }
  }
  if (unknown.size === 0) return [];
  const listed = [...unknown].slice(0, MAX_LISTED).join(", ");
  const more = unknown.size > MAX_LISTED ? ` and ${unknown.size - MAX_LISTED} more` : "";
  return [
    `with --offline only the zone files were asked, and they do not hold ${listed}${more}. Add the files that do, or leave --offline out.`,
  ];
}

/** A server that refuses or is not there is often the wrong one. */
function serverNote(verdicts: readonly CheckHostResult[]): string[] {
  const isServers = verdicts.some(
    ({ reason }) => reason.code === "dns" && /REFUSED|refused the connection|cannot be reached|no answer/.test(reason.message),
  );
  return isServers ? ["--server asks another name server; it has to be one that answers for all names."] : [];
}

function recordsOf(trace: TraceRecord | undefined): string[] {
  if (trace === undefined) return [];
  return [...(trace.record === undefined ? [] : [trace.record]), ...trace.terms.flatMap((term) => recordsOf(term.child))];
}
