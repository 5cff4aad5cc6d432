import { describe, expect, it } from "vitest";
import { parseZone } from "../../src/zone/parse.js";

function messagesOf(record: string): string[] {
  const zone = `$ORIGIN example.org.\n@ 3600 IN SOA ns root 1 1h 1h 1w 1h\n${record}\n`;
  return parseZone(new TextEncoder().encode(zone)).problems.map(({ message }) => message);
}

describe("numbers that were forgotten in front of a name", () => {
  it.each([
    ["@ MX mail", 'the preference is missing: write a number in front of "mail", as in "10 mail"'],
    ["@ MX (\n mail )", 'the preference is missing: write a number in front of "mail", as in "10 mail"'],
    ["@ HTTPS .", 'the priority is missing: write a number in front of ".", as in "1 ."'],
    ["_s._tcp SRV 10 5060 sip", '3 numbers belong in front of "sip", and one is missing: write the priority, weight and port'],
    ["_s._tcp SRV 5060 sip", '3 numbers belong in front of "sip", and 2 are missing: write the priority, weight and port'],
    ["_s._tcp SRV sip", '3 numbers belong in front of "sip", and all are missing: write the priority, weight and port'],
    [
      '_x URI 10 "https://example.org/"',
      '2 numbers belong in front of "https://example.org/", and one is missing: write the priority and weight',
    ],
  ])("%j is one problem", (record, message) => {
    expect(messagesOf(record)).toEqual([message]);
  });

  it("is not said of a number that is wrong, nor of a name that is missing", () => {
    expect(messagesOf("@ MX ten mail")).toEqual(['the preference has to be a number from 0 to 65535, not "ten"']);
    expect(messagesOf("@ MX 10")).toEqual(["the record ends here, but its mail exchange has to follow"]);
    expect(messagesOf("@ MX")).toEqual(["the record ends here, but its preference has to follow"]);
  });
});
