// Zones as people and panels write them, with files that include each other and records that are generated: read, formatted and read
// again, and shown to every rule.
import { domainName } from "../../dist/lib/base/name.js";
import { ALL_RULES } from "../../dist/lib/lint/registry.js";
import { runRules } from "../../dist/lib/lint/run.js";
import { findChange } from "../../dist/lib/zone/format-verify.js";
import { formatLines, joinLines } from "../../dist/lib/zone/format.js";
import { parseZone } from "../../dist/lib/zone/parse.js";
import { MAX_PROBLEMS } from "../../dist/lib/zone/problems.js";
import { HOSTING_PARTS, HOSTING_TOKENS } from "./hosting-corpus.js";
import { isPrintable, must } from "./invariant.js";
import { createMutator, shownText } from "./mutate.js";

/** How many of the zones are shown to the rules, which take longer than all the rest. */
const RULES_ONCE_IN = 64;
/** How often a zone is read and gone through here: twice each by parser, formatter and proof, and by a hundred rules. */
const TIMES_READ = 8;
/** What the lines of a $GENERATE directive are taken for, and how often files that include each other may be read. */
const GENERATED_OCTETS = 65_536 * 16;
const INCLUDED_TIMES = 64;
/** 2026-01-01, in seconds. */
const NOW = 1_767_225_600;

const INCLUDED = ["a.inc", "b.inc", "c.inc"];
const mutate = createMutator({ corpus: HOSTING_PARTS, tokens: HOSTING_TOKENS, isText: true });
const origin = domainName("hosting.test");

export default {
  name: "hosting",

  generate(random) {
    const octets = Buffer.from(mutate(random));
    const files = new Map();
    if (octets.includes("$INCLUDE"))
      for (const name of INCLUDED) if (!random.once(8)) files.set(name, Buffer.from(mutate(random)));
    return { octets, files, hasRules: random.once(RULES_ONCE_IN) };
  },

  size({ octets, files }) {
    const all = [octets, ...files.values()];
    const generated = all.some((one) => /\$generate/i.test(one.latin1Slice())) ? GENERATED_OCTETS : 0;
    const length = all.reduce((sum, one) => sum + one.length, 0);
    return (length + generated) * (files.size > 0 ? INCLUDED_TIMES : 1) * TIMES_READ;
  },

  check({ octets, files, hasRules }) {
    const read = (text) => parseZone(text, { file: "hosting.test.zone", origin, include: includeFrom(files) });
    const zone = read(octets);
    mustBeBounded(zone);
    mustBeFormatted(zone, read);
    if (hasRules) mustBeChecked(zone);
  },

  show({ octets, files }) {
    return [["zone", octets], ...files].map(([name, text]) => `${name}: ${shownText(text.latin1Slice())}`).join("\n");
  },
};

function includeFrom(files) {
  return ({ path }) => {
    const octets = files.get(path);
    return octets === undefined ? { problem: "there is no such file" } : { name: path, octets };
  };
}

function mustBeBounded({ problems }) {
  must(problems.length <= MAX_PROBLEMS + 1, "the problems are bounded");
  for (const { span, source, message } of problems) {
    must(span.start >= 0 && span.end >= span.start && span.end <= source.length, "a problem is within its file");
    must(isPrintable(message), "a message is printable ASCII");
  }
}

/** A zone without errors means the same when it is formatted, and formatting it again changes nothing. */
export function mustBeFormatted(zone, read) {
  if (zone.problems.some(({ severity }) => severity === "error")) return;
  const text = joinLines(formatLines(zone));
  const again = read(Buffer.from(text, "latin1"));
  const change = findChange(zone, again);
  must(change === undefined, `a formatted zone means the same (${change})`);
  must(joinLines(formatLines(again)) === text, "formatting twice changes nothing");
}

/** No rule fails, and every finding has a place in a file of the zone. */
export function mustBeChecked(zone) {
  const { findings } = runRules({ zones: [zone], rules: ALL_RULES, now: NOW });
  for (const { rule, source, span, message } of findings) {
    must(rule !== "internal-error", message);
    must(zone.sources.includes(source), "a finding is in a file of the zone");
    must(span.start >= 0 && span.end >= span.start && span.end <= source.length, "a finding is within its file");
  }
}
