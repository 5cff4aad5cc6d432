// What must hold for every input. A target calls these, and whatever is thrown is a finding.

/** Throws unless a condition holds. */
export function must(condition, what) {
  if (!condition) throw new Error(`does not hold: ${what}`);
}

const STATUSES = new Set(["noerror", "nodata", "nxdomain", "servfail", "timeout", "malformed", "out-of-time"]);

/** That a value is an answer to a question of a type. */
export function mustBeAnswer(answer, type) {
  must(STATUSES.has(answer.status), "an answer has a status");
  must(answer.ttl === undefined || (answer.ttl >= 0 && answer.ttl <= 0x7fffffff), "a TTL has 31 bits");
  must(answer.aliases === undefined || answer.aliases.length <= 11, "a chain of aliases is bounded");
  must(answer.reason === undefined || isPrintable(answer.reason), "a reason is printable ASCII");
  if (answer.status !== "noerror") return;
  must(answer.records.length > 0, "noerror has records");
  for (const data of answer.records) must(data.type === type || data.type === "UNKNOWN", "records are of the type asked for");
}

/** Whether a text is printable ASCII. */
export function isPrintable(text) {
  return !/[^\x20-\x7e]/.test(text);
}

/** Whether a text has one octet a character. */
export function isOctets(text) {
  return !/[^\x00-\xff]/.test(text);
}

/** Whether two values are equal in all their parts but those that `isLeftOut(key, object)` says. Names are compared with their case. */
export function isEqual(a, b, isLeftOut = () => false) {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => isLeftOut(key, a) || isEqual(a[key], b[key], isLeftOut));
}
