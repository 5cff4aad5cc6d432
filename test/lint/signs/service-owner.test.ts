import { describe, expect, it } from "vitest";
import { isServiceOwner } from "../../../src/lint/signs/service-owner.js";

describe("isServiceOwner", () => {
  it.each([
    ["_imaps._tcp.example", false, true],
    ["_sip._tls.example", false, true],
    ["_443._tcp.www.example", true, true],
    ["_smtp._tcp.example", true, false],
    ["_tcp._sip.example", false, false],
    ["_sip.tcp.example", false, false],
    ["sip._tcp.example", false, false],
    ["_._tcp.example", false, false],
    ["_sip", false, false],
    ["_sip._TCP.example", false, false],
    ["mx.example", true, false],
  ])("of %s, with a port %s, is %s", (name, isPort, expected) => {
    const octets = Buffer.from(`before.${name}`, "latin1");
    expect(isServiceOwner(octets, 7, octets.length, isPort)).toBe(expected);
  });
});
