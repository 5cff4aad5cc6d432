/** The arguments of `spf zone check` and of `spf explain`. The commands themselves are loaded when they are used. */
import { type Command, Option } from "commander";
import type { Terminal } from "../terminal.js";
import type { ZoneCheckOptions } from "./zone-check.js";
import { includeRootOption, list } from "./options.js";

type Finish = (exitCode: number) => void;

export function registerZoneCheck(zone: Command, terminal: Terminal, finish: Finish): void {
  zone
    .command("check")
    .summary("are these zone files right, and do they say what is meant?")
    .description(
      "Checks zone files together, as one world: what one zone says of a name in another one is looked up there.\n" +
        "Of a folder, the files *.zone, *.db and db.* in it and below it are checked. A file without a SOA record is a fragment,\n" +
        "and rules that need the whole zone are left out for it.",
    )
    .argument("[file...]", "zone files, folders or patterns, - is standard input")
    .addOption(
      new Option("--format <format>", "how to print the findings; text unless told").choices([
        "text",
        "json",
        "sarif",
        "github",
        "junit",
        "checkstyle",
      ]),
    )
    .addOption(
      new Option("--fail-on <severity>", "exit with 1 for findings of this severity or worse; error unless told").choices([
        "error",
        "warning",
        "info",
        "never",
      ]),
    )
    .option("--rule <id=severity>", "off, info, warning or error for a rule; may be repeated", list)
    .option("--config <file>", "settings; spf.config.yaml of this folder or of one above it unless told")
    .option("--no-config", "no file with settings")
    .option("--baseline <file>", "old findings, which are not reported")
    .option("--write-baseline", "write the findings to the file of --baseline instead of reporting them")
    .option("--origin <name>", "the origin of a file, where its name does not tell it; one for each file", list)
    .addOption(includeRootOption())
    .option("--since <revision|file|folder>", "the zones as they were: the serial has to be higher where records changed")
    .option("--limit <number>", "how many findings of one rule in one file are shown, 0 is all", "100")
    .option("--jobs <number>", "accepted for scripts; the files of one world are read by one thread")
    .option("--output <file>", "write the findings to a file")
    .option("--list-rules", "print all rules with their severity")
    .addHelpText(
      "after",
      `
Exit codes:
  0 no finding at or above --fail-on, 1 there are some
  64 wrong usage or configuration, 66 a file cannot be read, 70 a fault of this program

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
    .summary("what does a finding mean, and what to do about it?")
    .description("Prints the documentation of a rule of spf zone check.")
    .argument("<rule-id>", "as it stands in the brackets of a finding")
    .addHelpText("after", "\nExamples:\n  spf explain cname-at-apex\n  spf zone check --list-rules")
    .action(async (id: string) => {
      const { explainCommand } = await import("./explain.js");
      finish(explainCommand(id, terminal));
    });
}
