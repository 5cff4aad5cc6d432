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
