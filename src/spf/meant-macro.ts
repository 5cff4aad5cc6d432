/** Macros that are not written in braces (RFC 7208 section 7.1). */

/** What was meant by a percent sign that starts no macro: `%(d)`, `%[d]`, `%<d>` or `%d` for `%{d}`. */
export function meantMacro(text: string): { readonly wrong: string; readonly right: string } | undefined {
  const found = /^%(?:[(]([^()]*)[)]|[[]([^[\]]*)[\]]|<([^<>]*)>|([a-z])(?![a-z0-9]))/i.exec(text);
  const body = found?.slice(1).find((group) => group !== undefined);
  if (found === null || body === undefined || !/^[slodiphvcrt][0-9]*r?[-.+,/_=]*$/i.test(body)) return undefined;
  return { wrong: found[0], right: `%{${body}}` };
}
