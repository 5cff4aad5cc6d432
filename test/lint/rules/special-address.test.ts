import { describe, expect, it } from "vitest";
import { ALL_RULES } from "../../../src/lint/registry.js";
import { lines, lint } from "../support.js";

const rules = ALL_RULES.filter(({ id }) => id === "special-address");

function found(records: string, zone = "acme.net"): string[] {
  return lines(lint({ [`${zone}.zone`]: `$TTL 1h\n${records}\n` }, { rules })).map((line) =>
    line.replace(/^.*? (\w+) special-address: /, "$1: "),
  );
}

describe("special-address", () => {
  it("knows an IPv4 address in the form of IPv6", () => {
    expect(found("www AAAA ::ffff:45.12.44.80")).toEqual([
      'warning: ::ffff:2d0c:2c50 is an IPv4 address in the form of IPv6, by which nobody reaches "www.acme.net": write an A record with 45.12.44.80',
    ]);
  });

  it.each(["A 192.0.2.1", "A 198.51.100.1", "A 203.0.113.255", "AAAA 2001:db8::1", "AAAA 3fff:fff::1"])(
    "takes %s for an example in a zone that is none",
    (data) => {
      const message = `info: ${data.split(" ")[1]} is an address for documentation, by which nobody reaches "www.acme.net": write the address of your host`;
      const real = "mail A 45.12.44.80";
      expect(found(`www ${data}\n${real}`)).toEqual([message]);
      expect(found(`www ${data}\n${real}\nother ${data}`)).toEqual([message]);
      expect(found(`www ${data}\n${real}`, "example.com")).toEqual([]);
      expect(found(`www ${data}\n${real}`, "acme.test")).toEqual([]);
      // Nothing else is in it.
      expect(found(`www ${data}\nother ${data}`)).toEqual([]);
    },
  );

  it.each(["A 192.0.3.1", "A 198.51.101.1", "A 203.0.112.1", "AAAA 2001:db9::1", "AAAA 3fff:1000::1"])(
    "takes %s for an address like others",
    (data) => {
      expect(found(`www ${data}`)).toEqual([]);
    },
  );
});
