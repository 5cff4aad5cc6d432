/** The `spf` command: reads the arguments and calls a command, which is loaded only when it is used. */
import { Command, CommanderError } from "commander";
import { printable } from "../base/escape.js";
import { registerCheck } from "./commands/check-register.js";
import { registerDiff } from "./commands/diff-register.js";
import { registerLint } from "./commands/lint-register.js";
import { registerTree } from "./commands/tree-register.js";
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
      getOutHelpWidth: () => terminal.width,
      getErrHelpWidth: () => terminal.width,
      // What was typed may be anything; line ends are the program's own.
      writeErr: (text) => terminal.err(text.split("\n").map(printable).join("\n")),
      outputError: (text, write) => write(text.replace(/^error:/, "spf:")),
    })
    .showSuggestionAfterError()
    // Lines are broken where the terminal is, not where the source is.
    .configureHelp({
      commandDescription: (command) => command.description().replaceAll("\n", " "),
      // Beside the names of the options a narrow terminal leaves little room; lines that the terminal breaks are harder to read.
      minWidthToWrap: 20,
    })
    .addHelpText(
      "after",
      "\nExamples:\n  spf check user@example.org --ip 192.0.2.25 --helo mail.example.org\n  spf help check",
    );

  registerCheck(program, terminal, finish);
  registerLint(program, terminal, finish);
  registerTree(program, terminal, finish);
  registerDiff(program, terminal, finish);

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
Exit codes:
  0 printed, 64 wrong usage, 70 a fault of this program, 74 the answer cannot be
  written

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

/** `spf help zone check` as `spf zone check --help`: commands of commands are found, and what is none is said to be none. */
function withoutHelpCommand(argv: readonly string[], program: Command): string[] {
  const [node = "", script = "", first, ...words] = argv;
  if (first !== "help" || words.length === 0) return [...argv];
  let command: Command | undefined = program;
  for (const word of words) command = command?.commands.find((child) => child.name() === word);
  return [node, script, ...words, ...(command === undefined ? [] : ["--help"])];
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
    await program.parseAsync(withoutHelpCommand(process.argv, program));
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
void main(processTerminal()).then((exitCode) => {
  process.exitCode = exitCode;
});
