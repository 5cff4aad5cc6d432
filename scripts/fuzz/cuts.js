// A zone of a megabyte, cut at every 1,000th octet, as a download that broke off is: every input is one of the cuts. Later rounds
// have faults near the cut.
import { domainName } from "../../dist/lib/base/name.js";
import { parseZone } from "../../dist/lib/zone/parse.js";
import { HOSTING_TOKENS, HOSTING_ZONE } from "./hosting-corpus.js";
import { mustBeChecked, mustBeFormatted } from "./hosting.js";
import { must } from "./invariant.js";

const STEP = 1000;
const CUTS = Math.floor(HOSTING_ZONE.length / STEP) + 1;
/** Goes to all cuts in an order that soon has early and late ones. */
const STRIDE = 617;
/** How many of the cuts are formatted and shown to the rules, whole lines of them: that takes ten times as long. */
const WHOLE_ONCE_IN = 50;
const WINDOW = 2000;
const LF = 0x0a;

const origin = domainName("hosting.test");
const read = (text) => parseZone(text, { file: "hosting.test.zone", origin });

export default {
  name: "cuts",

  generate(random, index) {
    const at = ((index * STRIDE) % CUTS) * STEP;
    const isWhole = index % WHOLE_ONCE_IN === 0;
    const end = isWhole ? HOSTING_ZONE.indexOf(LF, at) + 1 : at;
    const octets = HOSTING_ZONE.subarray(0, end);
    return { octets: index < CUTS ? octets : withFault(octets, random), isWhole };
  },

  // Whole lines are read, formatted, read again, formatted again and gone through by the rules, some by code that nothing has run yet.
  size: ({ octets, isWhole }) => octets.length * (isWhole ? 16 : 1),

  check({ octets, isWhole }) {
    const zone = read(octets);
    must(zone.source.length === octets.length, "all of it is read");
    if (!isWhole) return;
    mustBeFormatted(zone, read);
    mustBeChecked(zone);
  },

  show: ({ octets }) =>
    `the first ${octets.length} octets, which end with ${JSON.stringify(octets.subarray(-80).latin1Slice())}`,
};

function withFault(octets, random) {
  const from = Math.max(0, octets.length - 1 - random.below(WINDOW));
  const to = Math.min(octets.length, from + random.below(16));
  return Buffer.concat([octets.subarray(0, from), random.pick(HOSTING_TOKENS), octets.subarray(to)]);
}
