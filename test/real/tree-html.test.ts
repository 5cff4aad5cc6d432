/** The page of `spf tree --format html` in a browser: what strangers wrote is text there, and whoever reads it can. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CHROMIUM, Page } from "../support/chromium.js";
import { spf } from "../support/cli.js";

const folder = mkdtempSync(join(tmpdir(), "spf-tree-html-"));
let page: Page;

beforeAll(async () => {
  if (CHROMIUM === undefined) throw new Error("chromium is not installed");
  page = await Page.open(CHROMIUM);
});

afterAll(async () => {
  await page?.close();
  rmSync(folder, { recursive: true, force: true });
});

function save(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return pathToFileURL(file).href;
}

async function show(name: string, text: string): Promise<void> {
  page.requests.length = 0;
  page.messages.length = 0;
  await page.go(save(name, text));
}

async function treeOf(args: readonly string[], zone?: string): Promise<string> {
  const { stderr, stdout } = await spf(["tree", ...args, "--offline", "--format", "html"], zone);
  if (stdout === "") throw new Error(stderr);
  return stdout;
}

const example = (name: string): Promise<string> =>
  treeOf([`${name}.example`, "--zone", `examples/policies/${name}.example.zone`]);

/** Each would set `pwned`, or ask for something, if it were more than text. None has a blank: a blank ends a term. */
const PAYLOADS = [
  "<script>window.pwned=1</script>",
  "<img/src=http://127.0.0.1:9/x/onerror=window.pwned=1>",
  '"onmouseover="window.pwned=1"x="',
  "'autofocus/onfocus='window.pwned=1'",
  "</style><style>@import'http://127.0.0.1:9/s.css';</style>",
  "</pre></details><svg/onload=window.pwned=1>",
  "<a/href=javascript:window.pwned=1>x</a>",
  "&lt;b&gt;&#60;script&#62;window.pwned=1&#60;/script&#62;",
  "--><!--<iframe/src=http://127.0.0.1:9/f>",
  "]]><meta/http-equiv=refresh/content=0;url=http://127.0.0.1:9/m>",
  "${window.pwned=1}`+window.pwned=1+`",
];

/** A zone whose records have them in terms, names, unknown modifiers and records that are wrong. */
function hostileZone(): string {
  const quoted = (text: string): string =>
    `( ${(text.match(/.{1,200}/g) ?? []).map((part) => `"${part.replaceAll(/["\\]/g, "\\$&")}"`).join(" ")} )`;
  const lines = PAYLOADS.map((payload, at) => `p${at} TXT ${quoted(`v=spf1 ${payload} -all`)}`);
  const terms = PAYLOADS.map((payload, at) => `exists:${payload}.t.test x${at}=${payload} include:p${at}.t.test`);
  return `@ SOA ns root 1 1h 1h 1w 1h
@ TXT ${quoted(`v=spf1 ${terms.join(" ")} include:bidi.t.test -all`)}
${lines.join("\n")}
bidi TXT "v=spf1 exists:%{l}.t.test x=\\226\\128\\174txt.gpj \\194\\160 \\000\\027[2J -all"
`;
}

/** What the page must not have. */
const DANGERS = `({
  scripts: document.querySelectorAll("script, iframe, object, embed, img, svg, link, base, form, video, audio").length,
  styles: document.querySelectorAll("style").length,
  metas: [...document.querySelectorAll("meta[http-equiv]")].map((meta) => meta.httpEquiv),
  handlers: [...document.querySelectorAll("*")].flatMap((element) => [...element.attributes]).filter(({ name }) => name.startsWith("on")).length,
  links: [...document.querySelectorAll("[href], [src], [action]")].filter((element) => !/^#problem-\\d+$/.test(element.getAttribute("href"))).length,
  pwned: window.pwned,
})`;

describe("the page of a hostile policy", () => {
  it("has their texts as text, and asks for nothing", async () => {
    await show("hostile.html", await treeOf(["t.test", "--zone", "-", "--origin", "t.test"], hostileZone()));
    expect(await page.evaluate(DANGERS)).toEqual({
      scripts: 0,
      styles: 1,
      metas: ["Content-Security-Policy"],
      handlers: 0,
      links: 0,
    });
    const text: string = await page.evaluate("document.body.textContent");
    for (const payload of PAYLOADS) expect(text).toContain(payload);
    expect(text).toContain(String.raw`\226\128\174txt.gpj \194\160 \000\027[2J`);
    expect(text).toMatch(/^[\x20-\x7e\s]*$/);
    // What is there stands on the screen: the record of the root is open.
    expect(await page.evaluate(`document.querySelector(".tree pre").innerText`)).toContain(PAYLOADS[0]);
    expect(page.requests).toEqual([pathToFileURL(join(folder, "hostile.html")).href]);
    expect(page.messages).toEqual([]);
  });

  it("stays what it is when somebody touches everything", async () => {
    await page.evaluate(`for (const element of document.querySelectorAll("*")) {
      for (const type of ["mouseover", "focus", "click", "error", "load"]) element.dispatchEvent(new Event(type, { bubbles: true }));
    }`);
    expect(await page.evaluate("window.pwned")).toBeUndefined();
    expect(page.requests).toHaveLength(1);
  });

  it("would be noticed if it were more than text, and even then it is stopped", async () => {
    const body = `<body>${PAYLOADS.join("\n")}</body>`;
    await show("control.html", body);
    expect(await page.evaluate("window.pwned")).toBe(1);
    expect(page.requests.length).toBeGreaterThan(1);
    const [policy = ""] = /<meta\s+http-equiv="Content-Security-Policy"[^>]*>/.exec(await example("loop")) ?? [];
    await show("stopped.html", policy + body.replaceAll(/<meta[^>]*>/g, ""));
    expect(await page.evaluate("window.pwned")).toBeUndefined();
    expect(page.messages.join("\n")).toContain("Content Security Policy");
  });
});

describe("the page for its readers", () => {
  it("opens and closes by mouse and by keyboard", async () => {
    await show("twelve.html", await example("twelve-lookups"));
    const closed = `[...document.querySelectorAll("details:not([open])")][0]`;
    await page.evaluate(`window.one = ${closed}; one.scrollIntoView(); undefined`);
    const isShown = (): Promise<boolean> =>
      page.evaluate(`one.querySelector("pre").checkVisibility({ contentVisibilityAuto: true })`);
    expect(await isShown()).toBe(false);
    const { x, y } = await page.evaluate(
      `(({ x, y }) => ({ x: x + 20, y: y + 10 }))(one.querySelector("summary").getBoundingClientRect())`,
    );
    for (const type of ["mousePressed", "mouseReleased"]) {
      await page.send("Input.dispatchMouseEvent", { type, x, y, button: "left", clickCount: 1 });
    }
    expect(await isShown()).toBe(true);
    await page.evaluate(`one.querySelector("summary").focus()`);
    for (const type of ["keyDown", "keyUp"]) {
      await page.send("Input.dispatchKeyEvent", { type, key: "Enter", code: "Enter", windowsVirtualKeyCode: 13, text: "\r" });
    }
    expect(await isShown()).toBe(false);
  });

  it("leads from each problem to its place, which is open", async () => {
    const links: boolean[] = await page.evaluate(
      `[...document.querySelectorAll("a")].map((link) => document.querySelector(link.getAttribute("href")).checkVisibility())`,
    );
    expect(links.length).toBeGreaterThan(0);
    expect(links).not.toContain(false);
  });

  it("prints what is closed as well", async () => {
    await page.send("Emulation.setEmulatedMedia", { media: "print" });
    expect(
      await page.evaluate(
        `[...document.querySelectorAll("pre")].every((text) => text.getBoundingClientRect().height > 0 && text.checkVisibility())`,
      ),
    ).toBe(true);
    await page.send("Emulation.setEmulatedMedia", { media: "" });
  });

  it.each(["twelve-lookups", "loop", "dead-include"])("has an order of headings and names for its parts: %s", async (name) => {
    await show("order.html", await example(name));
    expect(await page.evaluate("document.documentElement.lang")).toBe("en");
    const levels: number[] = await page.evaluate(
      `[...document.querySelectorAll("h1, h2, h3")].map(({ tagName }) => Number(tagName[1]))`,
    );
    expect(levels[0]).toBe(1);
    expect(levels.slice(1)).not.toContain(1);
    expect(levels.every((level, at) => at === 0 || level <= (levels[at - 1] ?? 0) + 1)).toBe(true);
    expect(
      await page.evaluate(
        `[...document.querySelectorAll("section")].every((one) => document.getElementById(one.getAttribute("aria-labelledby")) !== null)`,
      ),
    ).toBe(true);
  });

  it.each([400, 1200])("needs no scrolling to the side at %i pixels", async (width) => {
    await page.send("Emulation.setDeviceMetricsOverride", { width, height: 800, deviceScaleFactor: 1, mobile: false });
    for (const name of ["twelve-lookups", "loop", "dead-include"]) {
      await show("width.html", await example(name));
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
      const cut = `[...document.querySelectorAll("main *")].filter((one) => one.getBoundingClientRect().right > ${width} + 1).map((one) => one.outerHTML.slice(0, 99))`;
      expect(await page.evaluate(cut)).toEqual([]);
    }
  });

  it.each(["light", "dark"])("has the contrast that WCAG 2.1 asks for (1.4.3), %s", async (value) => {
    await page.send("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value }] });
    await show("contrast.html", await example("dead-include"));
    const faint = `(() => {
      const numbers = (colour) => (colour.match(/[\\d.]+/g) ?? []).map(Number);
      const light = ([r, g, b]) => [r, g, b].map((c) => c / 255).map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
        .reduce((sum, c, at) => sum + c * [0.2126, 0.7152, 0.0722][at], 0);
      const behind = (element) => {
        for (let at = element; at !== null; at = at.parentElement) {
          const colour = numbers(getComputedStyle(at).backgroundColor);
          if (colour[3] !== 0) return colour;
        }
        return [255, 255, 255];
      };
      const texts = [...document.querySelectorAll("body *")].filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== ""));
      return texts.map((one) => {
        const [a, b] = [light(numbers(getComputedStyle(one).color)), light(behind(one))];
        return { ratio: (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), text: one.className + ": " + one.textContent.slice(0, 40) };
      });
    })()`;
    const all: { ratio: number; text: string }[] = await page.evaluate(faint);
    expect(all.length).toBeGreaterThan(20);
    expect(all.filter(({ ratio }) => ratio < 4.5)).toEqual([]);
  });
});
