/** Both identities of one mail: HELO and MAIL FROM (RFC 7208 sections 2.3 and 2.4). */
import type { IpAddress } from "../base/ip.js";
import type { Steps } from "../base/run.js";
import { checkHostSteps } from "./check-host.js";
import type { EvaluationOptions } from "./evaluation.js";
import type { CheckHostResult, SpfResult } from "./result.js";
import { type Identity, parseSender } from "./sender.js";

/** What an SMTP server knows of a mail. At least one of `helo` and `mailFrom` has to be there for a result other than none. */
export interface MailRequest {
  readonly client: IpAddress;
  /** The name in HELO or EHLO; absent where it is not known. */
  readonly helo?: string;
  /** The address in MAIL FROM, `""` or `<>` for the null sender; absent to check HELO alone. */
  readonly mailFrom?: string;
}

/** The verdicts of both identities. */
export interface MailResult {
  /** The verdict on the HELO name; absent where none was given. */
  readonly helo?: CheckHostResult;
  /** The verdict on MAIL FROM; for the null sender that on postmaster at the HELO name. Absent where none was given. */
  readonly mailFrom?: CheckHostResult;
  /** The verdict on the mail: that of MAIL FROM, unless HELO is fail. */
  readonly result: SpfResult;
  /** The identity whose verdict `result` is; `mailfrom` where both are fail. */
  readonly decidedBy: Identity;
}

/** Checks the HELO name, then MAIL FROM. Each is an evaluation of its own with limits of its own. */
export function* checkSteps(request: MailRequest, options: EvaluationOptions = {}): Steps<MailResult> {
  const { client, mailFrom } = request;
  const heloName = request.helo ?? "";
  const postmaster = { localPart: "postmaster", domain: heloName };
  let helo: CheckHostResult | undefined;
  if (heloName !== "") {
    helo = yield* checkHostSteps({ client, domain: heloName, sender: postmaster, helo: heloName, identity: "helo" }, options);
  }
  let fromResult: CheckHostResult | undefined;
  if (mailFrom !== undefined) {
    const sender = parseSender(mailFrom);
    if (sender === undefined && helo !== undefined) {
      // The null sender stands for postmaster at the HELO name (section 2.4): the same arguments, so the same verdict.
      fromResult = { ...helo, identity: "mailfrom" };
    } else {
      const from = sender ?? postmaster;
      fromResult = yield* checkHostSteps(
        { client, domain: from.domain, sender: from, helo: heloName, identity: "mailfrom" },
        options,
      );
    }
  }
  // Where both fail, the sender's own policy is the one to show.
  const heloDecides =
    helo !== undefined && (fromResult === undefined || (helo.result === "fail" && fromResult.result !== "fail"));
  const deciding = heloDecides ? helo : fromResult;
  return {
    ...(helo === undefined ? {} : { helo }),
    ...(fromResult === undefined ? {} : { mailFrom: fromResult }),
    result: deciding?.result ?? "none",
    decidedBy: heloDecides ? "helo" : "mailfrom",
  };
}
