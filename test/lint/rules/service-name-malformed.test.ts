import { describe, expect, it } from "vitest";
import { rule } from "../../../src/lint/rules/service-name-malformed.js";
import { findingsOf } from "../rule-tester.js";

const TLSA = `TLSA 3 1 1 ${"0".repeat(64)}`;
const SRV = "SRV 0 1 993 mail";

function found(records: string): string[] {
  return findingsOf(rule, `$TTL 1h\n${records}\n`).map((line) => line.replace(/^.*? record of "[^"]*": /, ""));
}

describe("service-name-malformed", () => {
  it.each([
    [`_sips.tcp ${SRV}`, 'it belongs to "_sips._tcp.example.org"'],
    [`imap._tcp ${SRV}`, 'it belongs to "_imap._tcp.example.org"'],
    [`sip.udp.sub ${SRV}`, 'it belongs to "_sip._udp.sub.example.org"'],
    [`_tcp._sip ${SRV}`, 'it belongs to "_sip._tcp.example.org"'],
    [`_25.mx ${TLSA}`, 'it belongs to "_25._tcp.mx.example.org"'],
    [`25._tcp.mx ${TLSA}`, 'it belongs to "_25._tcp.mx.example.org"'],
    [`_25.tcp.mx ${TLSA}`, 'it belongs to "_25._tcp.mx.example.org"'],
    [`_tcp._25.mx ${TLSA}`, 'it belongs to "_25._tcp.mx.example.org"'],
    [`_smtp._tcp.mx ${TLSA}`, 'the port belongs in the place of "_smtp", as in "_25._tcp"'],
    [
      `mx1 A 192.0.2.25\nmx1 ${TLSA}`,
      'it belongs to the port and the protocol in front of the host, such as "_25._tcp.mx1.example.org"',
    ],
  ])("fires on %s", (records, message) => {
    expect(found(records)).toEqual([message]);
  });

  it.each([
    `_imaps._tcp ${SRV}`,
    `_Imaps._TCP.sub ${SRV}`,
    `_sip._tls ${SRV}`,
    `_ldap._tcp.dc._msdcs ${SRV}`,
    `_kerberos._tcp.site._sites ${SRV}`,
    `printer._ipp._tcp ${SRV}`,
    `_printer._sub._http._tcp ${SRV}`,
    `*._tcp ${SRV}`,
    // NAPTR may lead to any name.
    `sip ${SRV}`,
    `_25._tcp ${TLSA}`,
    `_443._tcp.www ${TLSA}`,
    `_853._udp.ns1 ${TLSA}`,
    `*._tcp.mx ${TLSA}`,
    `_dane ${TLSA}`,
    `key ${TLSA}`,
    `_25._tcp.mx CNAME mx\nmx A 192.0.2.25\nmx ${TLSA}`,
    `_sip._tcp CNAME sip.tcp\nsip.tcp ${SRV}`,
    `; file tcp.test.zone\n$TTL 1h\nsip ${SRV}\n_25 A 192.0.2.25`,
  ])("does not on %s", (records) => {
    expect(found(records)).toEqual([]);
  });
});
