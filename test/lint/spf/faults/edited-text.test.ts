import { describe, expect, it } from "vitest";
import { EditedText, applyEdits } from "../../../../src/lint/spf/faults/edited-text.js";

const edit = (start: number, end: number, text: string) => ({ span: { start, end }, text });

describe("applyEdits", () => {
  it("writes, removes and inserts, each at its place in the text before", () => {
    expect(applyEdits("abcdef", [edit(0, 1, "xy"), edit(2, 4, ""), edit(6, 6, "!")])).toBe("xybef!");
    expect(applyEdits("abc", [])).toBe("abc");
  });
});

describe("EditedText", () => {
  it("knows where its characters stood", () => {
    const text = new EditedText("a; mx; -all").edit([edit(1, 2, ""), edit(5, 6, "")]);
    expect(text.text).toBe("a mx -all");
    expect(text.original({ start: 0, end: 1 })).toEqual({ start: 0, end: 1 });
    expect(text.original({ start: 2, end: 4 })).toEqual({ start: 3, end: 5 });
    expect(text.original({ start: 5, end: 9 })).toEqual({ start: 7, end: 11 });
  });

  it("takes what was removed into a piece around it, and what was written for what it replaced", () => {
    const text = new EditedText("x<b>y</b>,z").edit([edit(1, 4, ""), edit(5, 9, ""), edit(9, 10, " ip4:")]);
    expect(text.text).toBe("xy ip4:z");
    expect(text.original({ start: 0, end: 2 })).toEqual({ start: 0, end: 5 });
    expect(text.original({ start: 3, end: 8 })).toEqual({ start: 9, end: 11 });
    expect(text.original({ start: 7, end: 8 })).toEqual({ start: 10, end: 11 });
  });

  it("goes back through several steps", () => {
    const text = new EditedText("abc")
      .edit([edit(0, 1, "")])
      .edit([edit(0, 1, "xyz")])
      .edit([]);
    expect(text.text).toBe("xyzc");
    expect(text.original({ start: 0, end: 3 })).toEqual({ start: 1, end: 2 });
    expect(text.original({ start: 3, end: 4 })).toEqual({ start: 2, end: 3 });
    expect(text.original({ start: 3, end: 3 })).toEqual({ start: 2, end: 2 });
  });
});
