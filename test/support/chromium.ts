/** A headless Chromium, told what to do by the DevTools protocol over a pipe: messages in JSON, each with an octet 0 behind it. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";

/** The command, undefined where it is not installed. */
export const CHROMIUM: string | undefined = ["chromium", "chromium-browser", "google-chrome"].find(
  (command) => spawnSync(command, ["--version"]).status === 0,
);

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--disable-dev-shm-usage",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--remote-debugging-pipe",
];

type Message = { id?: number; method?: string; params?: any; result?: any; error?: { message: string }; sessionId?: string };

/** One page of a browser of its own. */
export class Page {
  /** The URLs that were requested since the start. */
  readonly requests: string[] = [];
  /** Messages of the console and errors, those of the Content Security Policy among them. */
  readonly messages: string[] = [];
  readonly #child: ChildProcess;
  readonly #folder: string;
  readonly #to: Writable;
  readonly #waiting = new Map<number, (message: Message) => void>();
  #loaded: () => void = () => {};
  #session: string | undefined;
  #last = 0;

  private constructor(child: ChildProcess, folder: string) {
    this.#child = child;
    this.#folder = folder;
    this.#to = child.stdio[3] as Writable;
    let text = "";
    (child.stdio[4] as Readable).setEncoding("utf8").on("data", (chunk: string) => {
      const parts = (text + chunk).split("\0");
      text = parts.pop() ?? "";
      for (const part of parts) this.#receive(JSON.parse(part));
    });
  }

  static async open(command: string): Promise<Page> {
    const folder = mkdtempSync(join(tmpdir(), "spf-chromium-"));
    const child = spawn(command, [...FLAGS, `--user-data-dir=${folder}`], {
      stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
    });
    const page = new Page(child, folder);
    const { targetId } = await page.send("Target.createTarget", { url: "about:blank" });
    const { sessionId } = await page.send("Target.attachToTarget", { targetId, flatten: true });
    page.#session = sessionId;
    for (const domain of ["Page", "Network", "Runtime", "Log"]) await page.send(`${domain}.enable`);
    return page;
  }

  send(method: string, params: object = {}): Promise<any> {
    const id = ++this.#last;
    this.#to.write(`${JSON.stringify({ id, method, params, sessionId: this.#session })}\0`);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, ({ error, result }) => (error === undefined ? resolve(result) : reject(new Error(error.message))));
    });
  }

  /** Goes to a URL and waits until it is loaded. */
  async go(url: string): Promise<void> {
    const loaded = new Promise<void>((resolve) => (this.#loaded = resolve));
    await this.send("Page.navigate", { url });
    await loaded;
  }

  /** The value of an expression in the page. */
  async evaluate(expression: string): Promise<any> {
    const { exceptionDetails, result } = await this.send("Runtime.evaluate", { expression, returnByValue: true });
    if (exceptionDetails !== undefined) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  async close(): Promise<void> {
    const gone = once(this.#child, "exit");
    this.#session = undefined;
    this.send("Browser.close").catch(() => {});
    await gone;
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }

  #receive(message: Message): void {
    const { id, method, params } = message;
    if (id !== undefined) {
      this.#waiting.get(id)?.(message);
      this.#waiting.delete(id);
    } else if (method === "Page.loadEventFired") this.#loaded();
    else if (method === "Network.requestWillBeSent") this.requests.push(params.request.url);
    else if (method === "Runtime.consoleAPICalled") this.messages.push(JSON.stringify(params.args));
    else if (method === "Runtime.exceptionThrown") this.messages.push(params.exceptionDetails.text);
    else if (method === "Log.entryAdded") this.messages.push(params.entry.text);
  }
}
