// Reads records and shows what is wrong with them, with places.
import { formatRecord, parseRecord } from "spfkit/spf";

const { record } = parseRecord("v=spf1  +mx a:mail.example.org/32 IP4:192.0.2.0/24 ~all");
console.log(formatRecord(record));

const text = "v=spf1 ip4:192.0.2.0/33 include -all";
for (const { span, message, section } of parseRecord(text).problems) {
  console.log(`${text.slice(span.start, span.end)}: ${message} (${section})`);
}
