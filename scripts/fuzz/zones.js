// Master files: read, written, read again, and asked.
import { parseIp } from "../../dist/lib/base/ip.js";
import { domainName } from "../../dist/lib/base/name.js";
import { runSync } from "../../dist/lib/base/run.js";
import { createSyncZoneResolver } from "../../dist/lib/dns/zone-resolver.js";
import { checkSteps } from "../../dist/lib/spf/check.js";
import { parseZone } from "../../dist/lib/zone/parse.js";
import { formatRecord, formatRecordData } from "../../dist/lib/zone/print.js";
import { MAX_PROBLEMS } from "../../dist/lib/zone/problems.js";
import { entrySpan } from "../../dist/lib/zone/tree.js";
import { isEqual, isOctets, isPrintable, must, mustBeAnswer } from "./invariant.js";
import { createMutator, shownText } from "./mutate.js";
import { TOKENS, ZONES } from "./zone-corpus.js";

const mutate = createMutator({ corpus: ZONES, tokens: TOKENS.map((text) => Buffer.from(text, "latin1")), isText: true });

const ORIGINS = [undefined, domainName("example.test"), domainName("ntecs.de"), domainName(".")];
const NAMES = ["example.test", "mail.example.test", "a.b.wild.example.test", "sub.example.test", "ntecs.de", "."].map(
  domainName,
);
const TYPES = ["A", "AAAA", "MX", "TXT", "CNAME", "NS", "SOA", "PTR", "SRV", "CAA", "TYPE43", "TYPE255", "TYPE65280"];
const CLIENT = parseIp("192.0.2.25");

/** What the lines of a $GENERATE directive are taken for: its limit of steps, at a short line each. */
const GENERATED_OCTETS = 65_536 * 16;

export default {
  name: "zones",

  generate(random) {
    return { octets: mutate(random), origin: random.pick(ORIGINS), pick: random.next(), type: random.pick(TYPES) };
  },

  // Time grows with the size of a file, and may. A $GENERATE stands for up to 65,536 lines, each as long as itself.
  size: ({ octets }) => octets.length + (/\$generate/i.test(Buffer.from(octets).latin1Slice()) ? GENERATED_OCTETS : 0),

  check({ octets, origin, pick, type }) {
    const parsed = parseZone(octets, origin === undefined ? {} : { origin });
    mustBeWhole(parsed, octets);
    mustHavePlaces(parsed);
    mustReadBack(parsed);
    const { records } = parsed;
    const resolve = createSyncZoneResolver([parsed]);
    const record = records[pick % Math.max(records.length, 1)];
    if (record !== undefined) mustBeAnswer(resolve({ name: record.owner, type: record.type }), record.type);
    const name = NAMES[pick % NAMES.length];
    mustBeAnswer(resolve({ name, type }), type);
    const domain = (record?.owner ?? name).text;
    const { result } = runSync(checkSteps({ client: CLIENT, mailFrom: `user@${domain}`, helo: domain }), resolve);
    // A policy of nothing at hand passes nobody.
    must(result !== "pass" || records.some((any) => any.type === "TXT"), "a pass needs a record");
  },

  show({ octets, origin, pick, type }) {
    return `origin ${origin?.text ?? "none"}, ${type}, ${pick}\n${shownText(octets.latin1Slice())}`;
  },
};

/** The tokens and the entries of the tree are the file, octet for octet. */
function mustBeWhole({ source, tree }, octets) {
  must(source.text.length === octets.length && source.text === octets.latin1Slice(), "the text is that of the file");
  const { starts, count } = tree.tokens;
  must(starts[count] === octets.length && (count === 0 || starts[0] === 0), "the tokens reach from start to end");
  for (let token = 0; token < count; token++) must(starts[token] < starts[token + 1], "no token is empty");
  let at = 0;
  for (let entry = 0; entry < tree.entryCount; entry++) {
    const { start, end } = entrySpan(tree, entry);
    must(start === at && end > start, "each entry starts where the one before ends");
    at = end;
  }
  must(at === octets.length, "the entries reach the end");
}

function mustHavePlaces({ source, problems, records }) {
  const { length } = source.text;
  must(problems.length <= MAX_PROBLEMS + 1, "the problems are bounded");
  let last = 0;
  for (const { code, span, message } of problems) {
    // The one about all that are not shown stands at the end, wherever those are.
    if (code === "too-many-problems") last = 0;
    must(span.start >= last && span.end >= span.start && span.end <= length, "a problem is within the file, and in its order");
    must(isPrintable(message), "a message is printable ASCII");
    last = span.start;
  }
  for (const { span, ownerSpan = span, typeSpan, dataSpans } of records) {
    for (const part of [span, ownerSpan, typeSpan, ...dataSpans]) {
      must(part.start >= 0 && part.end >= part.start && part.end <= length, "a record is within the file");
    }
  }
}

/** What was read, written and read again is equal. */
function mustReadBack({ records, origin }) {
  const read = records.filter((record) => record.isRead);
  const text = read.map((record) => `${formatRecord(record)}\n`).join("");
  must(!/[^\n\x20-\x7e]/.test(text), "what is written is printable ASCII");
  const again = parseZone(text, origin === undefined ? {} : { origin }).records;
  must(again.length === read.length, "all records are read again");
  for (const [index, { owner, ttl, type, data }] of read.entries()) {
    const other = again[index];
    must(other.isRead && owner.equals(other.owner) && type === other.type, "owner and type are read again");
    must(ttl === undefined || ttl === other.ttl, "the TTL is read again");
    must(isEqual(data, other.data), "the data is read again");
    must((data.strings ?? [data.value ?? ""]).every(isOctets), "strings are octets");
    must(formatRecordData(data) === formatRecordData(other.data), "the data is written as before");
  }
}
