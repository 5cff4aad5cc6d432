import type { IpFamily } from "../../base/ip-set.js";
import { MAX_EVALUATION_MS, MAX_MX_NAMES } from "../../spf/limits.js";
import type { Effect } from "../../spf/policy/ways.js";
import type { Rule } from "../rule.js";
import { shownInRoot } from "../spf/policy-terms.js";
import { biggestShare, greatestOfBoth, lookupBound } from "../spf/way-counts.js";

/** In milliseconds, of all questions: half of what a check has, for the resolvers of receivers are no faster than this one. */
const SLOW_MS = MAX_EVALUATION_MS / 2;
/** Questions that take all of the time where each takes half a second, which is common for what no cache has. */
const MANY = MAX_EVALUATION_MS / 500;

export const rule: Rule = {
  id: "evaluation-slow",
  severity: "warning",
  summary: "a check asks so many questions that its time may run out",
  section: "RFC 7208 4.6.4",
  docs: {
    why: "A check has to end within 20 seconds at most receivers, and its questions are asked one after the other. With many of them, or with slow name servers, it ends as a temporary error, and the mail waits or is lost.",
    bad: `$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   192.0.2.53
@    TXT "v=spf1 «mx:a.example.net» mx:b.example.net mx:c.example.net mx:d.example.net mx:e.example.net -all"
; DNS example.net.zone
$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   203.0.113.53
$GENERATE 1-9 a MX 10 a$
$GENERATE 1-9 a$ A 203.0.113.$
$GENERATE 1-9 b MX 10 b$
$GENERATE 1-9 b$ A 203.0.113.$
$GENERATE 1-9 c MX 10 c$
$GENERATE 1-9 c$ A 203.0.113.$
$GENERATE 1-9 d MX 10 d$
$GENERATE 1-9 d$ A 203.0.113.$
$GENERATE 1-9 e MX 10 e$
$GENERATE 1-9 e$ A 203.0.113.$
`,
    good: `$TTL 1h
@    SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     NS  ns1
ns1  A   192.0.2.53
@    TXT "v=spf1 ip4:203.0.113.0/28 -all"
`,
    fix: "Write ip4 and ip6 in place of mx and a, and put what matches most mail first.",
  },
  checkPolicy(policy, context) {
    const { questions } = policy.policy;
    const elapsed = questions.reduce((sum, { answer }) => sum + (answer.elapsedMs ?? 0), 0);
    if (elapsed >= SLOW_MS) {
      const slowest = questions.reduce((a, b) => ((b.answer.elapsedMs ?? 0) > (a.answer.elapsedMs ?? 0) ? b : a));
      const { question, answer } = slowest;
      const message = `the answers for this record took ${seconds(elapsed)} together, and a check has ${MAX_EVALUATION_MS / 1000}: the slowest was ${question.type} ${question.name.text} with ${seconds(answer.elapsedMs ?? 0)}`;
      context.report({ span: { start: 0, end: policy.text.length }, message });
      return;
    }
    // The questions of both families are among these, so no check asks more.
    if (questions.length < MANY || lookupBound(policy) === Infinity) return;
    const most = greatestOfBoth(policy.possible, questionsOf);
    if (most === undefined || most.count + 1 < MANY) return;
    const family = most.witness.family;
    const share = biggestShare(most, (effect) => questionsOf(effect, family));
    if (share === undefined || (share.term.child !== undefined && policy.isChecked(share.term.child.domain))) return;
    const message = `a check asks up to ${most.count + 1} questions one after the other, ${share.count} of them for ${shownInRoot(policy, share.term)}: with half a second each its ${MAX_EVALUATION_MS / 1000} seconds are over`;
    context.report({ span: share.term.term.span, message });
  },
};

/** The questions of a term itself, for a client of a family. */
function questionsOf({ term }: Effect, family: IpFamily): number {
  if (term.lookups === 0) return 0;
  if (term.hosts === undefined || (term.mxNames ?? 0) > MAX_MX_NAMES) return 1;
  return 1 + term.hosts.filter(({ addresses }) => addresses[family] !== undefined).length;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
