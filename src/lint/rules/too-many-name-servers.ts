import { quoted } from "../../zone/problems.js";
import { type Rule, placeOf } from "../rule.js";
import { Sign } from "../signs/sign.js";

/** The most name servers that are not remarked upon: RFC 2182 section 5 sees little use in more than seven. */
const MOST = 10;

export const rule: Rule = {
  id: "too-many-name-servers",
  severity: "info",
  summary: "a zone or a delegation has more than ten name servers",
  section: "RFC 2182 5",
  docs: {
    why: "Each further server has to be kept in step, and the answer that names them all grows until it no longer fits into one UDP packet with their addresses. Above some seven there is nothing left to gain.",
    bad: `$TTL 1h
@    IN SOA ns1.example.net. hostmaster 2026010101 4h 1h 2w 15m
     IN NS  ns1.example.net.
     IN NS  ns2.example.net.
     IN NS  ns3.example.net.
     IN NS  ns4.example.net.
     IN NS  ns5.example.net.
     IN NS  ns6.example.net.
     IN NS  ns7.example.net.
     IN NS  ns8.example.net.
     IN NS  ns9.example.net.
     IN NS  ns10.example.net.
     IN NS  «ns11.example.net.»
`,
    good: `$TTL 1h
@    IN SOA ns1.example.net. hostmaster 2026010101 4h 1h 2w 15m
     IN NS  ns1.example.net.
     IN NS  ns2.example.net.
     IN NS  ns3.example.net.
`,
    fix: "Keep the servers that are far apart, in three to seven networks. For more, put several machines behind one address (anycast).",
  },
  types: ["NS"],
  signs: Sign.ManyServers,
  checkNode(node, _zone, context) {
    const servers = node.rrset("NS");
    const surplus = servers[MOST];
    if (surplus === undefined) return;
    const message = `${quoted(node.owner.text)} has ${servers.length} name servers: three to seven are enough`;
    context.report({ ...placeOf(surplus, 0), message });
  },
};
