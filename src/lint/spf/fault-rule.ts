/** Rules that hand on the faults which the classification of a record gives them. */
import type { Rule } from "../rule.js";
import { faultsIn } from "./faults/classify.js";
import type { FaultRule } from "./faults/fault.js";

/** The part of a rule that reports its own faults. */
export function faultRule(id: FaultRule): Pick<Rule, "checkRecord"> {
  return {
    checkRecord(spf, context) {
      for (const fault of faultsIn(spf)) {
        if (fault.rule !== id) continue;
        const { rule: _, ...finding } = fault;
        context.report(finding);
      }
    },
  };
}
