/** Options that several commands have, said once. */
import { type Command, Option } from "commander";

/** Told the exit code of the command that ran. */
export type Finish = (exitCode: number) => void;

/** For an option that may be repeated. */
export const list = (value: string, values: string[] = []): string[] => [...values, value];

/** `--include-root`, for commands that read what a zone file includes. */
export function includeRootOption(): Option {
  return new Option("--include-root <folder>", "the folder that $INCLUDE may read from; that of the zone file unless told");
}

/** The options of `LintOptions`: which findings, and how they are printed. */
export function addLintOptions(command: Command): Command {
  return command
    .addOption(
      new Option("--format <format>", "how to print the findings; text unless told").choices([
        "text",
        "json",
        "sarif",
        "github",
        "gitlab",
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
    .option("--limit <number>", "how many findings of one rule in one file are shown, 0 is all", "100")
    .option("--output <file>", "write the findings to a file");
}

/** The options of `DnsSourceOptions`: where answers come from. */
export function addDnsOptions(command: Command): Command {
  return command
    .option(
      "--zone <file>",
      "answer from these zone files (a file, a folder, a pattern in quotes), laid over live DNS; may be repeated, - is standard input",
      list,
    )
    .option("--origin <name>", "the origin of the zone file, where its name does not tell it; one for each --zone", list)
    .addOption(includeRootOption())
    .option("--offline", "answer from the zone files alone, ask no server")
    .option("--server <ip[#port]>", "ask this name server instead of the system's; may be repeated", list)
    .addOption(new Option("--timeout <seconds>", "the time for the whole check").default("20", "20"));
}
