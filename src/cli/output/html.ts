/** HTML that is put together from parts: whatever is not markup itself is text, and becomes harmless on its way in. */
import { printable } from "../../base/escape.js";

/** Markup. Only `html` makes it. */
export class Html {
  readonly markup: string;

  constructor(markup: string) {
    this.markup = markup;
  }
}

type Part = string | number | Html | readonly Html[];

/**
 * A template of HTML. A text in it is written as printable ASCII with its special characters as entities, so that it is text between
 * tags and in an attribute in double quotes; nowhere else may one stand.
 */
export function html(markup: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(markup.map((text, at) => text + partMarkup(parts[at] ?? "")).join(""));
}

function partMarkup(part: Part): string {
  if (part instanceof Html) return part.markup;
  if (typeof part === "object") return part.map(({ markup }) => markup).join("");
  return printable(String(part)).replaceAll(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}
