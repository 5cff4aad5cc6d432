/** SPF checks against the zones of `zones.ts`, with what must come out wherever the answers come from. */

export interface SpfCase {
  readonly name: string;
  readonly ip: string;
  readonly helo?: string;
  readonly mailFrom?: string;
  /**
   * One line for each identity that is checked, HELO first: identity, result, code of the reason, lookups/voids/questions, the path
   * of domains and terms, and the explanation in quotes.
   */
  readonly expect: readonly string[];
}

export const SPF_CASES: readonly SpfCase[] = [
  {
    name: "the mail server of the example for both identities",
    ip: "192.0.2.25",
    helo: "mail.ntecs.de",
    mailFrom: "user@michaelonroad.de",
    expect: ["helo pass, match, 1/0/2, mail.ntecs.de a", "mailfrom pass, match, 1/0/3, michaelonroad.de mx"],
  },
  {
    name: "the same over IPv6",
    ip: "2001:db8::25",
    helo: "mail.ntecs.de",
    mailFrom: "user@ntecs.de",
    expect: ["helo pass, match, 1/0/2, mail.ntecs.de a", "mailfrom pass, match, 1/0/3, ntecs.de mx"],
  },
  {
    name: "another host over IPv4",
    ip: "192.0.2.26",
    helo: "mail.ntecs.de",
    mailFrom: "user@michaelonroad.de",
    expect: ["helo fail, match, 1/0/2, mail.ntecs.de -all", "mailfrom fail, match, 1/0/3, michaelonroad.de -all"],
  },
  {
    name: "another host over IPv6",
    ip: "2001:db8::26",
    helo: "mail.ntecs.de",
    mailFrom: "user@ntecs.de",
    expect: ["helo fail, match, 1/0/2, mail.ntecs.de -all", "mailfrom fail, match, 1/0/3, ntecs.de -all"],
  },
  {
    name: "a bounce: the null sender",
    ip: "192.0.2.25",
    helo: "mail.ntecs.de",
    mailFrom: "<>",
    expect: ["helo pass, match, 1/0/2, mail.ntecs.de a", "mailfrom pass, match, 1/0/2, mail.ntecs.de a"],
  },
  {
    name: "HELO alone",
    ip: "192.0.2.10",
    helo: "mx1.example.org",
    expect: ["helo pass, match, 1/0/2, mx1.example.org a"],
  },
  {
    name: "a mail exchange",
    ip: "192.0.2.21",
    mailFrom: "user@example.org",
    expect: ["mailfrom pass, match, 1/0/4, example.org mx"],
  },
  {
    name: "a mail exchange over IPv6",
    ip: "2001:db8::10",
    mailFrom: "user@example.org",
    expect: ["mailfrom pass, match, 1/0/3, example.org mx"],
  },
  {
    name: "an include into another zone",
    ip: "198.51.100.5",
    mailFrom: "user@example.org",
    expect: ["mailfrom pass, match, 2/0/5, example.org include:_spf.example.net > _spf.example.net ip4:198.51.100.0/25"],
  },
  {
    name: "an include in an include",
    ip: "2001:db8:2::5",
    mailFrom: "user@example.org",
    expect: [
      "mailfrom pass, match, 3/0/6, example.org include:_spf.example.net > _spf.example.net include:_more.example.net > _more.example.net ip6:2001:db8:2::/48",
    ],
  },
  {
    name: "a fail with an explanation",
    ip: "203.0.113.5",
    helo: "mx1.example.org",
    mailFrom: "joe@example.org",
    expect: [
      "helo fail, match, 1/0/2, mx1.example.org -all",
      'mailfrom fail, match, 3/0/7, example.org -all, "203.0.113.5 may not send as joe@example.org, ask postmaster@example.org"',
    ],
  },
  {
    name: "a fail with an explanation in two strings",
    ip: "203.0.113.5",
    mailFrom: "joe@example.net",
    expect: ['mailfrom fail, match, 0/0/2, example.net -all, "This domain sends no mail."'],
  },
  {
    name: "a redirect",
    ip: "192.0.2.10",
    mailFrom: "user@relay.example.org",
    expect: [
      "mailfrom pass, match, 2/0/3, relay.example.org redirect=_policy.example.org > _policy.example.org a:mx1.example.org",
    ],
  },
  {
    name: "a softfail behind a redirect",
    ip: "203.0.113.5",
    mailFrom: "user@relay.example.org",
    expect: ["mailfrom softfail, match, 2/0/3, relay.example.org redirect=_policy.example.org > _policy.example.org ~all"],
  },
  {
    name: "a redirect to nothing",
    ip: "203.0.113.5",
    mailFrom: "user@nowhere.example.org",
    expect: ["mailfrom permerror, target-without-record, 1/0/2, nowhere.example.org redirect=nothing.example.org"],
  },
  {
    name: "an include of a redirect, and of a delegated zone on the same servers",
    ip: "192.0.2.70",
    mailFrom: "user@includes.example.org",
    expect: [
      "mailfrom pass, match, 5/0/6, includes.example.org include:team.example.org > team.example.org a:www.team.example.org",
    ],
  },
  {
    name: "includes of which none matches",
    ip: "203.0.113.5",
    mailFrom: "user@includes.example.org",
    expect: ["mailfrom neutral, match, 5/0/6, includes.example.org ?all"],
  },
  {
    name: "a delegated zone on the same servers, over IPv6",
    ip: "2001:db8::70",
    mailFrom: "user@team.example.org",
    expect: ["mailfrom pass, match, 1/0/2, team.example.org a:www.team.example.org"],
  },
  {
    name: "an include of a record with a syntax error",
    ip: "192.0.2.10",
    mailFrom: "user@badinclude.example.org",
    expect: ["mailfrom permerror, syntax, 1/0/2, badinclude.example.org include:syntax.example.org > syntax.example.org"],
  },
  {
    name: "an include of a name without a record",
    ip: "192.0.2.10",
    mailFrom: "user@noinclude.example.org",
    expect: ["mailfrom permerror, target-without-record, 1/0/2, noinclude.example.org include:mx2.example.org"],
  },
  {
    name: "a name that no server here may answer for",
    ip: "192.0.2.10",
    mailFrom: "user@refused.example.org",
    expect: ["mailfrom temperror, dns, 1/0/2, refused.example.org include:example.com > example.com"],
  },
  {
    name: "a syntax error",
    ip: "192.0.2.1",
    mailFrom: "user@syntax.example.org",
    expect: ["mailfrom permerror, syntax, 0/0/1, syntax.example.org"],
  },
  {
    name: "two records",
    ip: "192.0.2.1",
    mailFrom: "user@two.example.org",
    expect: ["mailfrom permerror, multiple-records, 0/0/1, two.example.org"],
  },
  {
    name: "no directive matches",
    ip: "192.0.2.1",
    mailFrom: "user@neutral.example.org",
    expect: ["mailfrom neutral, no-match, 0/0/1, neutral.example.org"],
  },
  {
    name: "a name without a record",
    ip: "192.0.2.1",
    mailFrom: "user@empty.example.org",
    expect: ["mailfrom none, no-record, 0/0/1, empty.example.org"],
  },
  {
    name: "a name that does not exist",
    ip: "192.0.2.1",
    mailFrom: "user@nothing.example.org",
    expect: ["mailfrom none, no-record, 0/0/1, nothing.example.org"],
  },
  {
    name: "a name that exists for the names below it alone",
    ip: "192.0.2.1",
    mailFrom: "user@ent.example.org",
    expect: ["mailfrom none, no-record, 0/0/1, ent.example.org"],
  },
  {
    name: "%{h} as the target",
    ip: "192.0.2.10",
    helo: "mx1.example.org",
    mailFrom: "user@helo.example.org",
    expect: ["helo pass, match, 1/0/2, mx1.example.org a", "mailfrom pass, match, 1/0/2, helo.example.org a:%{h}"],
  },
  {
    name: "networks of IPv6",
    ip: "2001:db8:1::77",
    mailFrom: "user@six.example.org",
    expect: ["mailfrom pass, match, 0/0/1, six.example.org ip6:2001:db8:1::/48"],
  },
  {
    name: "an address of IPv6 with a mask",
    ip: "2001:db8::10",
    mailFrom: "user@six.example.org",
    expect: ["mailfrom pass, match, 1/0/2, six.example.org a:mx1.example.org//128"],
  },
  {
    name: "exists with %{l}",
    ip: "203.0.113.5",
    mailFrom: "alice@users.example.org",
    expect: ["mailfrom pass, match, 1/0/2, users.example.org exists:%{l}._u.%{d}"],
  },
  {
    name: "exists with %{l}, unknown",
    ip: "203.0.113.5",
    mailFrom: "mallory@users.example.org",
    expect: ["mailfrom fail, match, 1/1/2, users.example.org -all"],
  },
  {
    name: "exists with a plus",
    ip: "203.0.113.5",
    mailFrom: "user+tag@users.example.org",
    expect: ["mailfrom pass, match, 1/0/2, users.example.org exists:%{l}._u.%{d}"],
  },
  {
    name: "exists with a percent sign",
    ip: "203.0.113.5",
    mailFrom: "50%off@users.example.org",
    expect: ["mailfrom pass, match, 1/0/2, users.example.org exists:%{l}._u.%{d}"],
  },
  {
    name: "exists with a dot",
    ip: "203.0.113.5",
    mailFrom: "first.last@users.example.org",
    expect: ["mailfrom pass, match, 1/0/2, users.example.org exists:%{l}._u.%{d}"],
  },
  {
    name: "exists with a space",
    ip: "203.0.113.5",
    mailFrom: "two words@users.example.org",
    expect: ["mailfrom pass, match, 1/0/2, users.example.org exists:%{l}._u.%{d}"],
  },
  {
    name: "exists with a part of the local part",
    ip: "203.0.113.5",
    mailFrom: "user+tag@parts.example.org",
    expect: ["mailfrom pass, match, 1/0/2, parts.example.org exists:%{l1r+}._u.%{d}"],
  },
  {
    name: "exists with the reversed client",
    ip: "192.0.2.25",
    mailFrom: "user@clients.example.org",
    expect: ["mailfrom pass, match, 1/0/2, clients.example.org exists:%{ir}.%{v}._c.%{d}"],
  },
  {
    name: "exists with the reversed client by a wildcard",
    ip: "2001:db8::1234",
    mailFrom: "user@clients.example.org",
    expect: ["mailfrom pass, match, 1/0/2, clients.example.org exists:%{ir}.%{v}._c.%{d}"],
  },
  {
    name: "exists with the reversed client, unknown",
    ip: "192.0.2.26",
    mailFrom: "user@clients.example.org",
    expect: ["mailfrom fail, match, 1/1/2, clients.example.org -all"],
  },
  {
    name: "ptr",
    ip: "192.0.2.25",
    mailFrom: "user@ptr.example.org",
    expect: ["mailfrom pass, match, 1/0/3, ptr.example.org ptr"],
  },
  {
    name: "ptr over IPv6",
    ip: "2001:db8::25",
    mailFrom: "user@ptr.example.org",
    expect: ["mailfrom pass, match, 1/0/3, ptr.example.org ptr"],
  },
  {
    name: "ptr of a name that does not lead back",
    ip: "192.0.2.26",
    mailFrom: "user@ptr.example.org",
    expect: ["mailfrom fail, match, 1/0/3, ptr.example.org -all"],
  },
  {
    name: "ptr with twelve names",
    ip: "192.0.2.27",
    mailFrom: "user@ptr.example.org",
    expect: ["mailfrom pass, match, 1/0/3, ptr.example.org ptr"],
  },
  {
    name: "ptr behind a CNAME (RFC 2317), in another domain",
    ip: "192.0.2.28",
    mailFrom: "user@ptr.example.org",
    expect: ["mailfrom fail, match, 1/0/2, ptr.example.org -all"],
  },
  {
    name: "ptr of a client without a name",
    ip: "192.0.2.29",
    mailFrom: "user@ptr.example.org",
    expect: ["mailfrom fail, match, 1/1/2, ptr.example.org -all"],
  },
  {
    name: "%{p} with a validated name",
    ip: "192.0.2.25",
    mailFrom: "user@named.example.org",
    expect: ["mailfrom pass, match, 2/0/4, named.example.org exists:%{p}._ok.%{d}"],
  },
  {
    name: "%{p} without one",
    ip: "192.0.2.26",
    mailFrom: "user@named.example.org",
    expect: ["mailfrom pass, match, 2/0/4, named.example.org exists:%{p}._ok.%{d}"],
  },
  {
    name: "two void lookups",
    ip: "192.0.2.1",
    mailFrom: "user@voids2.example.org",
    expect: ["mailfrom pass, match, 2/2/3, voids2.example.org ip4:192.0.2.1"],
  },
  {
    name: "three void lookups",
    ip: "192.0.2.1",
    mailFrom: "user@voids3.example.org",
    expect: ["mailfrom permerror, void-lookup-limit, 3/3/4, voids3.example.org a:no2.%{d}"],
  },
  {
    name: "ten mail exchanges, the last one matches",
    ip: "192.0.2.110",
    mailFrom: "user@mx10.example.org",
    expect: ["mailfrom pass, match, 1/0/12, mx10.example.org mx"],
  },
  {
    name: "eleven mail exchanges",
    ip: "192.0.2.101",
    mailFrom: "user@mx11.example.org",
    expect: ["mailfrom permerror, mx-limit, 1/0/2, mx11.example.org mx"],
  },
  {
    name: "a null MX",
    ip: "192.0.2.1",
    mailFrom: "user@nullmx.example.org",
    expect: ["mailfrom fail, match, 1/0/2, nullmx.example.org -all"],
  },
  {
    name: "ten terms that ask",
    ip: "192.0.2.200",
    mailFrom: "user@terms10.example.org",
    expect: ["mailfrom pass, match, 10/0/13, terms10.example.org ip4:192.0.2.200"],
  },
  {
    name: "eleven terms that ask",
    ip: "192.0.2.200",
    mailFrom: "user@terms11.example.org",
    expect: [
      "mailfrom permerror, lookup-limit, 11/0/13, terms11.example.org include:terms10.example.org > terms10.example.org a:m6.hosts.example.org",
    ],
  },
  {
    name: "a record in several strings",
    ip: "192.0.2.99",
    mailFrom: "user@strings.example.org",
    expect: ["mailfrom pass, match, 0/0/1, strings.example.org ip4:192.0.2.0/24"],
  },
  {
    name: "a record that needs TCP",
    ip: "203.0.113.77",
    mailFrom: "user@big.example.org",
    expect: ["mailfrom pass, match, 0/0/1, big.example.org ip4:203.0.113.77"],
  },
  {
    name: "a record behind a CNAME",
    ip: "192.0.2.10",
    mailFrom: "user@alias.example.org",
    expect: [
      "mailfrom pass, match, 2/0/3, alias.example.org redirect=_policy.example.org > _policy.example.org a:mx1.example.org",
    ],
  },
  {
    name: "a record behind two CNAMEs",
    ip: "192.0.2.10",
    mailFrom: "user@chain.example.org",
    expect: [
      "mailfrom pass, match, 2/0/3, chain.example.org redirect=_policy.example.org > _policy.example.org a:mx1.example.org",
    ],
  },
  {
    name: "a record behind a CNAME into another zone",
    ip: "198.51.100.5",
    mailFrom: "user@foreign.example.org",
    expect: ["mailfrom pass, match, 0/0/1, foreign.example.org ip4:198.51.100.0/25"],
  },
  {
    name: "a CNAME to nothing",
    ip: "192.0.2.1",
    mailFrom: "user@dangling.example.org",
    expect: ["mailfrom none, no-record, 0/0/1, dangling.example.org"],
  },
  {
    name: "a CNAME to where no server here may answer",
    ip: "192.0.2.1",
    mailFrom: "user@lost.example.org",
    expect: ["mailfrom temperror, dns, 0/0/1, lost.example.org"],
  },
  {
    name: "CNAMEs in circles",
    ip: "192.0.2.1",
    mailFrom: "user@loopa.example.org",
    expect: ["mailfrom temperror, dns, 0/0/1, loopa.example.org"],
  },
  {
    name: "a record of a wildcard",
    ip: "192.0.2.9",
    mailFrom: "user@any.name.wild.example.org",
    expect: ["mailfrom pass, match, 0/0/1, any.name.wild.example.org ip4:192.0.2.0/24"],
  },
  {
    name: "a name beside a wildcard",
    ip: "192.0.2.9",
    mailFrom: "user@listed.wild.example.org",
    expect: ["mailfrom none, no-record, 0/0/1, listed.wild.example.org"],
  },
];
