/** Includes, redirects and explanations of the checked zones that lead to names of these zones where nothing is. */
import type { RecordData } from "../../base/question.js";
import type { Rule } from "../rule.js";
import { REFERRING_SIGNS } from "../signs/sign.js";
import { REFERRING_TYPES, mailReferences, noteReferences } from "./references.js";
import { isMeantAsSpf } from "./texts.js";

type MissingKind = "include" | "redirect" | "exp";

/**
 * The functions of a rule about one kind of terms: each name is reported once, at the first term that leads to it. `isOwn` says which
 * of them are the rule's, by whether the name exists.
 */
export function missingTargets(
  wanted: MissingKind,
  isOwn: (doesExist: boolean) => boolean = () => true,
): Pick<Rule, "types" | "signs" | "checkNode" | "checkEstate"> {
  return {
    types: REFERRING_TYPES,
    signs: REFERRING_SIGNS,
    checkNode: noteReferences,
    checkEstate(_estate, context) {
      const { estate } = context;
      for (const { kind, target, owner, place, count } of mailReferences(estate).names.values()) {
        if (kind !== wanted || estate.zoneOf(target) === undefined) continue;
        const found = estate.lookup({ name: target, type: "TXT" });
        if (found.kind === "unknown") continue;
        const { answer } = found;
        const { status } = answer;
        // A record that is there but wrong has a finding of its own.
        const isBare = status === "noerror" && kind !== "exp" && !answer.records.some(isMeant);
        if ((status !== "nxdomain" && status !== "nodata" && !isBare) || !isOwn(status !== "nxdomain")) continue;
        const what =
          status === "nxdomain"
            ? `there is no name ${target.text}`
            : `the name ${target.text} has no ${isBare ? "SPF" : "TXT"} record`;
        const outcome =
          kind === "exp" ? "rejected mail has no explanation" : `checks of ${owner.text} that come here are a permanent error`;
        const more = count > 1 ? `; ${count} records refer to it` : "";
        context.report({ ...place, message: `${what}: ${outcome}${more}`, formerly: "helper-missing" });
      }
    },
  };
}

function isMeant(data: RecordData): boolean {
  return data.type === "TXT" && isMeantAsSpf(data.strings);
}
