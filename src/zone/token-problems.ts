/** Problems of single tokens. */
import { TokenKind } from "./lexer.js";
import { type ProblemList, reportError } from "./problems.js";
import { type ZoneTree, tokenSpan } from "./tree.js";

/** Reports what the lexer accepts so that no octet is lost, although it is wrong. */
export function reportTokens(tree: ZoneTree, entry: number, problems: ProblemList): void {
  const { kinds } = tree.tokens;
  const end = tree.entryTokens[entry + 1] ?? 0;
  for (let token = tree.entryTokens[entry] ?? 0; token < end; token++) {
    switch (kinds[token]) {
      case TokenKind.HashComment: {
        const message = `a comment starts with ";": name servers take "#" as the name of a record and refuse the file`;
        reportError(problems, "hash-comment", tokenSpan(tree, token), message, "RFC 1035 5.1");
        break;
      }
      case TokenKind.OpenQuoted: {
        const { start } = tokenSpan(tree, token);
        const message = "this quoted string does not end on its line: close it, or use several strings within parentheses";
        reportError(problems, "open-quote", { start, end: start + 1 }, message, "RFC 1035 5.1");
        break;
      }
      case TokenKind.UnmatchedOpen: {
        const message = "this parenthesis is never closed: the record is taken to end with its line";
        reportError(problems, "open-parenthesis", tokenSpan(tree, token), message, "RFC 1035 5.1");
        break;
      }
      case TokenKind.UnmatchedClose: {
        const message = "this parenthesis was never opened";
        reportError(problems, "stray-parenthesis", tokenSpan(tree, token), message, "RFC 1035 5.1");
        break;
      }
      default:
    }
  }
}
