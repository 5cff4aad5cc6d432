/** The name servers that are asked: how users and systems write them. */
import { type IpAddress, formatIp, parseIp4, parseIp6 } from "../base/ip.js";
import { printableStart } from "../base/escape.js";

/** The port of DNS (RFC 1035 section 4.2). */
export const DNS_PORT = 53;

/** Where a name server listens. `port` is 1 to 65,535. */
export interface ServerAddress {
  readonly address: IpAddress;
  readonly port: number;
  /** The interface of a link-local address, such as `eth0` (RFC 4007 section 11). */
  readonly scope?: string;
}

/**
 * Reads the address of a name server, or says what is wrong with it: `192.0.2.53`, `192.0.2.53#5353`, `192.0.2.53:5353`,
 * `2001:db8::53`, `2001:db8::53#5353`, `[2001:db8::53]:5353`, and `fe80::1%eth0` in place of an IPv6 address.
 */
export function parseServer(text: string): ServerAddress | string {
  const shown = `"${printableStart(text, 60)}"`;
  const parts = split(text);
  if (parts === undefined)
    return `${shown} is not the address of a name server: write 192.0.2.53, 192.0.2.53#5353 or [2001:db8::53]:5353`;
  const port = parts.port === undefined ? DNS_PORT : readPort(parts.port);
  if (port === undefined) return `${shown} has a port that is no number from 1 to 65535`;
  const [host = "", scope] = parts.host.split("%", 2);
  const address = host.includes(":") ? parseIp6(host) : parseIp4(host);
  if (address === undefined) return `${shown} is not the address of a name server: a name server is given as an IP address`;
  if (!parts.host.includes("%")) return { address, port };
  // Only link-local addresses, fe80::/10, mean another host on each interface.
  if (address.family === 4 || address.w0 >>> 22 !== 0xfe80 >>> 6)
    return `${shown} has an interface after "%", and its address is not link-local`;
  if (scope === undefined || !SCOPE.test(scope) || parts.host.split("%").length > 2)
    return `${shown} has no valid interface after "%"`;
  return { address, port, scope };
}

/** The text of a server for people: `192.0.2.53`, or `192.0.2.53#5353` when the port is not 53. */
export function formatServer(server: ServerAddress): string {
  return server.port === DNS_PORT ? formatServerHost(server) : `${formatServerHost(server)}#${server.port}`;
}

/** The address of a server with its interface and without its port, as the operating system takes it. */
export function formatServerHost({ address, scope }: ServerAddress): string {
  return scope === undefined ? formatIp(address) : `${formatIp(address)}%${scope}`;
}

/** Whether a number is a port that a server can listen on. */
export function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= 65_535;
}

// ---------------------------------------------------------------------------------------------------------------------------

// Names of interfaces have 15 octets on Linux (IF_NAMESIZE); some systems put more.
const SCOPE = /^[A-Za-z0-9_.:-]{1,32}$/;

function split(text: string): { host: string; port?: string } | undefined {
  const bracketed = /^\[([^[\]]{1,100})\](?:[:#](\d{1,10}))?$/.exec(text);
  // A colon and digits after an IPv6 address without brackets would be part of the address.
  const match = bracketed ?? /^([^[\]:#]{1,100}|[^[\]#]{1,100})(?:#(\d{1,10}))?$/.exec(text);
  if (match !== null) {
    const [, host = "", port] = match;
    const colon = host.indexOf(":");
    if (bracketed !== null || port !== undefined || colon < 0 || colon !== host.lastIndexOf(":")) {
      return port === undefined ? { host } : { host, port };
    }
    return { host: host.slice(0, colon), port: host.slice(colon + 1) };
  }
  return undefined;
}

function readPort(text: string): number | undefined {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return isPort(port) ? port : undefined;
}
