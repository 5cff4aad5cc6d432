import { mailNode } from "../mail/texts.js";
import { type Rule, placeOf } from "../rule.js";
import { Sign } from "../signs/sign.js";

export const rule: Rule = {
  id: "spf-in-other-rrtype",
  severity: "error",
  summary: "an SPF record stands where a name belongs",
  section: "RFC 7208 3.1",
  docs: {
    why: "Forms of DNS providers let one choose the type. Text in an MX or CNAME record becomes a name that does not exist: the domain has no SPF, and mail may have nowhere to go.",
    bad: `$TTL 1h
@    MX  10 mail
mail A   192.0.2.25
spf  CNAME «v=spf1\\032mx\\032-all.»
`,
    good: `$TTL 1h
@    MX  10 mail
     TXT "v=spf1 mx -all"
mail A   192.0.2.25
`,
    fix: "Write the text as a TXT record, in quotes.",
  },
  types: ["CNAME", "MX"],
  signs: Sign.EqualsTarget,
  checkNode(node, zone, context) {
    const records = node.types.includes("MX") ? mailNode(node, zone).exchanges : node.rrset("CNAME");
    for (const record of records) {
      const { data } = record;
      const name = data.type === "CNAME" ? data.target : data.type === "MX" ? data.exchange : undefined;
      if (name?.labels[0]?.toLowerCase().startsWith("v=spf1") !== true) continue;
      const message = `an SPF record is a TXT record: in ${data.type} this is a name that does not exist`;
      context.report({ ...placeOf(record, data.type === "MX" ? 1 : 0), message });
    }
  },
};
