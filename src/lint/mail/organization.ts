/** Whose names are whose, as far as names alone tell it. */
import type { DomainName } from "../../base/name.js";

/**
 * Whether two domains may well be of one organization. Where the public suffixes are is not known here, so names with two labels in
 * common are taken for that.
 */
export function isOneOrganization(a: DomainName, b: DomainName): boolean {
  if (a.isWithin(b) || b.isWithin(a)) return true;
  const shared = (depth: number): boolean => a.labels.at(-depth)?.toLowerCase() === b.labels.at(-depth)?.toLowerCase();
  return shared(1) && shared(2);
}
