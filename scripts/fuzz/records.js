// SPF records: parsed, printed and parsed again; and check_host() with all the answers in the fuzzer's hands.
import { formatIp, parseIp } from "../../dist/lib/base/ip.js";
import { DomainName, domainName, isName } from "../../dist/lib/base/name.js";
import { runSync } from "../../dist/lib/base/run.js";
import { checkSteps } from "../../dist/lib/spf/check.js";
import { formatAuthenticationResults, formatReceivedSpf } from "../../dist/lib/spf/headers.js";
import { isSpfRecord, parseRecord } from "../../dist/lib/spf/parse.js";
import { formatRecord, formatTerm } from "../../dist/lib/spf/print.js";
import { isEqual, isPrintable, must } from "./invariant.js";
import { createMutator, shownText } from "./mutate.js";
import { Random } from "./random.js";
import { CLIENTS, EXPLANATIONS, HELOS, RECORDS, SENDERS, TOKENS } from "./record-corpus.js";

const RESULTS = new Set(["none", "neutral", "pass", "fail", "softfail", "temperror", "permerror"]);
const QUALIFIED = { "+": "pass", "-": "fail", "~": "softfail", "?": "neutral" };
const TEMPORARY = new Set(["dns", "out-of-time", "question-limit"]);
/** The limits of RFC 7208 section 4.6.4, with the one that goes beyond each. */
const MOST = { lookups: 11, voidLookups: 3, questions: 111 };
const MAX_EXPLANATION = 400;
/** No field is longer than its few values of 256 characters, each perhaps all quoted pairs. */
const MAX_FIELD = 8 * 2 * 256;
const HEADER = /^[\x20-\x7e]+(?:\r\n [\x20-\x7e]*[\x21-\x7e][\x20-\x7e]*)*$/;

const octets = (texts) => texts.map((text) => Buffer.from(text, "latin1"));
const characters = (texts) => texts.map((text) => Buffer.from(text, "utf8"));
const tokens = octets(TOKENS);
const mutateRecord = createMutator({ corpus: octets(RECORDS), tokens, isText: true, head: 7 });
const mutateExplanation = createMutator({ corpus: octets(EXPLANATIONS), tokens, isText: true });
const identityTokens = characters([
  "@",
  ".",
  "<",
  ">",
  '"',
  "(",
  ")",
  "%",
  "\0",
  "\r\n",
  "\u00e9",
  "\u200d",
  "\u212a",
  "\u{1f600}",
]);
const mutateSender = createMutator({ corpus: characters(SENDERS), tokens: identityTokens, isText: true });
const clients = CLIENTS.map((text) => parseIp(text));

export default {
  name: "records",

  generate(random) {
    return {
      text: mutateRecord(random).latin1Slice(),
      other: random.once(2) ? random.pick(RECORDS) : mutateRecord(random).latin1Slice(),
      explanation: random.once(2) ? random.pick(EXPLANATIONS) : mutateExplanation(random).latin1Slice(),
      request: {
        client: random.pick(clients),
        ...(random.once(2) ? { helo: identity(random, HELOS) } : {}),
        mailFrom: identity(random, SENDERS),
      },
      options: {
        trace: random.once(2),
        countHostVoids: random.once(4),
        ...(random.once(4) ? { receiver: identity(random, HELOS) } : {}),
        timestamp: random.next(),
      },
      answers: random.next(),
      // A second run costs as much as the first one.
      twice: random.once(8),
    };
  },

  // One record may be met in each of ten includes, and is parsed anew for each list of records that it comes in. A macro repeats
  // what the client said.
  size: ({ text, other, explanation, request: { helo = "", mailFrom } }) =>
    text.length + other.length + explanation.length + helo.length + mailFrom.length,

  check(input) {
    mustReadBack(input.text);
    const verdict = evaluate(input, input.options);
    if (!input.twice) return;
    const again = evaluate(input, { ...input.options, trace: !input.options.trace });
    must(summary(again) === summary(verdict), "a trace changes nothing");
  },

  show({ text, other, explanation, request, options, answers }) {
    const { client, helo, mailFrom } = request;
    const lines = { text, other, explanation, mailFrom, helo, receiver: options.receiver };
    const shown = Object.entries(lines).map(([key, value]) => `${key}: ${value === undefined ? "-" : shownText(value)}`);
    return [...shown, `client: ${formatIp(client)}`, `options: ${JSON.stringify(options)}, answers from ${answers}`].join("\n");
  },
};

function identity(random, usual) {
  if (random.once(2)) return random.pick(usual);
  const mutated = mutateSender(random);
  const text = random.once(2) ? mutated.latin1Slice() : mutated.utf8Slice();
  return random.once(64) ? `${text.slice(0, 5)}\udfff${text.slice(5)}` : text;
}

// --------------------------------------------------------------------------------------------------------------------------

function mustReadBack(text) {
  const { record, problems } = parseRecord(text);
  for (const { span, message } of problems) {
    must(span.start >= 0 && span.start <= span.end && span.end <= text.length, "a problem is within the record");
    must(isPrintable(message), "a message is printable ASCII");
  }
  for (const term of record.terms) {
    must(text.slice(term.span.start, term.span.end).length > 0, "a term is within the record");
  }
  must(problems.some(({ code }) => code === "version-missing") === !isSpfRecord(text), "the version is checked in one way");
  const printed = formatRecord(record);
  if (problems.length > 0) return;
  const again = parseRecord(printed);
  must(again.problems.length === 0, "what is printed of a right record is right");
  must(isEqual(record.terms, again.record.terms, isOnlyForm), "what is printed means the same");
  must(formatRecord(again.record) === printed, "the printed form is its own printed form");
}

/** Places, and the text that parts were read from, are other ones in the printed form. */
function isOnlyForm(key, part) {
  return key === "span" || (key === "text" && "parts" in part);
}

function evaluate(input, options) {
  const asked = { count: 0 };
  const verdict = runSync(checkSteps(input.request, options), answering(input, asked));
  must(RESULTS.has(verdict.result), "the result is one of seven");
  const { helo, mailFrom } = verdict;
  // The null sender's verdict is that on HELO.
  const isShared = helo !== undefined && mailFrom !== undefined && helo.counts === mailFrom.counts;
  const counted = (helo?.counts.questions ?? 0) + (isShared ? 0 : (mailFrom?.counts.questions ?? 0));
  must(counted === asked.count, "all questions are counted");
  const deciding = verdict.decidedBy === "helo" ? helo : mailFrom;
  must(verdict.result === (deciding?.result ?? "none"), "the result is that of an identity");
  const verdicts = [helo, mailFrom].filter((single) => single !== undefined);
  for (const single of verdicts) mustBeVerdict(single, input, options);
  const authservId = options.receiver ?? "mx.example.test";
  mustBeHeader(formatAuthenticationResults(verdicts, { authservId }));
  return verdict;
}

function mustBeVerdict(verdict, input, options) {
  const { result, counts, explanation, reason, path } = verdict;
  must(RESULTS.has(result), "the result is one of seven");
  for (const [what, most] of Object.entries(MOST)) must(counts[what] <= most, `${what} are at most ${most}`);
  if (explanation !== undefined) {
    must(result === "fail", "only a fail is explained");
    must(explanation.length > 0 && explanation.length <= MAX_EXPLANATION, "an explanation has 1 to 400 octets");
    must(isPrintable(explanation), "an explanation is printable ASCII");
  }
  must((verdict.trace !== undefined) === (options.trace && path.length > 0), "there is a trace when it is asked for");
  if (result === "pass") must(reason.code === "match", "a pass is a match");
  if (reason.code === "match") {
    // What an include found counts with the qualifier of the include; redirects hand on what they find.
    const outermost = path.find(({ term }) => term.kind === "directive").term;
    must(QUALIFIED[outermost.qualifier] === result, "a match has the result of its qualifier");
    must(
      path.every(({ term }) => formatTerm(term).length > 0),
      "the way to a match is made of terms",
    );
  } else {
    must(reason.code === "no-match" ? result === "neutral" : /error|none/.test(result), "a reason goes with its result");
  }
  must(result !== "temperror" || TEMPORARY.has(reason.code), "temperror comes from DNS");
  const receiver = options.receiver === undefined ? {} : { receiver: options.receiver };
  mustBeHeader(formatReceivedSpf(verdict, receiver));
}

function mustBeHeader(field) {
  must(HEADER.test(field), "a header field is printable ASCII but for its folds");
  must(field.length <= MAX_FIELD, "a header field is bounded");
}

function summary({ helo, mailFrom, result }) {
  const one = (verdict) =>
    verdict && [verdict.result, verdict.reason.code, verdict.reason.message, verdict.counts, verdict.explanation];
  return JSON.stringify([result, one(helo), one(mailFrom)]);
}

// --------------------------------------------------------------------------------------------------------------------------

const NAMES = [
  ...[
    "mail.example.test",
    "example.test",
    "a.test",
    "sub.mail.example.test",
    "mx.EXAMPLE.test",
    "other.net",
    ".",
    "__proto__.test",
  ],
  ...["\\000\\255.test", "a\\.b.test", `${"x".repeat(63)}.${"y".repeat(63)}.${"z".repeat(63)}.${"w".repeat(61)}`],
  ...Array.from({ length: 12 }, (_, index) => `host${index}.example.test`),
].map((text) => domainName(text));

const FAILURES = [
  ...["servfail", "timeout", "malformed", "out-of-time"].map((status) => ({ status })),
  { status: "servfail", reason: "asked\r\nin vain \u001b[0m" },
  // What is no answer at all: a resolver may be anybody's function.
  undefined,
  { status: "noerror", records: null },
  { status: "ok" },
];
const NOTHING = [
  { status: "nodata" },
  { status: "nxdomain" },
  { status: "noerror", records: [] },
  { status: "noerror", records: [{ type: "NS", target: NAMES[0] }] },
];

/** Answers to whatever is asked, from a seed: mostly usable ones, so that evaluations get far. */
function answering(input, asked) {
  const random = new Random().start(input.answers, 0, 0);
  const most = 1 + random.below(12);
  return (question) => {
    must(isName(DomainName.fromLabels(question.name.labels)), "a question is about a name");
    const isFirst = asked.count++ === 0;
    if (!isFirst) {
      if (random.once(40)) return random.pick(FAILURES);
      if (random.once(12)) return random.pick(NOTHING);
      if (random.once(2000)) throw new Error("the resolver failed");
    }
    const records = [];
    const count = question.type === "TXT" ? 1 : 1 + random.below(most);
    for (let left = count; left > 0; left--) records.push(data(question.type, input, random, isFirst));
    if (question.type === "TXT" && random.once(8)) records.push({ type: "TXT", strings: [random.once(8) ? input.other : "x"] });
    return { status: "noerror", records };
  };
}

function data(type, input, random, isFirst) {
  switch (type) {
    case "TXT":
      if (isFirst || random.once(4)) return { type, strings: cut(input.text, random) };
      return {
        type,
        strings: random.once(4) ? [input.explanation] : cut(random.once(2) ? input.other : random.pick(RECORDS), random),
      };
    case "A":
    case "AAAA": {
      const address = random.once(4) ? input.request.client : random.pick(clients);
      // Records beside those asked for are to be ignored.
      return { type: address.family === 4 ? "A" : "AAAA", address };
    }
    case "MX":
      return { type, preference: random.below(3), exchange: random.pick(NAMES) };
    case "PTR":
      return { type, target: random.pick(NAMES) };
    default:
      throw new Error(`nobody asks for ${type}`);
  }
}

/** A text as the strings of a TXT record. */
function cut(text, random) {
  if (text.length < 255 && !random.once(8)) return [text];
  const strings = [];
  for (let at = 0; at < text.length;) {
    const length = 1 + random.below(255);
    strings.push(text.slice(at, at + length));
    at += length;
  }
  return strings;
}
