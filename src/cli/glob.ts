/** File patterns: `*` and `?` within a name, `[ab]`, `**` for any folders, `{a,b}`. Linear in the pattern times the path. */

/** The most patterns that braces may stand for. */
const MAX_EXPANSION = 256;

/** Whether a text is a pattern and not a plain path. */
export function isGlob(text: string): boolean {
  return /[*?[{]/.test(text);
}

/** A function that tells whether a path with `/` matches. A pattern without a slash matches the name in any folder. */
export function compileGlob(pattern: string): (path: string) => boolean {
  const choices = expandBraces(pattern.replace(/^\.\//, "")).map((choice) => {
    const segments = choice.split("/").filter((segment, index) => segment !== "" || index === 0);
    return choice.includes("/") ? segments : ["**", ...segments];
  });
  return (path) => {
    const names = path.replace(/^\.\//, "").split("/");
    return choices.some((segments) => matchSegments(segments, names));
  };
}

/** The folder in front of the first segment with a pattern; empty for the current one. */
export function globBase(pattern: string): string {
  const segments = pattern.split("/");
  const first = segments.findIndex(isGlob);
  return segments.slice(0, first).join("/") || (pattern.startsWith("/") ? "/" : "");
}

// --------------------------------------------------------------------------------------------------------------------------

function expandBraces(pattern: string): string[] {
  let done: string[] = [""];
  let rest = pattern;
  for (;;) {
    const match = /^([^{]*)\{([^{}]*)\}/.exec(rest);
    if (match === null) return done.map((start) => start + rest);
    const [whole, head = "", inner = ""] = match;
    const grown = done.flatMap((start) => inner.split(",").map((choice) => start + head + choice));
    if (grown.length > MAX_EXPANSION) return done.map((start) => start + rest);
    done = grown;
    rest = rest.slice(whole.length);
  }
}

// The usual way with one place to go back to, that of the last `**`: no more than the product of the lengths.
function matchSegments(pattern: readonly string[], names: readonly string[]): boolean {
  return matchWithStars(
    pattern.length,
    names.length,
    (at) => pattern[at] === "**",
    (at, name) => matchName(pattern[at] ?? "", names[name] ?? ""),
  );
}

function matchName(pattern: string, name: string): boolean {
  // A hidden file has to be named.
  if (name.startsWith(".") && !pattern.startsWith(".")) return false;
  const parts = [...pattern.matchAll(/\[[!^]?\]?[^\]]*\]|[\s\S]/g)].map(([part]) => part);
  return matchWithStars(
    parts.length,
    name.length,
    (at) => parts[at] === "*",
    (at, index) => matchCharacter(parts[at] ?? "", name.charAt(index)),
  );
}

function matchCharacter(part: string, character: string): boolean {
  if (part === "?") return true;
  if (part.length < 3 || !part.startsWith("[")) return part === character;
  const isNegated = part.charAt(1) === "!" || part.charAt(1) === "^";
  const set = part.slice(isNegated ? 2 : 1, -1);
  let isIn = false;
  for (let at = 0; at < set.length; at++) {
    if (set.charAt(at + 1) === "-" && at + 2 < set.length) {
      if (set.charAt(at) <= character && character <= set.charAt(at + 2)) isIn = true;
      at += 2;
    } else if (set.charAt(at) === character) isIn = true;
  }
  return isIn !== isNegated;
}

function matchWithStars(
  patternLength: number,
  length: number,
  isStar: (at: number) => boolean,
  matches: (at: number, index: number) => boolean,
): boolean {
  let at = 0;
  let index = 0;
  let star = -1;
  let from = 0;
  while (index < length) {
    if (at < patternLength && isStar(at)) {
      star = at++;
      from = index;
    } else if (at < patternLength && matches(at, index)) {
      at++;
      index++;
    } else if (star >= 0) {
      at = star + 1;
      index = ++from;
    } else return false;
  }
  while (at < patternLength && isStar(at)) at++;
  return at === patternLength;
}
