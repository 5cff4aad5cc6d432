// Checks a mail against a zone that is not published yet. With { fallback: createResolver() } the rest would be asked of DNS.
import { check, createZoneResolver, domainName, parseZone } from "spfkit";

const text = `
@     MX   10 mail
@     TXT  "v=spf1 mx -all"
mail  A    192.0.2.25
mail  TXT  "v=spf1 a -all"
`;
const zone = parseZone(text, { file: "example.org.zone", origin: domainName("example.org") });
for (const { message, span } of zone.problems) console.error(zone.source.position(span.start), message);

const resolver = createZoneResolver([zone]);
const mail = { ip: "192.0.2.25", helo: "mail.example.org", mailFrom: "user@example.org" };
const { helo, mailFrom } = await check(mail, { resolver });
console.log(helo.result, mailFrom.result);
