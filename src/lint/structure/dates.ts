/** Dates without a clock or a time zone. */

const SECONDS_PER_DAY = 86_400;

/** A time in seconds since 1970 as the date in UTC, `2026-01-31`. */
export function dateText(seconds: number): string {
  // Days from 1970-01-01 to a date of the Gregorian calendar, by eras of 400 years that start in March.
  const day = Math.floor(seconds / SECONDS_PER_DAY) + 719_468;
  const era = Math.floor(day / 146_097);
  const dayOfEra = day - era * 146_097;
  const leaps = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const inMonth = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1;
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(inMonth).padStart(2, "0")}`;
}
