import { type Rule, placeOf } from "../rule.js";
import { dateText } from "../structure/dates.js";

export const rule: Rule = {
  id: "soa-serial-odd",
  severity: "info",
  summary: "the serial of the zone is 0 or looks like a date that is yet to come",
  section: "RFC 1912 2.2",
  docs: {
    why: "Some programs take the serial 0 for none. A date in the future is mostly a slip, such as 2062 for 2026: the serials of the following days are then lower, and secondary name servers do not fetch the zone.",
    bad: `$TTL 1h
@    IN SOA ns1 hostmaster «2062010101» 4h 1h 2w 15m
     IN NS  ns1
     IN NS  ns2.example.net.
ns1  IN A   192.0.2.53
`,
    good: `$TTL 1h
@    IN SOA ns1 hostmaster 2026010101 4h 1h 2w 15m
     IN NS  ns1
     IN NS  ns2.example.net.
ns1  IN A   192.0.2.53
`,
    fix: "Write the date and two digits. A serial that is published already is lowered in two steps, as RFC 1982 says: add 2147483647, wait until all secondaries have it, then write the right one.",
  },
  checkZone({ soa }, context) {
    if (soa?.data.type !== "SOA") return;
    const { serial } = soa.data;
    if (serial === 0) {
      context.report({
        ...placeOf(soa, 2),
        message: "the serial is 0, which some programs take for none",
      });
      return;
    }
    const year = Math.floor(serial / 1_000_000);
    const month = Math.floor(serial / 10_000) % 100;
    const day = Math.floor(serial / 100) % 100;
    if (year < 1970 || year >= 2200 || month < 1 || month > 12 || day < 1 || day > 31) return;
    const date = `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
    // Somewhere it is tomorrow already.
    if (date <= dateText(context.now + 86_400)) return;
    context.report({
      ...placeOf(soa, 2),
      message: `the serial looks like the date ${date}, which is in the future`,
    });
  },
};
