import { describe, expect, it } from "vitest";
import { caaValueProblem, meantCaaTag } from "../../../src/lint/structure/caa.js";

describe("meantCaaTag", () => {
  it.each([
    ["isue", "issue"],
    ["Issuee", "issue"],
    ["isseu", "issue"],
    ["iodf", "iodef"],
    ["issuwild", "issuewild"],
    ["issue", undefined],
    ["IssueWild", undefined],
    ["issuemail", undefined],
    ["issuevmc", undefined],
    ["contactemail", undefined],
    ["tbs", undefined],
    ["auth", undefined],
  ])("of %s is %s", (tag, meant) => {
    expect(meantCaaTag(tag)).toBe(meant);
  });
});

describe("caaValueProblem", () => {
  it.each([
    ["issue", "letsencrypt.org"],
    ["issue", ";"],
    ["issue", ""],
    ["issue", " ca.example ; "],
    ["issue", "%%%%%".replaceAll("%", "x")],
    ["issue", "ca.example; account=230123; policy = ev"],
    ["issue", "letsencrypt.org;validationmethods=dns-01"],
    ["issue", "letsencrypt.org; accounturi=https://acme.example/acct/1?a=b;"],
    ["issuewild", "; a=b"],
    ["issuemail", "ca.example"],
    ["iodef", "mailto:security@example.org"],
    ["iodef", "https://iodef.example.org/"],
    ["iodef", "http://iodef.example.org"],
    ["contactemail", "security@example.org"],
    ["tbs", "Unknown %"],
  ])("takes %s %j", (tag, value) => {
    expect(caaValueProblem(tag, value)).toBeUndefined();
  });

  it.each([
    ["issue", "letsencrypt.org; accounturi", 'the parameter "accounturi" has no "=" and no value'],
    ["issue", "https://letsencrypt.org", '"https://letsencrypt.org" is no domain name of a CA'],
    ["issue", "letsencrypt.org.", '"letsencrypt.org." is no domain name of a CA'],
    ["issue", "a.example, b.example", '"a.example, b.example" is no domain name of a CA'],
    ["issuewild", "ca.example; ;a=b", 'the parameter "" has no "=" and no value'],
    ["issue", "ca.example; a_b=c", '"a_b" is no name of a parameter'],
    [
      "Issue",
      "ca.example; a=b c=d",
      'the value of the parameter "a" has a blank or what is not ASCII: a semicolon is between two parameters',
    ],
    [
      "iodef",
      "security@example.org",
      'no CA sends reports to "security@example.org", which is no mailto or https URL: write "mailto:security@example.org"',
    ],
    ["iodef", "example.org", 'no CA sends reports to "example.org", which is no mailto or https URL'],
    ["iodef", "mailto:", 'no CA sends reports to "mailto:", which is no mailto or https URL'],
  ])("finds what is wrong with %s %j", (tag, value, problem) => {
    expect(caaValueProblem(tag, value)).toBe(problem);
  });
});
