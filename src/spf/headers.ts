/**
 * Header fields that record a verdict: Received-SPF (RFC 7208 section 9.1 with erratum 5436) and Authentication-Results
 * (RFC 8601). Everything in them that comes from a sender or from DNS is cut and made printable ASCII: no CR, LF or NUL can get
 * into a header.
 */
import { formatIp } from "../base/ip.js";
import { formatMechanism } from "./print.js";
import type { CheckHostResult, SpfResult } from "./result.js";
import { identityDomain } from "./sender.js";

/** The longest value that is written, in characters: a path in SMTP has at most 256 octets (RFC 5321 section 4.5.3.1.3). */
export const MAX_HEADER_VALUE = 256;
/** Where lines are folded (RFC 5322 section 2.1.1). */
const LINE_LENGTH = 78;

export interface HeaderOptions {
  /** What ends a line inside the field: `\r\n` (the default) as on the wire, `\n` for what adds the CR itself. */
  readonly lineEnd?: "\r\n" | "\n";
}

export interface ReceivedSpfOptions extends HeaderOptions {
  /** The host that checked; left out where it is not given. */
  readonly receiver?: string;
}

/**
 * The Received-SPF field of one identity, without a line end behind it.
 *
 *     header-field = "Received-SPF:" [CFWS] result [ FWS comment ] [ FWS key-value-list ] [FWS] CRLF     ; erratum 5436
 */
export function formatReceivedSpf(verdict: CheckHostResult, options: ReceivedSpfOptions = {}): string {
  const pairs: [string, string][] = [];
  if (options.receiver !== undefined) pairs.push(["receiver", options.receiver]);
  pairs.push(["identity", verdict.identity], ["client-ip", formatIp(verdict.client)]);
  if (verdict.identity === "mailfrom") pairs.push(["envelope-from", shownSender(verdict)]);
  if (verdict.helo !== "") pairs.push(["helo", shownName(verdict.helo)]);
  const mechanism = decidingMechanism(verdict);
  if (mechanism !== undefined) pairs.push(["mechanism", mechanism]);
  if (verdict.result === "permerror" || verdict.result === "temperror") pairs.push(["problem", verdict.reason.message]);
  const receiver = options.receiver === undefined ? "" : `${comment(options.receiver)}: `;
  return fold(
    [
      `Received-SPF: ${verdict.result}`,
      // A comment may be folded at its spaces; a run of them could become a line of white space, so there is none.
      ...`(${receiver}${comment(describe(verdict))})`.split(/ +/),
      ...pairs.map(([key, value]) => `${key}=${atomOrQuoted(value)};`),
    ],
    options,
  ).replace(/;$/, "");
}

export interface AuthenticationResultsOptions extends HeaderOptions {
  /** The name of the authentication service: a host name as a rule (RFC 8601 section 2.5). */
  readonly authservId: string;
}

/**
 * One Authentication-Results field with a result for each verdict, without a line end behind it. Only domains are written, never
 * local parts (RFC 8601 section 2.7.2). No verdicts give `none`.
 */
export function formatAuthenticationResults(
  verdicts: readonly CheckHostResult[],
  options: AuthenticationResultsOptions,
): string {
  const results = verdicts.map((verdict) => {
    const property = verdict.identity === "helo" ? "smtp.helo" : "smtp.mailfrom";
    return `spf=${verdict.result} ${property}=${tokenOrQuoted(shownName(verdict.domain))}`;
  });
  const resinfo = results.length === 0 ? ["none"] : results;
  return fold(
    [
      `Authentication-Results: ${tokenOrQuoted(options.authservId)};`,
      ...resinfo.map((result, index) => (index < resinfo.length - 1 ? `${result};` : result)),
    ],
    options,
  );
}

/** One sentence about a verdict: who asked, and what the domain says of the client. Plain words, no full stop. */
export function describe(verdict: CheckHostResult): string {
  const client = formatIp(verdict.client);
  const domain =
    verdict.identity === "helo" ? `domain of HELO name ${shownName(verdict.helo)}` : `domain of ${shownSender(verdict)}`;
  const words: Record<SpfResult, string> = {
    pass: `${domain} designates ${client} as permitted sender`,
    fail: `${domain} does not designate ${client} as permitted sender`,
    softfail: `${domain} discourages use of ${client} as sender`,
    neutral: `${domain} neither permits nor denies ${client}`,
    none: `${domain} does not provide an SPF record`,
    permerror: `${domain} has an SPF record that cannot be interpreted`,
    temperror: `${domain} could not be looked up`,
  };
  if (verdict.reason.code === "no-domain") return "there is no domain to check";
  return words[verdict.result];
}

/** A name in A-labels where it is one, so that it is the name that was checked; else as the client gave it, cut in the middle. */
function shownName(text: string): string {
  const name = identityDomain(text);
  return "problem" in name ? cutMiddle(text) : name.labels.join(".");
}

/** The sender with its whole domain: a cut at the end would leave the local part's own words in the place of the domain. */
function shownSender({ sender }: CheckHostResult): string {
  const at = sender.lastIndexOf("@");
  const domain = shownName(sender.slice(at + 1));
  const localPart = sender.slice(0, Math.max(at, 0));
  const room = MAX_HEADER_VALUE - domain.length - 1;
  if (localPart.length <= room) return `${localPart}@${domain}`;
  return `${localPart.slice(0, Math.max(0, Math.min(room, 64) - 3))}...@${domain}`;
}

/** At most 200 characters, the end kept: a name's end says more than its start. */
function cutMiddle(text: string): string {
  return text.length <= 200 ? text : `${text.slice(0, 40)}...${text.slice(-150)}`;
}

/** The mechanism that decided, `default` where none matched (section 9.1); undefined where no record was evaluated. */
function decidingMechanism(verdict: CheckHostResult): string | undefined {
  if (verdict.reason.code === "no-match") return "default";
  if (verdict.reason.code !== "match") return undefined;
  const term = verdict.path.at(-1)?.term;
  return term?.kind === "directive" ? formatMechanism(term.mechanism) : undefined;
}

/** Joins the parts with spaces, with a new line before a part that would make its line longer than 78 characters. */
function fold(parts: readonly string[], { lineEnd = "\r\n" }: HeaderOptions): string {
  let field = "";
  let column = 0;
  for (const part of parts) {
    if (field === "") {
      field = part;
      column = part.length;
    } else if (column + 1 + part.length > LINE_LENGTH) {
      field += `${lineEnd} ${part}`;
      column = 1 + part.length;
    } else {
      field += ` ${part}`;
      column += 1 + part.length;
    }
  }
  return field;
}

/** A dot-atom where the value is one, else a quoted-string (RFC 5322 section 3.2). `=` and `:` are quoted for naive readers. */
function atomOrQuoted(value: string): string {
  const shown = visible(value);
  return DOT_ATOM.test(shown) ? shown : quoted(shown);
}

const DOT_ATOM = /^[A-Za-z0-9!#$%&'*+/?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/?^_`{|}~-]+)*$/;

/** A token where the value is one (RFC 2045 section 5.1, which RFC 8601 section 2.2 uses: no `/` and no `?`), else a quoted-string. */
function tokenOrQuoted(value: string): string {
  const shown = visible(value);
  return /^[A-Za-z0-9!#$%&'*+.^_`{|}~-]+$/.test(shown) ? shown : quoted(shown);
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}

/** The content of a comment: parentheses and backslashes are quoted pairs. Its parts are cut already, so the sentence stays whole. */
function comment(text: string): string {
  return visible(text, 3 * MAX_HEADER_VALUE).replace(/[()\\]/g, "\\$&");
}

/** Printable ASCII of at most `limit` characters; a question mark for everything else. */
function visible(text: string, limit: number = MAX_HEADER_VALUE): string {
  const cut = text.length > limit ? `${text.slice(0, limit - 3)}...` : text;
  return cut.replace(/[^\x20-\x7e]/g, "?");
}
