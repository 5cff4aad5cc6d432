/** The arguments of `spf diff`. The command itself is loaded when it is used. */
import { type Command, Option } from "commander";
import type { Terminal } from "../terminal.js";
import type { DiffCommandOptions } from "./diff.js";
import { type Finish, addDnsOptions } from "./options.js";

export function registerDiff(program: Command, terminal: Terminal, finish: Finish): void {
  const command = program
    .command("diff")
    .summary("whose verdict changes from one policy to another?")
    .description(
      "Compares what two SPF policies decide for every IPv4 and IPv6 address,\n" +
        "includes and all: which addresses get another verdict, or the proof that none\n" +
        "does. A policy is that of a domain as DNS has it, that of the domains in a zone\n" +
        "file, or a record as it stands: one for the zone file that it is compared with.\n" +
        "What depends on the sender is compared by its form, and named where it differs.",
    )
    .argument("<old>", "a domain, a record in quotes, or a zone file")
    .argument("<new>", "the same")
    .option("--domain <name>", "whose record a text is, or is to be; of zone files only this domain");
  addDnsOptions(command)
    .option("--all", "print every network, however many there are")
    .addOption(new Option("--format <format>", "how to print the difference").choices(["text", "json"]).default("text"))
    .addHelpText(
      "after",
      `
Exit codes:
  0 nobody's verdict changes, 1 some do, or it cannot be told
  64 wrong usage, 66 a file or a record cannot be read, 70 a fault of this program,
  74 the answer cannot be written

Examples:
  spf diff "v=spf1 ip4:192.0.2.0/25 ip4:192.0.2.128/25 -all" "v=spf1 ip4:192.0.2.0/24 -all"
  spf diff example.org "v=spf1 mx include:_spf.example.net -all"
  spf diff example.org example.org.zone
  spf diff old/example.org.zone new/example.org.zone --offline`,
    )
    .action(async (before: string, after: string, options: DiffCommandOptions) => {
      const { diffCommand } = await import("./diff.js");
      finish(await diffCommand(before, after, options, terminal));
    });
}
