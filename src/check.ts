/** The evaluator for programs: `check` and `checkHost` with a resolver, a deadline and the system's clock. */
import { type IpAddress, isIpAddress, parseIp, unmapIp } from "./base/ip.js";
import { type Resolver, type Steps, run } from "./base/run.js";
import { whenAborted } from "./dns/in-flight.js";
import { createResolver } from "./dns/resolver.js";
import { systemAfter, systemTime } from "./dns/transport/system.js";
import { type MailResult, checkSteps } from "./spf/check.js";
import { checkHostSteps } from "./spf/check-host.js";
import type { EvaluationOptions } from "./spf/evaluation.js";
import { MAX_EVALUATION_MS } from "./spf/limits.js";
import type { CheckHostResult } from "./spf/result.js";
import { type Identity, parseSender } from "./spf/sender.js";

/** Options of `check` and `checkHost`. */
export interface CheckOptions extends EvaluationOptions {
  /** Who answers DNS questions; default: a resolver with a cache that asks the system's name servers. */
  readonly resolver?: Resolver;
  /** Milliseconds for the whole check, 20,000 by default (RFC 7208 section 4.6.4). Beyond it the result is temperror. */
  readonly timeoutMs?: number;
  /** Ends an evaluation early; its result is temperror then. */
  readonly signal?: AbortSignal;
}

/** A mail as an SMTP server sees it. */
export interface Mail {
  /** The client's address: text, or as `parseIp` gives it. IPv4-mapped IPv6 is IPv4. */
  readonly ip: string | IpAddress;
  /** The name in HELO or EHLO. */
  readonly helo?: string;
  /** The address in MAIL FROM; `""` or `<>` is the null sender. Absent checks HELO alone. */
  readonly mailFrom?: string;
}

/**
 * Checks both identities of a mail. Never rejects for anything that a sender, DNS or the resolver does: trouble is temperror or
 * permerror. Rejects with a TypeError for what only the calling program can get wrong: an `ip` that is no address, an option out of
 * range, an argument of another type.
 */
export async function check(mail: Mail, options: CheckOptions = {}): Promise<MailResult> {
  const { ip, helo, mailFrom } = mail;
  mustBe(helo === undefined || typeof helo === "string", "helo is a text");
  mustBe(mailFrom === undefined || typeof mailFrom === "string", 'mailFrom is a text, "" for the null sender');
  const request = {
    client: clientAddress(ip),
    ...(helo === undefined ? {} : { helo }),
    ...(mailFrom === undefined ? {} : { mailFrom }),
  };
  return runWithDeadline(checkSteps(request, withTimestamp(options)), options);
}

/** The arguments of `check_host()` (RFC 7208 section 4.1). */
export interface CheckHostArguments {
  readonly ip: string | IpAddress;
  /** The MAIL FROM address, or the postmaster of the HELO name. A text without `@` is a domain. */
  readonly sender: string;
  /** The domain to check; default: that of the sender. */
  readonly domain?: string;
  /** The name in HELO or EHLO, for `%{h}`. */
  readonly helo?: string;
  /** What the result is called in header fields; default `mailfrom`. */
  readonly identity?: Identity;
}

/** Checks one identity: `check_host()` of RFC 7208. It rejects as little as `check` does. */
export async function checkHost(request: CheckHostArguments, options: CheckOptions = {}): Promise<CheckHostResult> {
  const helo = request.helo ?? "";
  mustBe(typeof helo === "string" && typeof request.sender === "string", "helo and sender are texts");
  const sender = parseSender(request.sender) ?? { localPart: "postmaster", domain: helo };
  const domain = request.domain ?? sender.domain;
  const steps = checkHostSteps(
    {
      client: clientAddress(request.ip),
      domain,
      sender,
      helo,
      identity: request.identity ?? "mailfrom",
    },
    withTimestamp(options),
  );
  return runWithDeadline(steps, options);
}

function clientAddress(ip: string | IpAddress): IpAddress {
  const address = typeof ip === "string" ? parseIp(ip) : isIpAddress(ip) ? unmapIp(ip) : undefined;
  if (address === undefined) throw new TypeError(`${JSON.stringify(ip)} is not an IP address`);
  return address;
}

/** What only the calling program can get wrong, and would not notice: a check that is always temperror, or never limited. */
function mustBe(condition: boolean, what: string): void {
  if (!condition) throw new TypeError(what);
}

function withTimestamp(options: CheckOptions): EvaluationOptions {
  const { timeoutMs, maxVoidLookups } = options;
  mustBe(timeoutMs === undefined || (timeoutMs > 0 && timeoutMs <= MAX_TIMEOUT_MS), `timeoutMs is from 1 to ${MAX_TIMEOUT_MS}`);
  mustBe(
    maxVoidLookups === undefined || (Number.isInteger(maxVoidLookups) && maxVoidLookups >= 0),
    "maxVoidLookups is a whole number from 0",
  );
  return { timestamp: Math.floor(systemTime() / 1000), ...options };
}

/** The longest time that a timer of Node takes, in milliseconds. */
const MAX_TIMEOUT_MS = 2 ** 31 - 1;

let systemResolver: Resolver | undefined;

async function runWithDeadline<T>(steps: Steps<T>, options: CheckOptions): Promise<T> {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  const cancel = systemAfter(options.timeoutMs ?? MAX_EVALUATION_MS, abort);
  const forget = options.signal === undefined ? undefined : whenAborted(options.signal, abort);
  if (options.signal?.aborted === true) abort();
  try {
    return await run(steps, options.resolver ?? (systemResolver ??= createResolver()), controller.signal);
  } finally {
    cancel();
    forget?.();
    // Whatever the resolver still does for this evaluation is of no use any more.
    abort();
  }
}
