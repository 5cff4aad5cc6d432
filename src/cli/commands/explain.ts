/** `spf explain`: the documentation of a rule. */
import { printable } from "../../base/escape.js";
import { explanation } from "../../lint/docs.js";
import { RULE_INFOS } from "../../lint/registry.js";
import { unknownRule } from "../config-file.js";
import { CliError, EXIT_USAGE } from "../exit.js";
import { type Terminal, styled, wrap } from "../terminal.js";

export function explainCommand(id: string, terminal: Terminal): number {
  const info = RULE_INFOS.get(id);
  if (info === undefined) throw new CliError(EXIT_USAGE, `spf: ${printable(unknownRule(id))}`, false);
  const parts = explanation(info).map(({ title, text, pre }) =>
    [
      ...(title === undefined ? [] : [styled(terminal, "bold", title)]),
      ...(text === "" ? [] : [wrap(text, terminal.width, title === undefined ? "" : INDENT)]),
      ...(pre === undefined ? [] : [pre.replaceAll(/^(?=.)/gm, INDENT)]),
    ].join("\n"),
  );
  terminal.out(`${parts.join("\n\n")}\n`);
  return 0;
}

const INDENT = "  ";
