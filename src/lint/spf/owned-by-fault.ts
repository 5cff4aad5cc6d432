/** Unknown modifiers that are mistakes for something else, such as `ip4=192.0.2.1`: the rules about broken terms report these. */
import type { UnknownModifier } from "../../spf/record.js";

/** Whether another rule says what is wrong with a modifier, so that it is not reported as one that nobody knows. */
export function isOwnedByFault(_modifier: UnknownModifier): boolean {
  return false;
}
