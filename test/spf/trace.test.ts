import { describe, expect, it } from "vitest";
import type { TraceQuestion, TraceRecord, TraceTerm } from "../../src/spf/trace.js";
import { questionText } from "../support/world.js";
import { evaluate } from "../support/spf.js";

// A trace in few words: what was asked and answered, and what came of it.
const asked = (questions: readonly TraceQuestion[]): string[] =>
  questions.map(
    ({ question, answer, voidLookup }) =>
      `${questionText(question)} ${answer.status}${voidLookup === undefined ? "" : ` void ${voidLookup}`}`,
  );

const ofTerm = (term: TraceTerm): object => ({
  text: term.text,
  ...(term.lookup === undefined ? {} : { lookup: term.lookup }),
  ...(term.target === undefined ? {} : { target: term.target }),
  ...(term.questions.length === 0 ? {} : { asked: asked(term.questions) }),
  ...(term.outcome === undefined ? {} : { outcome: term.outcome }),
  ...(term.child === undefined ? {} : { child: ofRecord(term.child) }),
});

const ofRecord = (record: TraceRecord): object => ({
  domain: record.domain,
  asked: asked(record.questions),
  terms: record.terms.map(ofTerm),
  ...(record.result === undefined ? {} : { result: record.result }),
  ...(record.note === undefined ? {} : { note: record.note }),
  ...(record.explanationQuestions === undefined ? {} : { explained: asked(record.explanationQuestions) }),
});

function traced(world: Record<string, string[]>, mail = {}): object {
  const { trace } = evaluate(world, mail, { trace: true });
  if (trace === undefined) throw new Error("no trace");
  return ofRecord(trace);
}

describe("the trace", () => {
  it("of a chain of includes", () => {
    const world = {
      "example.org": ["TXT v=spf1 ip4:203.0.113.1 a:gone.example.org include:b.example.org mx -all"],
      "b.example.org": ["TXT v=spf1 exists:%{l}.gone.example.org ?include:nope.example.org include:c.example.org"],
      "nope.example.org": ["TXT v=spf1 -ip4:192.0.2.1 all"],
      "c.example.org": ["TXT v=spf1 ip4:192.0.2.0/24 -all"],
    };
    expect(traced(world)).toEqual({
      domain: "example.org",
      asked: ["example.org TXT noerror"],
      result: "pass",
      terms: [
        { text: "ip4:203.0.113.1", outcome: "no-match" },
        {
          text: "a:gone.example.org",
          lookup: 1,
          target: "gone.example.org",
          asked: ["gone.example.org A nxdomain void 1"],
          outcome: "no-match",
        },
        {
          text: "include:b.example.org",
          lookup: 2,
          target: "b.example.org",
          outcome: "match",
          child: {
            domain: "b.example.org",
            asked: ["b.example.org TXT noerror"],
            result: "pass",
            terms: [
              {
                text: "exists:%{l}.gone.example.org",
                lookup: 3,
                target: "user.gone.example.org",
                asked: ["user.gone.example.org A nxdomain void 2"],
                outcome: "no-match",
              },
              {
                text: "?include:nope.example.org",
                lookup: 4,
                target: "nope.example.org",
                outcome: "no-match",
                child: {
                  domain: "nope.example.org",
                  asked: ["nope.example.org TXT noerror"],
                  result: "fail",
                  terms: [{ text: "-ip4:192.0.2.1", outcome: "match" }],
                },
              },
              {
                text: "include:c.example.org",
                lookup: 5,
                target: "c.example.org",
                outcome: "match",
                child: {
                  domain: "c.example.org",
                  asked: ["c.example.org TXT noerror"],
                  result: "pass",
                  terms: [{ text: "ip4:192.0.2.0/24", outcome: "match" }],
                },
              },
            ],
          },
        },
      ],
    });
  });

  it("of a redirect with an explanation", () => {
    const world = {
      "example.org": ["TXT v=spf1 mx redirect=_spf.example.org", "MX 10 mail.example.org"],
      "_spf.example.org": ["TXT v=spf1 -all exp=why.example.org"],
      "why.example.org": ["TXT no"],
    };
    expect(traced(world)).toEqual({
      domain: "example.org",
      asked: ["example.org TXT noerror"],
      result: "fail",
      explained: ["why.example.org TXT noerror"],
      terms: [
        { text: "mx", lookup: 1, asked: ["example.org MX noerror", "mail.example.org A nxdomain"], outcome: "no-match" },
        {
          text: "redirect=_spf.example.org",
          lookup: 2,
          target: "_spf.example.org",
          outcome: "used",
          child: {
            domain: "_spf.example.org",
            asked: ["_spf.example.org TXT noerror"],
            result: "fail",
            terms: [{ text: "-all", outcome: "match" }],
          },
        },
      ],
    });
  });

  it("of an error deep in an include", () => {
    const world = {
      "example.org": ["TXT v=spf1 include:b.example.org -all"],
      "b.example.org": ["TXT v=spf1 a:slow.example.org"],
      "slow.example.org": ["A !timeout"],
    };
    expect(traced(world)).toEqual({
      domain: "example.org",
      asked: ["example.org TXT noerror"],
      result: "temperror",
      terms: [
        {
          text: "include:b.example.org",
          lookup: 1,
          target: "b.example.org",
          outcome: "error",
          child: {
            domain: "b.example.org",
            asked: ["b.example.org TXT noerror"],
            result: "temperror",
            note: "the A records of slow.example.org could not be looked up: no answer in time",
            terms: [
              {
                text: "a:slow.example.org",
                lookup: 2,
                target: "slow.example.org",
                asked: ["slow.example.org A timeout"],
                outcome: "error",
              },
            ],
          },
        },
      ],
    });
  });

  it("of names that are not reached", () => {
    expect(traced({ "example.org": ["TXT v=spf1 a:x..example.org include:gone.example.org -all"] })).toMatchObject({
      domain: "example.org",
      asked: ["example.org TXT noerror"],
      result: "permerror",
      note: expect.stringMatching(/^include names gone\.example\.org, which /) as string,
      terms: [
        { text: "a:x..example.org", lookup: 1, outcome: "no-match" },
        {
          text: "include:gone.example.org",
          lookup: 2,
          target: "gone.example.org",
          outcome: "error",
          child: { domain: "gone.example.org", asked: ["gone.example.org TXT nxdomain"], result: "none", terms: [] },
        },
      ],
    });
  });

  it("of a validated name counts for its term", () => {
    const world = {
      "example.org": ["TXT v=spf1 exists:%{p}.e.example.org -all"],
      "1.2.0.192.in-addr.arpa": ["PTR host.example.org"],
      "host.example.org": ["A 192.0.2.1"],
    };
    expect(traced(world)).toMatchObject({
      terms: [
        {
          lookup: 2,
          target: "host.example.org.e.example.org",
          asked: [
            "1.2.0.192.in-addr.arpa PTR noerror",
            "host.example.org A noerror",
            "host.example.org.e.example.org A nxdomain void 1",
          ],
          outcome: "no-match",
        },
        { text: "-all", outcome: "match" },
      ],
    });
  });

  it("is not there unless it is wanted", () => {
    expect(evaluate({ "example.org": ["TXT v=spf1 -all"] })).not.toHaveProperty("trace");
  });
});

describe("the path", () => {
  it("goes from the checked domain to the term that decided", () => {
    const { path, reason } = evaluate({
      "example.org": ["TXT v=spf1 redirect=a.example.org"],
      "a.example.org": ["TXT v=spf1 include:no.example.org ~include:b.example.org -all"],
      "no.example.org": ["TXT v=spf1 -all"],
      "b.example.org": ["TXT v=spf1 ip4:192.0.2.0/24"],
    });
    const words = path.map(({ domain, record, term }) => [
      domain.text,
      term && record?.text.slice(term.span.start, term.span.end),
    ]);
    expect(words).toEqual([
      ["example.org", "redirect=a.example.org"],
      ["a.example.org", "~include:b.example.org"],
      ["b.example.org", "ip4:192.0.2.0/24"],
    ]);
    expect(reason).toEqual({ code: "match", message: "ip4:192.0.2.0/24 matches" });
  });
});
