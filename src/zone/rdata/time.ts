/** Times of signatures as text (RFC 4034 section 3.2), by arithmetic alone: the core has no clock. */
import { parseDecimal } from "../fields.js";

const DAY = 86_400;

/** Reads `YYYYMMDDHHmmSS` or up to ten digits of seconds. Undefined for anything else and beyond 32 bits. */
export function parseTime(text: string): number | undefined {
  const value = text.length === 14 ? parseDate(text) : text.length <= 10 ? parseDecimal(text) : undefined;
  return value === undefined || value > 0xffff_ffff ? undefined : value;
}

/** Seconds since 1970, 32 bits of them, as `YYYYMMDDHHmmSS`. */
export function formatTime(seconds: number): string {
  const { year, month, day } = dateOf(Math.floor(seconds / DAY));
  const clock = seconds % DAY;
  const time = Math.floor(clock / 3600) * 10_000 + (Math.floor(clock / 60) % 60) * 100 + (clock % 60);
  return `${year}${String(month * 100 + day).padStart(4, "0")}${String(time).padStart(6, "0")}`;
}

// --------------------------------------------------------------------------------------------------------------------------

function parseDate(text: string): number | undefined {
  const [year, date, clock] = [parseDecimal(text.slice(0, 4)), parseDecimal(text.slice(4, 8)), parseDecimal(text.slice(8))];
  if (year === undefined || date === undefined || clock === undefined || year < 1970) return undefined;
  const [month, day] = [Math.floor(date / 100), date % 100];
  const [hour, minute, second] = [Math.floor(clock / 10_000), Math.floor(clock / 100) % 100, clock % 100];
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  if (month < 1 || month > 12 || day < 1 || day > daysOfMonth(year, month)) return undefined;
  return daysBefore(year, month, day) * DAY + hour * 3600 + minute * 60 + second;
}

function daysOfMonth(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  if (month === 2) return isLeap ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

// Years are counted from March, so that the day that leap years have more is their last. March of the year 0 is 719,468 days
// before 1970.
const DAYS_TO_1970 = 719_468;

function daysBefore(year: number, month: number, day: number): number {
  const shifted = month > 2 ? year : year - 1;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const leapDays = Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400);
  return shifted * 365 + leapDays + dayOfYear - DAYS_TO_1970;
}

function dateOf(days: number): { year: number; month: number; day: number } {
  // The average year may be off by one near the start of a year.
  let shifted = Math.floor((days + DAYS_TO_1970) / 365.2425);
  if (daysBefore(shifted, 3, 1) > days) shifted--;
  else if (daysBefore(shifted + 1, 3, 1) <= days) shifted++;
  const dayOfYear = days - daysBefore(shifted, 3, 1);
  const march = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * march + 2) / 5) + 1;
  const month = march < 10 ? march + 3 : march - 9;
  return { year: month > 2 ? shifted : shifted + 1, month, day };
}
