/** The mail hosts of a domain, and what SPF says of mail from them, as a table. */
import { printableStart } from "../../base/escape.js";
import { formatIp } from "../../base/ip.js";
import type { DomainName } from "../../base/name.js";
import { isOneOrganization } from "../../lint/mail/organization.js";
import type { CheckHostResult } from "../../spf/result.js";
import type { DomainReport } from "../report/domain-report.js";
import type { CheckedHost, MailHosts } from "../report/hosts.js";
import { type Style, type Terminal, styled, wrap } from "../terminal.js";
import { aligned } from "./aligned.js";
import { RESULT_STYLES } from "./text.js";

type Look = Pick<Terminal, "width" | "colour">;

const INDENT = "  ";

export function hostLines({ domain, hosts }: DomainReport, look: Look): string[] {
  const lines = [styled(look, "bold", "Mail hosts of the domain")];
  const words = kindWords(domain, hosts);
  if (words !== undefined) lines.push(wrap(words, look.width, INDENT));
  if (hosts.hosts.length > 0) lines.push(...tableLines(hosts.hosts, look));
  if (hosts.unchecked > 0) lines.push(`${INDENT}and ${hosts.unchecked} more, which were not checked.`);
  const advice = [...heloAdvice(domain, hosts.hosts), ...senderAdvice(hosts.hosts)];
  return [...lines, ...advice.map((text) => wrap(text, look.width, INDENT))];
}

function kindWords(domain: DomainName, { kind, answer, hosts }: MailHosts): string | undefined {
  switch (kind) {
    case "null-mx":
      return "It receives no mail (null MX, RFC 7505).";
    case "itself":
      return hosts.some(({ name }) => name.equals(domain))
        ? "It has no MX record: mail goes to its own addresses."
        : "It has no MX record and no address: it receives no mail.";
    case "failed":
      return `Its MX records are not known: ${printableStart(answer.reason ?? answer.status, 200)}.`;
    case "exchanges":
      return undefined;
  }
}

// --------------------------------------------------------------------------------------------------------------------------

/** A row of the table; one without verdicts says why there are none. */
interface Row {
  readonly host: string;
  readonly address: string;
  readonly verdicts: readonly Shown[];
}

/** A verdict as the table has it: a failure of DNS that is none is not known. */
interface Shown {
  readonly word: string;
  readonly style?: Style;
}

function shownVerdict({ result, reason }: CheckHostResult): Shown {
  if (reason.code === "dns" && reason.answer.isUnknown === true) return { word: "not known" };
  return { word: result, style: RESULT_STYLES[result] };
}

function tableLines(hosts: readonly CheckedHost[], look: Look): string[] {
  const rows = hosts.flatMap(rowsOf);
  const head = ["Host", "Address", "MAIL FROM", "HELO"];
  const cells = rows.map(({ host, address, verdicts }) => [host, address, ...verdicts.map(({ word }) => word)]);
  const wide = aligned([head, ...cells]);
  if (wide.every((line) => line.length + INDENT.length <= look.width)) {
    return wide.map((line, at) => INDENT + coloured(line, rows[at - 1], look));
  }
  // Where names are long, each stands on a line of its own; where addresses are, too, the verdicts stand below.
  const narrow = aligned([head.slice(1), ...cells.map((row) => row.slice(1))]);
  const isNarrow = narrow.every((line) => line.length + 2 * INDENT.length <= look.width);
  const lines: string[] = isNarrow ? [INDENT + INDENT + (narrow[0] ?? "")] : [];
  for (const [at, row] of rows.entries()) {
    if (row.host !== "") lines.push(wrap(row.host, look.width, INDENT));
    if (isNarrow) lines.push(INDENT + INDENT + coloured(narrow[at + 1] ?? "", row, look));
    else {
      const indent = 2 * INDENT.length + row.address.length <= look.width ? INDENT + INDENT : INDENT;
      lines.push(wrap(row.address, look.width, indent), ...verdictLine(row, look));
    }
  }
  return lines;
}

function verdictLine({ verdicts: [mailFrom, helo] }: Row, look: Look): string[] {
  if (mailFrom === undefined || helo === undefined) return [];
  return [`${INDENT.repeat(3)}MAIL FROM ${painted(mailFrom, look)}, HELO ${painted(helo, look)}`];
}

function painted({ word, style }: Shown, look: Look): string {
  return style === undefined ? word : styled(look, style, word);
}

function rowsOf({ name, addresses, unchecked, failures }: CheckedHost): Row[] {
  const rows: Row[] = addresses.map(({ address, mailFrom, helo }) => ({
    host: "",
    address: formatIp(address),
    verdicts: [shownVerdict(mailFrom), shownVerdict(helo)],
  }));
  const isUnknown = failures.some((answer) => answer.isUnknown === true);
  if (failures.length > 0) rows.push({ host: "", address: isUnknown ? "not known" : "no answer", verdicts: [] });
  if (unchecked > 0) rows.push({ host: "", address: `and ${unchecked} more`, verdicts: [] });
  const [first = { host: "", address: "no address", verdicts: [] }, ...others] = rows;
  return [{ ...first, host: name.text }, ...others];
}

/** The verdicts at the end of a line in their colours. */
function coloured(line: string, row: Row | undefined, look: Look): string {
  const [mailFrom, helo] = row?.verdicts ?? [];
  if (mailFrom === undefined || helo === undefined) return line;
  const end = line.length - helo.word.length;
  const start = line.lastIndexOf(mailFrom.word, end - 1);
  const between = line.slice(start + mailFrom.word.length, end);
  return `${line.slice(0, start)}${painted(mailFrom, look)}${between}${painted(helo, look)}`;
}

// --------------------------------------------------------------------------------------------------------------------------
// What to do

/** Of hosts of the domain itself there is a finding (`helo-name-without-spf`); here is what that leaves out. */
function heloAdvice(domain: DomainName, hosts: readonly CheckedHost[]): string[] {
  const bare = hosts.filter(({ name, preference, addresses }) => {
    // That the domain itself has no record is said above.
    const isFound = name.equals(domain) || (preference !== undefined && isOneOrganization(name, domain));
    return !isFound && addresses.some(({ helo }) => helo.result === "none");
  });
  const own = bare.find(({ name }) => isOneOrganization(name, domain));
  const others = bare.filter((host) => host !== own);
  const [other] = others;
  const advice =
    own === undefined
      ? []
      : [
          `${own.name.text} has no SPF record: others may give it in HELO. ${own.name.text}. IN TXT "v=spf1 a -all" allows the host alone (RFC 7208 section 10.1.2).`,
        ];
  if (other === undefined) return advice;
  const [who, whose] =
    others.length === 1
      ? [`${other.name.text} has`, "its operator"]
      : [`${others.length} of these names have`, "their operators"];
  return [...advice, `${who} no SPF record for HELO: that is for ${whose} to change.`];
}

function senderAdvice(hosts: readonly CheckedHost[]): string[] {
  const refused = hosts.filter(({ addresses }) =>
    addresses.some(({ mailFrom: { result } }) => result === "fail" || result === "softfail"),
  );
  const [first] = refused;
  if (first === undefined) return [];
  const who = refused.length === 1 ? first.name.text : `${refused.length} of these hosts`;
  return [`Mail for the domain from ${who} does not pass. That is right if only others send it.`];
}
