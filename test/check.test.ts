import { describe, expect, it } from "vitest";
import { type Answer, NXDOMAIN, type Question, type Resolver, answer, check, checkHost, ip4 } from "./support/library.js";

/** A resolver from a map of `name TYPE` to texts. */
function from(records: Record<string, string[]>, asked: string[] = []): Resolver {
  return async ({ name, type }: Question) => {
    asked.push(`${name.text} ${type}`);
    const texts = records[`${name.key} ${type}`];
    return texts === undefined ? NXDOMAIN : answer(type, texts);
  };
}

const EXAMPLE = {
  "ntecs.de TXT": ["v=spf1 mx -all"],
  "ntecs.de MX": ["10 mail.ntecs.de"],
  "mail.ntecs.de A": ["192.0.2.25"],
  "mail.ntecs.de TXT": ["v=spf1 a -all"],
};

describe("check", () => {
  it("evaluates HELO, then MAIL FROM", async () => {
    const asked: string[] = [];
    const mail = { ip: "192.0.2.25", helo: "mail.ntecs.de", mailFrom: "user@ntecs.de" };
    const result = await check(mail, { resolver: from(EXAMPLE, asked) });
    expect(result).toMatchObject({
      result: "pass",
      decidedBy: "mailfrom",
      helo: { result: "pass" },
      mailFrom: { result: "pass" },
    });
    expect(asked).toEqual(["mail.ntecs.de TXT", "mail.ntecs.de A", "ntecs.de TXT", "ntecs.de MX", "mail.ntecs.de A"]);
  });

  it("takes an address as text, as four words, and mapped", async () => {
    for (const ip of ["192.0.2.25", "::ffff:192.0.2.25", ip4(0xc0000219)]) {
      expect((await check({ ip, mailFrom: "ntecs.de" }, { resolver: from(EXAMPLE) })).result).toBe("pass");
    }
  });

  it("rejects with a TypeError for an ip that is no address", async () => {
    await expect(check({ ip: "192.0.2", mailFrom: "ntecs.de" }, { resolver: from({}) })).rejects.toThrow(TypeError);
  });

  it.each([
    [{ ip: { family: 4 } as never, mailFrom: "ntecs.de" }, {}],
    [{ ip: 5 as never, mailFrom: "ntecs.de" }, {}],
    [{ ip: "192.0.2.1", mailFrom: null as never }, {}],
    [{ ip: "192.0.2.1", helo: 7 as never }, {}],
    [{ ip: "192.0.2.1", mailFrom: "ntecs.de" }, { timeoutMs: 0 }],
    [{ ip: "192.0.2.1", mailFrom: "ntecs.de" }, { timeoutMs: Number.NaN }],
    [{ ip: "192.0.2.1", mailFrom: "ntecs.de" }, { maxVoidLookups: Number.NaN }],
  ])("rejects with a TypeError for what only a program can get wrong: %j %j", async (mail, options) => {
    await expect(check(mail, { resolver: from(EXAMPLE), ...options })).rejects.toThrow(TypeError);
  });

  it("may be called many times at once under one signal", async () => {
    const warnings: string[] = [];
    const listen = (warning: Error): void => void warnings.push(warning.message);
    process.on("warning", listen);
    const { signal } = new AbortController();
    const mail = { ip: "192.0.2.25", mailFrom: "ntecs.de" };
    await Promise.all(Array.from({ length: 40 }, () => check(mail, { resolver: from(EXAMPLE), signal })));
    await new Promise((resolve) => setTimeout(resolve, 10));
    process.off("warning", listen);
    expect(warnings).toEqual([]);
  });

  it("gives no old verdict for records that their owner has changed", async () => {
    const records = [{ type: "TXT" as const, strings: ["v=spf1 ip4:192.0.2.1 -all"] }];
    const resolver: Resolver = async () => ({ status: "noerror", records });
    const mail = { ip: "192.0.2.1", mailFrom: "ntecs.de" };
    expect((await check(mail, { resolver })).result).toBe("pass");
    records[0] = { type: "TXT", strings: ["v=spf1 -all"] };
    expect((await check(mail, { resolver })).result).toBe("fail");
  });

  it("is not held up by thousands of macros and a long local part", async () => {
    const macros = "%{l1}".repeat(12_000);
    const resolver = from({ "m.test TXT": [`v=spf1 exists:${macros}.m.test -all exp=e.m.test`], "e.m.test TXT": [macros] });
    const started = performance.now();
    const result = await check({ ip: "192.0.2.1", mailFrom: `${"x.".repeat(30_000)}x@m.test` }, { resolver });
    expect(result.result).toBe("fail");
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it("is none without any identity", async () => {
    expect(await check({ ip: "192.0.2.1" }, { resolver: from({}) })).toEqual({ result: "none", decidedBy: "mailfrom" });
  });

  const HANGING: Resolver = () => new Promise<Answer>(() => {});

  it("is temperror by its deadline with a resolver that never answers", async () => {
    const started = performance.now();
    const result = await check({ ip: "192.0.2.1", mailFrom: "ntecs.de" }, { resolver: HANGING, timeoutMs: 50 });
    expect(result.mailFrom).toMatchObject({ result: "temperror", reason: { code: "out-of-time" } });
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it("is temperror at once when its signal is aborted, before or during", async () => {
    const mail = { ip: "192.0.2.1", mailFrom: "ntecs.de" };
    expect((await check(mail, { resolver: from(EXAMPLE), signal: AbortSignal.abort() })).result).toBe("temperror");
    const controller = new AbortController();
    const pending = check(mail, { resolver: HANGING, signal: controller.signal });
    controller.abort();
    expect((await pending).mailFrom?.reason.code).toBe("out-of-time");
  });

  it.each([
    ["throws", () => Promise.reject(new Error("boom\u001b[31m"))],
    [
      "throws at once",
      () => {
        throw new TypeError("at once");
      },
    ],
    ["gives nothing", () => Promise.resolve(undefined)],
    ["gives a string", () => Promise.resolve("v=spf1 +all")],
    ["gives no records", () => Promise.resolve({ status: "noerror" })],
    ["gives a status of its own", () => Promise.resolve({ status: "pass", records: [] })],
  ])("is temperror with a resolver that %s", async (_, resolver) => {
    const result = await check({ ip: "192.0.2.1", mailFrom: "ntecs.de" }, { resolver: resolver as unknown as Resolver });
    expect(result.result).toBe("temperror");
  });

  it("gives %{t} the time and %{r} the receiver", async () => {
    const resolver = from({ "e.test TXT": ["v=spf1 -all exp=why.e.test"], "why.e.test TXT": ["%{t} %{r}"] });
    const before = Math.floor(Date.now() / 1000);
    const { mailFrom } = await check({ ip: "192.0.2.1", mailFrom: "e.test" }, { resolver, receiver: "mx.example.org" });
    const [time, receiver] = (mailFrom?.explanation ?? "").split(" ");
    expect(Number(time)).toBeGreaterThanOrEqual(before);
    expect(Number(time)).toBeLessThanOrEqual(before + 30);
    expect(receiver).toBe("mx.example.org");
  });
});

describe("checkHost", () => {
  it("is check_host() with the sender's domain by default", async () => {
    const result = await checkHost({ ip: "192.0.2.25", sender: "user@ntecs.de" }, { resolver: from(EXAMPLE) });
    expect(result).toMatchObject({ result: "pass", domain: "ntecs.de", sender: "user@ntecs.de", identity: "mailfrom" });
  });

  it("checks another domain than the sender's where it is given", async () => {
    const resolver = from({ "list.test TXT": ["v=spf1 exists:%{o}.ok.test -all"], "ntecs.de.ok.test A": ["127.0.0.2"] });
    const result = await checkHost({ ip: "192.0.2.25", sender: "user@ntecs.de", domain: "list.test" }, { resolver });
    expect(result).toMatchObject({ result: "pass", domain: "list.test" });
  });
});
