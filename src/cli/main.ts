/** The `spf` command: reads the arguments and calls a command, which is loaded only when it is used. */
import { Command, CommanderError, Option } from "commander";
import { printable } from "../base/escape.js";
import { includeRootOption, list } from "./commands/options.js";
import { registerExplain, registerZoneCheck } from "./commands/zone-check-register.js";
import { registerZoneDiff, registerZoneFmt, registerZoneServe } from "./commands/zone-register.js";
import { CliError, EXIT_INTERNAL, EXIT_USAGE } from "./exit.js";
import { type Terminal, processTerminal } from "./terminal.js";

declare const SPFKIT_VERSION: string;

/** Builds the command line. `finish` is told the exit code of the command that ran. */
function buildProgram(terminal: Terminal, finish: (exitCode: number) => void): Command {
  const program = new Command("spf")
    .description("SPF (RFC 7208) checked and explained, on live DNS and on zone files before they are published.")
    .version(SPFKIT_VERSION, "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand("help [command]", "print the help of a command")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(text),
      // What was typed may be anything; line ends are the program's own.
      writeErr: (text) => terminal.err(text.split("\n").map(printable).join("\n")),
      outputError: (text, write) => write(text.replace(/^error:/, "spf:")),
    })
    .showSuggestionAfterError()
    .addHelpText(
      "after",
      "\nExamples:\n  spf check user@example.org --ip 192.0.2.25 --helo mail.example.org\n  spf help check",
    );

  program
    .command("check")
    .summary("would this mail pass SPF, and why?")
    .description(
      "Checks whether a client may send mail for an address (MAIL FROM) and under its HELO name, and explains the verdict.\n" +
        'A domain stands for postmaster at it, "<>" for the null sender.',
    )
    .argument("<address|domain>", "the address in MAIL FROM, or its domain")
    .requiredOption("--ip <address>", "the address of the host that sends, IPv4 or IPv6")
    .option("--helo <name>", "the name that the host gives in HELO or EHLO, also for %{h}")
    .option("--zone <file>", "answer from this zone file, laid over live DNS; may be repeated, - is standard input", list)
    .option("--origin <name>", "the origin of the zone file, where its name does not tell it; one for each --zone", list)
    .addOption(includeRootOption())
    .option("--offline", "answer from the zone files alone, ask no server")
    .option("--server <ip[#port]>", "ask this name server instead of the system's; may be repeated", list)
    .addOption(new Option("--timeout <seconds>", "the time for the whole check").default("20", "20"))
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
    .action(async (sender: string, options) => {
      const { checkCommand } = await import("./commands/check.js");
      finish(await checkCommand(sender, options, terminal));
    });

  const zone = program
    .command("zone")
    .summary("check, format, compare and serve zone files")
    .description("Zone files: checked, formatted, compared, served to try them.");
  registerZoneCheck(zone, terminal, finish);
  registerZoneFmt(zone, terminal, finish);
  registerZoneDiff(zone, terminal, finish);
  registerZoneServe(zone, terminal, finish);
  registerExplain(program, terminal, finish);

  program
    .command("completion")
    .summary("print a completion script for a shell")
    .description("Prints a script that completes the command line of spf.")
    .argument("<shell>", "bash, zsh or fish")
    .addHelpText(
      "after",
      `
Examples:
  source <(spf completion bash)                               in ~/.bashrc
  source <(spf completion zsh)                                in ~/.zshrc
  spf completion fish > ~/.config/fish/completions/spf.fish`,
    )
    .action(async (shell: string) => {
      const { completionCommand } = await import("./commands/completion.js");
      finish(completionCommand(shell, program, terminal));
    });
  return program;
}

/** Where to read on, for the command that was typed. */
function helpHint(program: Command): string {
  const words = ["spf"];
  let command = program;
  for (const word of process.argv.slice(2)) {
    const next = command.commands.find((child) => child.name() === word);
    if (next === undefined) break;
    command = next;
    words.push(word);
  }
  return `Try "${words.join(" ")} --help".\n`;
}

async function main(terminal: Terminal): Promise<number> {
  let exitCode = 0;
  const program = buildProgram(terminal, (code) => {
    exitCode = code;
  });
  try {
    if (process.argv.length <= 2) {
      program.outputHelp({ error: true });
      return EXIT_USAGE;
    }
    await program.parseAsync(process.argv);
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      // Help and version end here too, with the code 0.
      if (error.exitCode === 0) return 0;
      terminal.err(helpHint(program));
      return EXIT_USAGE;
    }
    if (error instanceof CliError) {
      terminal.err(`${error.message}\n${error.isUsage ? helpHint(program) : ""}`);
      return error.exitCode;
    }
    const message = error instanceof Error ? error.message : String(error);
    terminal.err(`spf: internal error: ${printable(message)}\nPlease report this with the command line that led to it.\n`);
    return EXIT_INTERNAL;
  }
}

// The exit code is set, not enforced, so that what is still on its way to a pipe gets there.
process.exitCode = await main(processTerminal());
