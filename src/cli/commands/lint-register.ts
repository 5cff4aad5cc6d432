/** The arguments of `spf lint`. The command itself is loaded when it is used. */
import { type Command, Option } from "commander";
import type { Terminal } from "../terminal.js";
import type { LintCommandOptions } from "./lint.js";
import { type Finish, addDnsOptions, addLintOptions } from "./options.js";

export function registerLint(program: Command, terminal: Terminal, finish: Finish): void {
  const command = program
    .command("lint")
    .summary("what is wrong with an SPF record?")
    .description(
      "Checks SPF records: of a domain as DNS has them, of zone files, or a text that starts with v=spf1 as it stands.\n" +
        "All that includes and redirects lead to is looked at too, in the zone files that are given and in DNS.",
    )
    .argument("[target...]", "domains, records in quotes, zone files, folders or patterns, - is standard input");
  addLintOptions(addDnsOptions(command.option("--domain <name>", "whose record a text is, or is to be")))
    .addOption(new Option("--fix", "apply the fixes that change no more than they claim; files are written, records printed"))
    .addOption(new Option("--diff", "print what --fix would change as a unified diff, and write nothing"))
    .addOption(new Option("--list-rules", "print the rules about SPF with their severity"))
    .addHelpText(
      "after",
      `
Exit codes:
  0 no finding at or above --fail-on, 1 there are some
    (with --fix also: a fix would change more than it claims;
    with --diff: something would be changed)
  64 wrong usage or configuration, 66 a file or a domain cannot be read,
  70 a fault of this program, 74 the answer cannot be written

Examples:
  spf lint example.org
  spf lint "v=spf1 include:_spf.example.net ip4=192.0.2.1 -all"
  spf lint "v=spf1 mx include:_spf.example.net -all" --domain example.org
  spf lint zones/ --offline --format github
  spf lint zones/ --diff
  spf lint example.org.zone --fix
  spf explain equals-for-colon`,
    )
    .action(async (targets: string[], options: LintCommandOptions) => {
      const { lintCommand } = await import("./lint.js");
      finish(await lintCommand(targets, options, terminal));
    });
}
