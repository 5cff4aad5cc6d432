import { describe, expect, it } from "vitest";
import * as name from "../../src/base/name.js";
import * as question from "../../src/base/question.js";
import * as dns from "../../src/dns/index.js";
import type { Answer, AnswerDetails, QueryType, Question, RecordData, Resolver, SyncResolver } from "../../src/dns/index.js";
import * as whole from "../../src/index.js";

describe("spfkit/dns", () => {
  it("is enough to write a resolver and to ask it", async () => {
    const type: QueryType = "TXT";
    const details: AnswerDetails = { ttl: 5 };
    const sync: SyncResolver = (asked: Question): Answer =>
      asked.name.equals(dns.domainName("a.test")) ? dns.answer("TXT", ["x"], details) : dns.NXDOMAIN;
    const resolver: Resolver = async (asked) => sync(asked);
    const found = await resolver({ name: dns.domainName("a.test"), type }, new AbortController().signal);
    const records: readonly RecordData[] = found.status === "noerror" ? found.records : [];
    expect(records).toEqual([{ type: "TXT", strings: ["x"] }]);
  });

  it("has the same names and answers as the rest", () => {
    const { DomainName, domainName, isName } = name;
    const { NODATA, NXDOMAIN, answer } = question;
    const shared = { DomainName, domainName, isName, NODATA, NXDOMAIN, answer };
    expect(dns).toMatchObject(shared);
    expect(whole).toMatchObject(shared);
    // Equal would not do: a second class of names would not know those of the first.
    expect(dns.DomainName).toBe(DomainName);
    expect(whole.DomainName).toBe(DomainName);
  });
});
