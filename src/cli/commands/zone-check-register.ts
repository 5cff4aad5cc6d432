/** The arguments of `spf zone check` and of `spf explain`. The commands themselves are loaded when they are used. */
import { type Command, Option } from "commander";
import type { Terminal } from "../terminal.js";
import type { ExplainOptions } from "./explain.js";
import { type Finish, addLintOptions, includeRootOption, list } from "./options.js";
import type { ZoneCheckOptions } from "./zone-check.js";

export function registerZoneCheck(zone: Command, terminal: Terminal, finish: Finish): void {
  const command = zone
    .command("check")
    .summary("are these zone files right, and do they say what is meant?")
    .description(
      "Checks zone files together, as one world: what one zone says of a name in another one is looked up there.\n" +
        "Of a folder, the files *.zone, *.db and db.* in it and below it are checked. A file without a SOA record is a fragment,\n" +
        "and rules that need the whole zone are left out for it.",
    )
    .argument("[file...]", "zone files, folders or patterns, - is standard input");
  addLintOptions(command)
    .option("--origin <name>", "the origin of a file, where its name does not tell it; one for each file", list)
    .addOption(includeRootOption())
    .option("--since <revision|file|folder>", "the zones as they were: the serial has to be higher where records changed")
    .option("--jobs <number>", "accepted for scripts; the files of one world are read by one thread")
    .option("--list-rules", "print all rules with their severity")
    .addHelpText(
      "after",
      `
Exit codes:
  0 no finding at or above --fail-on, 1 there are some
  64 wrong usage or configuration, 66 a file cannot be read, 70 a fault of this program,
  74 the answer cannot be written

A comment in a zone file silences a rule for a record: ; spf-ignore rule-id: the reason

Examples:
  spf zone check zones/
  spf zone check example.org.zone --since HEAD --fail-on warning
  spf zone check zones/ --format sarif --output spf.sarif
  spf zone check - --origin example.org < example.org.zone`,
    )
    .action(async (files: string[], options: ZoneCheckOptions) => {
      const { zoneCheckCommand } = await import("./zone-check.js");
      finish(await zoneCheckCommand(files, options, terminal));
    });
}

export function registerExplain(program: Command, terminal: Terminal, finish: Finish): void {
  program
    .command("explain")
    .summary("what does a finding or an SPF record mean?")
    .description(
      "Prints the documentation of a rule of spf zone check; or reads an SPF record aloud: what each term means, in the order\n" +
        "in which receivers come to it, and what the record comes to. No server is asked.",
    )
    .argument("<id|record...>", "a rule, as in the brackets of a finding, or a record; - is a record on standard input")
    .addOption(new Option("--format <format>", "how to print it").choices(["text", "json"]).default("text"))
    // A record without quotes has -all, which looks like an option.
    .allowUnknownOption()
    .addHelpText(
      "after",
      `
On standard input each line is one TXT record, as it stands or in quoted strings
as dig +short prints it. The one that is an SPF record is read.

Exit codes:
  0 explained, 1 the text is no SPF record or has syntax errors, which is explained
  64 wrong usage, 66 standard input cannot be read or has several SPF records,
  70 a fault of this program, 74 the answer cannot be written

Examples:
  spf explain cname-at-apex
  spf explain "v=spf1 mx include:_spf.example.net -all"
  dig +short TXT example.org | spf explain -`,
    )
    .action(async (words: string[], options: ExplainOptions) => {
      const { explainCommand } = await import("./explain.js");
      finish(await explainCommand(words, options, terminal));
    });
}
