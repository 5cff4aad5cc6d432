/** The arguments of `spf check`. The command itself is loaded when it is used. */
import { type Command, Option } from "commander";
import type { Terminal } from "../terminal.js";
import type { CheckCommandOptions } from "./check.js";
import { type Finish, addDnsOptions } from "./options.js";

export function registerCheck(program: Command, terminal: Terminal, finish: Finish): void {
  const command = program
    .command("check")
    .summary("would this mail pass SPF, and why?")
    .description(
      "Checks whether a client may send mail for an address (MAIL FROM) and under its HELO name, and explains the verdict.\n" +
        'A domain stands for postmaster at it, "<>" for the null sender.',
    )
    .argument("<address|domain>", "the address in MAIL FROM, or its domain")
    .requiredOption("--ip <address>", "the address of the host that sends, IPv4 or IPv6")
    .option("--helo <name>", "the name that the host gives in HELO or EHLO, also for %{h}");
  addDnsOptions(command)
    .option("--receiver <name>", "the receiving host, for %{r} and for header fields (there: this host by default)")
    .option("--trace", "show every step with its DNS questions and answers (text and json)")
    .addOption(new Option("--format <format>", "how to print the verdict").choices(["text", "json", "header"]).default("text"))
    .addHelpText(
      "after",
      `
Exit codes:
  0 pass, 1 fail, 2 softfail, 3 neutral, 4 permerror, 5 temperror, 6 none
  64 wrong usage, 66 a zone file cannot be read, 70 a fault of this program,
  74 the answer cannot be written
  MAIL FROM decides, unless HELO is fail.

Colour is used on a terminal, unless NO_COLOR is set.

Examples:
  spf check user@example.org --ip 192.0.2.25 --helo mail.example.org
  spf check example.org --ip 2001:db8::25 --server 127.0.0.1#5353 --trace
  spf check user@example.org --ip 192.0.2.25 --zone example.org.zone --offline
  spf check user@example.org --ip 192.0.2.25 --format json`,
    )
    .action(async (sender: string, options: CheckCommandOptions) => {
      const { checkCommand } = await import("./check.js");
      finish(await checkCommand(sender, options, terminal));
    });
}
