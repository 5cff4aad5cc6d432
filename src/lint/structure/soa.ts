/** Rules about the SOA record of a zone. */
import type { RecordData } from "../../base/question.js";
import type { ZoneRecord } from "../../zone/record.js";
import type { ZoneView } from "../../zone/view.js";
import { type ReportedFinding, type Rule, placeOf } from "../rule.js";

export type SoaData = Extract<RecordData, { readonly type: "SOA" }>;

/** The fields of the data in the order of their text. */
const FIELDS = ["mname", "rname", "serial", "refresh", "retry", "expire", "minimum"] as const;

/** What is wrong with one field. */
export interface SoaProblem extends Omit<ReportedFinding, "source" | "span"> {
  readonly field: (typeof FIELDS)[number];
}

/** The part of a rule that judges the SOA record of each zone. `check` gives what is wrong with it, if anything is. */
export function soaRule(
  check: (
    data: SoaData,
    about: { readonly record: ZoneRecord; readonly zone: ZoneView; readonly now: number },
  ) => SoaProblem | undefined,
): Pick<Rule, "checkZone"> {
  return {
    checkZone(zone, context) {
      const record = zone.soa;
      if (record?.data.type !== "SOA") return;
      const problem = check(record.data, { record, zone, now: context.now });
      if (problem === undefined) return;
      const { field, ...finding } = problem;
      context.report({ ...placeOf(record, FIELDS.indexOf(field)), ...finding });
    },
  };
}
