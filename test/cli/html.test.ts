import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Html, html } from "../../src/cli/output/html.js";

describe("html", () => {
  it("takes texts as text and markup as markup", () => {
    const inner = html`<b>${"<i>&\"'`"}</b>`;
    expect(inner.markup).toBe("<b>&#60;i&#62;&#38;&#34;&#39;&#96;</b>");
    expect(html`<p title="${'" x="'}">${inner}${[inner, new Html("<br>")]}${3}</p>`.markup).toBe(
      `<p title="&#34; x=&#34;">${inner.markup}${inner.markup}<br>3</p>`,
    );
  });

  it("lets no text out of its place, whatever is in it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(html`${text}`.markup).toMatch(/^(?:[\x20-\x21#-%(-;=?-_a-~]|&#(?:34|38|39|60|62|96);)*$/);
      }),
      { seed: 7208 },
    );
  });
});
