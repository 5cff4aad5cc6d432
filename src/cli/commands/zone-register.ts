/** The arguments of `spf zone fmt`, `diff` and `serve`. The commands themselves are loaded when they are used. */
import { type Command, Option } from "commander";
import type { Terminal } from "../terminal.js";
import { type Finish, includeRootOption, list } from "./options.js";
import type { ZoneDiffOptions } from "./zone-diff.js";
import type { ZoneFmtOptions } from "./zone-fmt.js";
import type { ZoneServeOptions } from "./zone-serve.js";

export function registerZoneFmt(zone: Command, terminal: Terminal, finish: Finish): void {
  zone
    .command("fmt")
    .summary("format zone files")
    .description(
      "Formats zone files: columns and comments in line, one blank line between groups. Comments, groups, line breaks and\n" +
        "spelling stay, and so does what the zone means: that is proved for each file before anything is printed or written.",
    )
    .argument("<file...>", "zone files, folders or patterns, - is standard input")
    .option("--check", "print the names of files that are not formatted, and exit with 1 if there are any")
    .option("--diff", "print what would change, as a unified diff")
    .option("--write", "write the files in place")
    .option("--origin <name>", "the origin of the files, where they do not say it")
    .addHelpText(
      "after",
      `
Without --check, --diff and --write, one file is printed formatted.

Exit codes:
  0 done, 1 with --check: a file is not formatted
  64 wrong usage, 66 a file cannot be read or written or has errors, 70 a fault of this program,
  74 the answer cannot be written

Examples:
  spf zone fmt --write example.org.zone
  spf zone fmt --check --diff zones
  spf zone fmt - < example.org.zone`,
    )
    .action(async (files: string[], options: ZoneFmtOptions) => {
      const { zoneFmtCommand } = await import("./zone-fmt.js");
      finish(zoneFmtCommand(files, options, terminal));
    });
}

export function registerZoneDiff(zone: Command, terminal: Terminal, finish: Finish): void {
  zone
    .command("diff")
    .summary("what changes in meaning between two zone files?")
    .description(
      "Compares two zone files by record set. Order, spelling, comments and the case of names make no difference.\n" +
        "What a change of an SPF record means is said term by term.",
    )
    .argument("<before>", "a zone file, - is standard input")
    .argument("<after>", "a zone file, - is standard input")
    .option("--origin <name>", "the origin of both files, where they do not say it")
    .addOption(includeRootOption())
    .addOption(new Option("--format <format>", "how to print the difference").choices(["text", "json"]).default("text"))
    .addHelpText(
      "after",
      `
Exit codes:
  0 the zones mean the same, 1 they differ
  64 wrong usage, 66 a file cannot be read or has errors, 70 a fault of this program,
  74 the answer cannot be written

Examples:
  spf zone diff published.zone example.org.zone
  git show HEAD:example.org.zone | spf zone diff - example.org.zone
  spf zone diff published.zone example.org.zone --format json`,
    )
    .action(async (before: string, after: string, options: ZoneDiffOptions) => {
      const { zoneDiffCommand } = await import("./zone-diff.js");
      finish(zoneDiffCommand(before, after, options, terminal));
    });
}

export function registerZoneServe(zone: Command, terminal: Terminal, finish: Finish): void {
  zone
    .command("serve")
    .summary("answer DNS questions from zone files, to try them")
    .description(
      "Serves zone files over UDP and TCP as an authoritative name server would, so that dig or a mail server can try them\n" +
        "before they are published. It listens on loopback unless --address says otherwise, until it is interrupted.\n" +
        "SIGHUP has it read the files again.",
    )
    .argument("<file...>", "zone files, folders or patterns, - is standard input")
    .option("--port <port>", "the port to listen on, 0 is any that is free", "5300")
    .option("--address <ip>", "the address to listen on", "127.0.0.1")
    .option("--origin <name>", "the origin of the zone file, where its name does not tell it; one for each file", list)
    .addOption(includeRootOption())
    .addHelpText(
      "after",
      `
Exit codes:
  0 interrupted
  64 wrong usage, 66 a file cannot be read or has errors, or the port is taken, 70 a fault of this program,
  74 the answer cannot be written

Examples:
  spf zone serve zones
  dig @127.0.0.1 -p 5300 ntecs.de TXT
  spf check user@ntecs.de --ip 192.0.2.25 --server 127.0.0.1#5300`,
    )
    .action(async (files: string[], options: ZoneServeOptions) => {
      const { zoneServeCommand } = await import("./zone-serve.js");
      finish(await zoneServeCommand(files, options, terminal));
    });
}
