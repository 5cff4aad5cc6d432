import { describe, expect, it } from "vitest";
import { parseIp } from "../../src/base/ip.js";
import { domainName } from "../../src/base/name.js";
import { type Answer, type Question, answer } from "../../src/base/question.js";
import { type Resolver, type Steps, run, runSync } from "../../src/base/run.js";
import { type CheckHostRequest, checkHostSteps } from "../../src/spf/check-host.js";

const NEVER: Promise<Answer> = new Promise(() => {});
const open = (): AbortSignal => new AbortController().signal;

function* askThree(): Steps<Answer[]> {
  const answers: Answer[] = [];
  for (const name of ["a.example", "b.example", "c.example"]) answers.push(yield { name: domainName(name), type: "A" });
  return answers;
}

const client = parseIp("192.0.2.1") ?? raise();
const request: CheckHostRequest = {
  client,
  domain: "example.org",
  sender: { localPart: "user", domain: "example.org" },
  helo: "mail.example.org",
  identity: "mailfrom",
};

function raise(): never {
  throw new Error("no address");
}

// What a resolver that anybody wrote may return. The core must not rely on any of it.
const GARBAGE: readonly [string, unknown][] = [
  ["undefined", undefined],
  ["null", null],
  ["a number", 5],
  ["a string", "noerror"],
  ["a list", []],
  ["no status", {}],
  ["an unknown status", { status: "NOERROR", records: [] }],
  ["a status of the prototype", { status: "__proto__" }],
  ["no records", { status: "noerror" }],
  ["records that are no list", { status: "noerror", records: "v=spf1 +all" }],
  ["a record that is null", { status: "noerror", records: [null] }],
  ["a record that is a string", { status: "noerror", records: ["v=spf1 +all"] }],
  ["a record without a type", { status: "noerror", records: [{ strings: ["v=spf1 +all"] }] }],
  ["TXT without strings", { status: "noerror", records: [{ type: "TXT" }] }],
  ["TXT with one string", { status: "noerror", records: [{ type: "TXT", strings: "v=spf1 +all" }] }],
  ["TXT with numbers", { status: "noerror", records: [{ type: "TXT", strings: [1] }] }],
  ["A without an address", { status: "noerror", records: [{ type: "A" }] }],
  ["A with a text", { status: "noerror", records: [{ type: "A", address: "192.0.2.1" }] }],
  [
    "A with an IPv6 address",
    { status: "noerror", records: [{ type: "A", address: { family: 6, w0: 0, w1: 0, w2: 0, w3: 1 } }] },
  ],
  [
    "AAAA with an IPv4 address",
    { status: "noerror", records: [{ type: "AAAA", address: { family: 4, w0: 0, w1: 0, w2: 0, w3: 1 } }] },
  ],
  ["MX without a name", { status: "noerror", records: [{ type: "MX", preference: 1 }] }],
  ["MX with a text", { status: "noerror", records: [{ type: "MX", preference: 1, exchange: "mail.example.org" }] }],
  ["PTR with a text", { status: "noerror", records: [{ type: "PTR", target: "mail.example.org" }] }],
  [
    "a getter that throws",
    {
      get status() {
        throw new Error("no");
      },
    },
  ],
  [
    "a record whose getter throws",
    {
      status: "noerror",
      records: [
        {
          get type() {
            throw new Error("no");
          },
        },
      ],
    },
  ],
];

describe("runSync", () => {
  it("hands each answer to the question before it", () => {
    const questions: string[] = [];
    const answers = runSync(askThree(), (question: Question) => {
      questions.push(question.name.text);
      return answer("A", [`192.0.2.${questions.length}`]);
    });
    expect(questions).toEqual(["a.example", "b.example", "c.example"]);
    expect(answers).toEqual([answer("A", ["192.0.2.1"]), answer("A", ["192.0.2.2"]), answer("A", ["192.0.2.3"])]);
  });

  it("takes an exception for a failing server", () => {
    expect(
      runSync(askThree(), () => {
        throw new Error("no route");
      })[0],
    ).toEqual({ status: "servfail", reason: "no route" });
    // eslint-disable-next-line no-throw-literal, typescript/only-throw-error -- a resolver may throw anything
    expect(
      runSync(askThree(), () => {
        throw "text";
      })[2],
    ).toEqual({ status: "servfail", reason: "the resolver failed" });
  });

  it("takes records of none for no data, and keeps the details", () => {
    expect(runSync(askThree(), () => ({ status: "noerror", records: [], ttl: 5 }))[0]).toEqual({
      status: "nodata",
      records: [],
      ttl: 5,
    });
  });

  it.each(GARBAGE)("does not trust %s", (_, value) => {
    for (const given of runSync(askThree(), () => value as Answer)) expect(["malformed", "servfail"]).toContain(given.status);
  });

  it("lets records pass that the core never asks for", () => {
    const other = { status: "noerror", records: [{ type: "UNKNOWN", code: 46, octets: new Uint8Array() }] } as const;
    expect(runSync(askThree(), () => other)[0]).toBe(other);
  });
});

describe("run", () => {
  it("gives the same as runSync", async () => {
    const resolve = (question: Question): Answer => answer("A", [`192.0.2.${question.name.text.charCodeAt(0)}`]);
    expect(await run(askThree(), async (question) => resolve(question), open())).toEqual(runSync(askThree(), resolve));
  });

  it("takes a rejection and an exception for a failing server", async () => {
    const reject: Resolver = () => Promise.reject(new Error("no route"));
    const throwing: Resolver = () => {
      throw new Error("at once");
    };
    expect((await run(askThree(), reject, open()))[0]).toEqual({ status: "servfail", reason: "no route" });
    expect((await run(askThree(), throwing, open()))[1]).toEqual({ status: "servfail", reason: "at once" });
  });

  it.each(GARBAGE)("does not trust %s", async (_, value) => {
    const given = await run(askThree(), () => value as Promise<Answer>, open());
    expect(given.map(({ status }) => status).every((status) => status === "malformed" || status === "servfail")).toBe(true);
  });

  it("passes its signal on", async () => {
    const signal = open();
    const seen: AbortSignal[] = [];
    await run(
      askThree(),
      async (_, given) => {
        seen.push(given);
        return { status: "nodata" };
      },
      signal,
    );
    expect(seen).toEqual([signal, signal, signal]);
  });

  it("ends although a resolver never settles", async () => {
    const controller = new AbortController();
    const ended = run(askThree(), () => NEVER, controller.signal);
    controller.abort();
    expect((await ended).map(({ status }) => status)).toEqual(["out-of-time", "out-of-time", "out-of-time"]);
  });

  it("asks nothing once the time is over", async () => {
    let asked = 0;
    const controller = new AbortController();
    const answers = await run(
      askThree(),
      async () => {
        asked++;
        controller.abort();
        return answer("A", ["192.0.2.1"]);
      },
      controller.signal,
    );
    expect(asked).toBe(1);
    expect(answers.slice(1).map(({ status }) => status)).toEqual(["out-of-time", "out-of-time"]);
    expect(
      (
        await run(
          askThree(),
          async () => {
            asked++;
            return { status: "nodata" };
          },
          AbortSignal.abort(),
        )
      ).map(({ status }) => status),
    ).toEqual(["out-of-time", "out-of-time", "out-of-time"]);
    expect(asked).toBe(1);
  });

  it("survives a rejection that comes too late", async () => {
    const controller = new AbortController();
    let reject: (error: Error) => void = () => {};
    const ended = run(
      askThree(),
      () =>
        new Promise<Answer>((_, fail) => {
          reject = fail;
        }),
      controller.signal,
    );
    controller.abort();
    await ended;
    reject(new Error("too late"));
    // An unhandled rejection would fail the whole test run.
    await new Promise((settle) => setImmediate(settle));
  });

  it("leaves no listener on the signal", async () => {
    const { signal } = new AbortController();
    let listeners = 0;
    const [add, remove] = [signal.addEventListener.bind(signal), signal.removeEventListener.bind(signal)];
    signal.addEventListener = (...given: Parameters<typeof add>) => {
      listeners++;
      add(...given);
    };
    signal.removeEventListener = (...given: Parameters<typeof remove>) => {
      listeners--;
      remove(...given);
    };
    await run(askThree(), async () => ({ status: "nodata" }), signal);
    expect(listeners).toBe(0);
  });
});

describe("an evaluation whose resolver misbehaves", () => {
  const REPLIES: Readonly<Record<string, Answer>> = {
    "example.org TXT": answer("TXT", ["v=spf1 mx include:inc.example.org ptr exists:%{p}.e.example.org a:a.example.org -all"]),
    "example.org MX": answer("MX", ["10 mail.example.org"]),
    "mail.example.org A": answer("A", ["198.51.100.1"]),
    "inc.example.org TXT": answer("TXT", ["v=spf1 a:b.example.org -all"]),
    "b.example.org A": answer("A", ["198.51.100.2"]),
    "1.2.0.192.in-addr.arpa PTR": answer("PTR", ["host.example.org"]),
    "host.example.org A": answer("A", ["198.51.100.3"]),
    "unknown.e.example.org A": { status: "nxdomain" },
    "a.example.org A": answer("A", ["192.0.2.1"]),
  };
  const reply = ({ name, type }: Question): Answer => REPLIES[`${name.text} ${type}`] ?? raise();

  it("passes where it does not", () => {
    expect(runSync(checkHostSteps(request), reply)).toMatchObject({
      result: "pass",
      counts: { lookups: 7, voidLookups: 1, questions: 11 },
    });
  });

  // Each question in turn gets garbage: the result is never a pass for a reason that is not there, and nothing is thrown.
  const GARBLED = [0, 1, 2, 3, 4, 10].flatMap((at) => GARBAGE.map(([what, value]) => [at, what, value] as const));
  it.each(GARBLED)("is temperror when question %i is answered with %s", (at, _, value) => {
    let asked = 0;
    const verdict = runSync(checkHostSteps(request), (question) => (asked++ === at ? (value as Answer) : reply(question)));
    expect(verdict).toMatchObject({ result: "temperror", reason: { code: "dns" } });
  });

  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])("is temperror, never a pass, when the time ends at question %i", async (at) => {
    const controller = new AbortController();
    let asked = 0;
    const ended = run(
      checkHostSteps(request),
      (question) => {
        if (asked++ < at) return Promise.resolve(reply(question));
        queueMicrotask(() => controller.abort());
        return NEVER;
      },
      controller.signal,
    );
    expect(await ended).toMatchObject({
      result: "temperror",
      reason: { code: "out-of-time", message: "the time for the whole evaluation is over" },
    });
    expect(asked).toBe(at + 1);
  });

  it("keeps a fail when the time ends at its explanation", async () => {
    const controller = new AbortController();
    const ended = run(
      checkHostSteps(request),
      async ({ name }) => {
        if (name.text === "example.org") return answer("TXT", ["v=spf1 -all exp=why.example.org"]);
        controller.abort();
        return NEVER;
      },
      controller.signal,
    );
    const verdict = await ended;
    expect(verdict.result).toBe("fail");
    expect(verdict.explanation).toBeUndefined();
  });
});
