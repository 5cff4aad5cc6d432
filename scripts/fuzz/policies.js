// Policies: what is worked out for all addresses at once is what the evaluator says for each of them.
import { formatIp, ipFromNumber, ipNumber } from "../../dist/lib/base/ip.js";
import { familySize } from "../../dist/lib/base/ip-set.js";
import { domainName } from "../../dist/lib/base/name.js";
import { runSync } from "../../dist/lib/base/run.js";
import { checkHostSteps } from "../../dist/lib/spf/check-host.js";
import { compareOutcomes } from "../../dist/lib/spf/policy/compare.js";
import { FAMILIES, outcomesAt, outcomesOf } from "../../dist/lib/spf/policy/outcomes.js";
import { policySteps } from "../../dist/lib/spf/policy/read.js";
import { worstCase } from "../../dist/lib/spf/policy/worst-case.js";
import { must } from "./invariant.js";
import { answersOf, mutatedWorld, randomAddress, randomStyle, randomWorld } from "./policy-worlds.js";
import { Random } from "./random.js";

const DOMAIN = domainName("r0.test");
const SENDERS = ["user", "a.b", ".", "x".repeat(70), "\u00fc"];
/** Lookups that the evaluator is allowed where limits are lifted. */
const LIFTED = 60;
/** Addresses that are tried for each family beside the bounds of all outcomes. */
const BY_CHANCE = 6;
const MAX_TRIED = 100;
/** Possibilities of one address that are all told apart, however they came about. */
const MAX_TOLD_APART = 8;

export default {
  name: "policies",

  generate(random) {
    const style = randomStyle(random);
    const world = randomWorld(random, style);
    return {
      world,
      mutated: mutatedWorld(random, style, world),
      options: { maxVoidLookups: random.once(4) ? random.below(4) : 2, countHostVoids: random.once(4) },
      localPart: random.once(3) ? random.pick(SENDERS) : "user",
      seed: random.next(),
    };
  },

  // An input is hundreds of checks, so it may take longer than one.
  size: () => 8 * 1024 * 200,

  check(input) {
    const { world, options, seed } = input;
    const resolve = answersOf(world);
    const asked = new Set();
    const policy = runSync(policySteps(DOMAIN), (question) => {
      const id = `${question.type} ${question.name.key}`;
      must(!asked.has(id), "each question is asked once");
      asked.add(id);
      return resolve(question);
    });
    const outcomes = outcomesOf(policy, options);
    const worst = worstCase(outcomes);
    must(policy.cut === undefined && !outcomes.isCut, "a small policy is read whole");
    const isOpen = [...policy.records.values()].some(({ terms }) => terms.some((term) => countsUnknown(term, options)));
    for (const family of FAMILIES) {
      mustPartition(outcomes, family);
      for (const client of addressesOf(outcomes, family, seed)) mustAgree(input, resolve, outcomes, client, isOpen, worst);
    }
    if (!isOpen) mustBeMet(input, resolve, worst);
    mustTellApart(input, resolve, policy);
  },

  show({ world, mutated, options, localPart }) {
    const lines = Object.entries(world.texts).flatMap(([name, texts]) => {
      const after = mutated.texts[name];
      const line = `${name} TXT ${JSON.stringify(texts)}`;
      return after === texts ? [line] : [line, `  then ${JSON.stringify(after)}`];
    });
    for (const [name, host] of Object.entries(world.hosts)) {
      const shown = (list) =>
        typeof list === "string" ? list : list.map((one) => (typeof one === "string" ? one : formatIp(one)));
      lines.push(`${name} A ${shown(host.A)} AAAA ${shown(host.AAAA)} MX ${shown(host.MX)}`);
    }
    return [...lines, `options: ${JSON.stringify(options)}, local part ${JSON.stringify(localPart)}`].join("\n");
  },
};

/** Whether a term may count what nobody knows: an unknown record, or answers about unknown hosts. */
function countsUnknown({ term, target }, { countHostVoids }) {
  if (target?.kind !== "dynamic") return false;
  const name = term.kind === "modifier" ? "redirect" : term.mechanism.name;
  if (name === "include" || name === "redirect") return true;
  return countHostVoids && (name === "mx" || name === "ptr" || target.letters.includes("p"));
}

/** The bounds of all outcomes with their neighbours, and some addresses by chance. */
function addressesOf({ outcomes }, family, seed) {
  const sets = outcomes[family].map(({ addresses }) => addresses);
  return boundsOf(sets, family, seed);
}

function boundsOf(sets, family, seed) {
  const numbers = new Set();
  const end = familySize(family);
  for (const addresses of sets) {
    for (const bound of addresses.bounds)
      for (const near of [bound - 1n, bound]) if (near >= 0n && near < end) numbers.add(near);
  }
  const random = new Random().start(seed, family, 0);
  for (let left = BY_CHANCE; left > 0; left--) numbers.add(ipNumber(randomAddress(random, family)));
  return [...numbers].slice(0, MAX_TRIED).map((bits) => ipFromNumber(family, bits));
}

/** Each address has an outcome; one that is not assumed has no other beside it. */
function mustPartition(outcomes, family) {
  let certain = 0n;
  let all;
  for (const { addresses, isAssumed } of outcomes.outcomes[family]) {
    must(!addresses.isEmpty, "an outcome has addresses");
    if (!isAssumed) certain += addresses.size;
    all = all === undefined ? addresses : all.union(addresses);
  }
  must(all.size === familySize(family), "every address has an outcome");
  const assumed = outcomes.maps[family].where((list) => list.some(({ isAssumed }) => isAssumed)).size;
  must(certain + assumed === familySize(family), "outcomes that are not assumed are apart");
}

function evaluate({ options, localPart }, resolve, client, lifted) {
  const request = {
    client,
    domain: DOMAIN.text,
    sender: { localPart, domain: DOMAIN.text },
    helo: "h1.test",
    identity: "mailfrom",
  };
  return runSync(checkHostSteps(request, { ...options, ...lifted, explain: false }), resolve);
}

function mustAgree(input, resolve, outcomes, client, isOpen, worst) {
  const verdict = evaluate(input, resolve, client, {});
  const possible = outcomesAt(outcomes, client);
  const where = () => `${formatIp(client)} is ${summary(verdict)}, and among ${possible.map(outcomeSummary).join(" / ")}`;
  must(possible.length > 0, where());
  must(possible.length === 1 || possible.every(({ isAssumed }) => isAssumed), "one outcome is certain, several are assumed");
  if (verdict.result === "temperror" && isBehindDynamic(outcomes.policy, verdict)) return;
  const lifted = evaluate(input, resolve, client, { maxLookups: LIFTED, maxVoidLookups: LIFTED });
  const { lookups, voidLookups } = lifted.counts;
  must(
    (worst.lookups.isOpen || lookups <= worst.lookups.count) &&
      (worst.voidLookups.isOpen || voidLookups <= worst.voidLookups.count),
    `${formatIp(client)} does not exceed the worst case`,
  );
  // Nobody knows what an unknown record counts, nor the way through it; and of many possibilities, or endless ones, not all are told
  // apart.
  if (isOpen || possible.length > MAX_TOLD_APART || (possible[0].isAssumed && verdict.reason.code.endsWith("-limit"))) {
    must(
      possible.some(({ result }) => result === verdict.result),
      where(),
    );
    return;
  }
  must(
    possible.some((outcome) => outcomeSummary(outcome) === summary(verdict)),
    where(),
  );
  const isEndless = lookups > LIFTED || voidLookups > LIFTED;
  const counted = `without limits ${formatIp(client)} counts ${lookups} and ${voidLookups}, ${lifted.result} ${lifted.reason.code}: ${possible.map((one) => JSON.stringify({ ...one.unlimited, lookups: String(one.unlimited.lookups), voidLookups: String(one.unlimited.voidLookups) })).join(" / ")}`;
  must(
    possible.some(({ unlimited }) =>
      isEndless
        ? unlimited.lookups > LIFTED || unlimited.voidLookups > LIFTED
        : unlimited.lookups === lookups &&
          unlimited.voidLookups === voidLookups &&
          unlimited.result === lifted.result &&
          unlimited.code === lifted.reason.code,
    ),
    counted,
  );
}

/** The witness of a worst case that is exact meets it. */
function mustBeMet(input, resolve, worst) {
  for (const what of ["lookups", "voidLookups"]) {
    const { witness, count, isExact, shares, dynamic } = worst[what];
    must(isExact || dynamic.length > 0, "a worst case is a bound because of dynamic terms");
    if (!isExact) continue;
    if (count < Infinity)
      must(shares.reduce((sum, share) => sum + share.count, 0) === count, "the shares add up to the worst case");
    const { counts } = evaluate(input, resolve, witness, { maxLookups: LIFTED, maxVoidLookups: LIFTED });
    const isStopped = counts.lookups > LIFTED || counts.voidLookups > LIFTED;
    const isMet = isStopped ? counts[what] <= count : counts[what] === count;
    must(isMet && (count < Infinity || isStopped), `${formatIp(witness)} meets ${count} ${what}, and not ${counts[what]}`);
  }
}

/** A record and its mutation differ for exactly the addresses that the comparison names. */
function mustTellApart(input, resolveBefore, before) {
  const { mutated, options, seed } = input;
  const resolveAfter = answersOf(mutated);
  const after = runSync(policySteps(DOMAIN), resolveAfter);
  const sides = [before, after].map((policy) => outcomesOf(policy, { ...options, assumeUnknown: true }));
  const { changes, unclear, isEqual } = compareOutcomes(...sides);
  must(isEqual === (changes.length + unclear.length === 0), "equal policies have no differences");
  for (const family of FAMILIES) {
    const bounds = sides.flatMap(({ outcomes }) => outcomes[family].map(({ addresses }) => addresses));
    for (const client of boundsOf(bounds, family, seed)) {
      const [a, b] = [evaluate(input, resolveBefore, client, {}), evaluate(input, resolveAfter, client, {})];
      const isIn = ({ addresses }) => addresses[family].has(client);
      const change = changes.filter(isIn);
      const doubt = unclear.filter(isIn);
      must(change.length + doubt.length <= 1, "an address is in one difference at the most");
      if (isUncertain(before, a) || isUncertain(after, b)) continue;
      const where = `${formatIp(client)} is ${a.result} before and ${b.result} after`;
      if (doubt.length > 0) {
        must(doubt[0].before.includes(a.result) && doubt[0].after.includes(b.result), where);
        must(!doubt[0].isChange || a.result !== b.result, where);
      } else if (change.length > 0) {
        must(change[0].before.result === a.result && change[0].after.result === b.result && a.result !== b.result, where);
      } else must(a.result === b.result, where);
    }
  }
}

/** Whether a verdict is a failure that comparing takes for any answer, or that none of the outcomes is. */
function isUncertain(policy, verdict) {
  if (verdict.result !== "temperror") return false;
  return verdict.reason.answer?.isUnknown === true || isBehindDynamic(policy, verdict);
}

/** Whether a verdict comes from a question that only a dynamic term asks: a failure of DNS there is none of the outcomes. */
function isBehindDynamic({ records }, { path }) {
  return path.some(({ domain, term }) => {
    const own = records.get(domain.key)?.terms.find((one) => one.term === term);
    return own?.target?.kind === "dynamic";
  });
}

function summary({ result, reason, path, counts }) {
  const places = path.map(({ domain, term }) => `${domain.key}@${term?.span.start ?? ""}`).join(">");
  return `${result} ${reason.code} ${counts.lookups} ${counts.voidLookups} ${places}`;
}

function outcomeSummary({ result, code, path, lookups, voidLookups }) {
  const places = path.map(({ record, term }) => `${record.domain.key}@${term?.term.span.start ?? ""}`).join(">");
  return `${result} ${code} ${lookups} ${voidLookups} ${places}`;
}
