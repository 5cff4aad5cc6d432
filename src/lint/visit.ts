/** Calls the rules for each zone, each name of it that may show something, and all zones together. */
import type { Steps } from "../base/run.js";
import type { NodeView, ZoneView } from "../zone/view.js";
import { type ActiveRule, type Run, guard, reportFailure } from "./active.js";
import { type Visitor, VisitedNode, createDispatch } from "./dispatch.js";

export function checkZone(view: ZoneView, active: readonly ActiveRule[], visitors: readonly Visitor[], run: Run): void {
  const isWhole = view.isComplete && !view.hasUnreadLines;
  const chosen = active.filter(({ rule }) => isWhole || rule.needsWholeZone !== true);
  const isDomain = run.input.domains?.some(({ origin }) => origin?.equals(view.apex) === true) === true;
  if (chosen.length < active.length && !isDomain && !lacksOrigin(view, run)) {
    const rules = active.filter(({ rule }) => rule.needsWholeZone === true).map(({ rule }) => rule.id);
    run.notes.push({
      // The SOA record may be what could not be read.
      kind: view.isComplete || view.hasUnreadLines ? "unread-lines" : "fragment",
      zone: view.apex.text,
      files: view.files,
      rules,
    });
  }
  for (const { rule } of chosen) run.ran.add(rule.id);
  for (const one of chosen) {
    if (one.rule.checkZone !== undefined) guard(one, run, view, () => one.rule.checkZone?.(view, one.context));
  }
  const dispatch = createDispatch([...chosen.flatMap((one) => visitorOf(one)), ...visitors]);
  if (dispatch.isEmpty) return;
  for (const { node: found, signs } of run.candidates.of(view, dispatch.signs)) {
    const { types } = found;
    const visiting = dispatch.forTypes(types);
    // The cut is looked for only where a rule wants the name.
    if (visiting.length === 0 || isBelowCut(found)) continue;
    const node = new VisitedNode(found, types);
    for (let index = 0; index < visiting.length; index++) {
      const one = visiting[index];
      if (one === undefined || (one.signs & signs) === 0 || one.state.hasFailed) continue;
      try {
        one.visit(node, view);
      } catch (error) {
        reportFailure(one, run, view, error, node.owner);
      }
    }
  }
}

/** Whether no name of a file could be read for want of an origin. That is an error, and all else follows from it. */
function lacksOrigin(view: ZoneView, { input }: Run): boolean {
  if (view.isComplete || view.apex.labels.length > 0) return false;
  return input.zones.some(
    ({ origin, problems }) => origin === undefined && problems.some(({ code }) => code === "relative-without-origin"),
  );
}

function visitorOf(one: ActiveRule): Visitor[] {
  const { rule, signs, context } = one;
  const { id, types, checkNode } = rule;
  if (checkNode === undefined) return [];
  return [{ id, types, signs, state: one, visit: (node, zone) => checkNode(node, zone, context) }];
}

export function checkEstate(active: readonly ActiveRule[], run: Run): void {
  const whole = run.views.filter((view) => view.isComplete && !view.hasUnreadLines);
  const [first] = run.views;
  for (const one of active) {
    const { rule, context } = one;
    const zones = rule.needsWholeZone === true ? whole : run.views;
    if (rule.checkEstate === undefined || zones.length === 0 || first === undefined) continue;
    run.ran.add(rule.id);
    guard(one, run, first, () => rule.checkEstate?.({ ...run.estate, zones }, context));
  }
}

// --------------------------------------------------------------------------------------------------------------------------

function isBelowCut(node: NodeView): boolean {
  const { cut } = node;
  return cut !== undefined && cut.labels.length < node.owner.labels.length;
}

/** Asks the rules about domains, which may ask back. */
export function* askDomains(active: readonly ActiveRule[], run: Run): Steps<void> {
  const { input, estate, ran } = run;
  for (const { origin } of input.domains ?? []) {
    const zone = origin === undefined ? undefined : estate.zoneOf(origin);
    const node = origin === undefined ? undefined : zone?.node(origin);
    if (zone === undefined || node === undefined) continue;
    for (const one of active) {
      if (one.rule.askDomain === undefined || one.hasFailed) continue;
      ran.add(one.rule.id);
      try {
        yield* one.rule.askDomain(node, zone, one.context);
      } catch (error) {
        reportFailure(one, run, zone, error, node.owner);
      }
    }
  }
}
