/** `spf completion`: completion scripts, made from the command line itself so that they are never out of date. */
import type { Command, Option } from "commander";
import { printableStart } from "../../base/escape.js";
import { CliError, EXIT_USAGE } from "../exit.js";
import type { Terminal } from "../terminal.js";

/** Options whose value is a file. */
const FILE_OPTIONS = new Set(["--zone"]);

/** Prints the script for a shell. */
export function completionCommand(shell: string, program: Command, terminal: Terminal): number {
  const scripts: Readonly<Record<string, (program: Command) => string>> = {
    bash: bashScript,
    zsh: zshScript,
    fish: fishScript,
  };
  const script = Object.hasOwn(scripts, shell) ? scripts[shell] : undefined;
  if (script === undefined) {
    throw new CliError(EXIT_USAGE, `spf: there is no completion for ${printableStart(shell, 40)}; take bash, zsh or fish`);
  }
  terminal.out(script(program));
  return 0;
}

function commandsOf(program: Command): readonly Command[] {
  return program.createHelp().visibleCommands(program);
}

function optionsOf(command: Command): readonly Option[] {
  return command.createHelp().visibleOptions(command);
}

function flagsOf(command: Command): string[] {
  return optionsOf(command).flatMap((option) => (option.long === undefined ? [] : [option.long]));
}

/** The words that may stand where an argument of the command is wanted. */
function argumentWords(command: Command, program: Command): string {
  if (command.name() === "completion") return "bash zsh fish";
  if (command.name() !== "help") return "";
  return commandsOf(program)
    .map((other) => other.name())
    .filter((name) => name !== "help")
    .join(" ");
}

/** The options of all commands that take a value which cannot be guessed. */
function valueFlags(program: Command): string[] {
  const options = commandsOf(program).flatMap(optionsOf);
  const flags = options
    .filter((option) => option.required && option.argChoices === undefined)
    .map((option) => option.long ?? "");
  return [...new Set(flags)].filter((flag) => flag !== "" && !FILE_OPTIONS.has(flag));
}

function bashScript(program: Command): string {
  const commands = commandsOf(program);
  const names = commands.map((command) => command.name()).join(" ");
  const cases = commands.map(
    (command) => `    ${command.name()}) words="${[...flagsOf(command), argumentWords(command, program)].join(" ").trim()}" ;;`,
  );
  return `_spf() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" words=""
  # Bash makes words of "--format", "=" and what follows.
  if [ "$current" = "=" ]; then current=""; fi
  if [ "$previous" = "=" ]; then previous="\${COMP_WORDS[COMP_CWORD-2]}"; fi
  case "$previous" in
    ${[...FILE_OPTIONS].join("|")}) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current")); return ;;
    ${valueFlags(program).join("|")}) COMPREPLY=(); return ;;
${choiceOptions(program)
  .map(([flag, choices]) => `    ${flag}) COMPREPLY=($(compgen -W "${choices}" -- "$current")); return ;;`)
  .join("\n")}
  esac
  case "\${COMP_WORDS[1]}" in
${cases.join("\n")}
    *) words="${names} ${flagsOf(program).join(" ")}" ;;
  esac
  if [ "$COMP_CWORD" -eq 1 ]; then words="${names} ${flagsOf(program).join(" ")}"; fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -F _spf spf
`;
}

function zshScript(program: Command): string {
  return `#compdef spf
autoload -U +X bashcompinit && bashcompinit
${bashScript(program)}`;
}

function fishScript(program: Command): string {
  const commands = commandsOf(program);
  const lines = commands.map(
    (command) =>
      `complete -c spf -n __fish_use_subcommand -f -a ${command.name()} -d '${quoted(command.summary() || command.description())}'`,
  );
  for (const command of commands) {
    const condition = `-n '__fish_seen_subcommand_from ${command.name()}'`;
    const words = argumentWords(command, program);
    if (words !== "") lines.push(`complete -c spf ${condition} -f -a '${words}'`);
    for (const option of optionsOf(command)) {
      if (option.long === undefined) continue;
      const long = option.long.replace(/^--/, "");
      const value = option.argChoices
        ? ` -x -a '${option.argChoices.join(" ")}'`
        : FILE_OPTIONS.has(option.long)
          ? " -r -F"
          : option.required
            ? " -x"
            : " -f";
      lines.push(`complete -c spf ${condition} -l ${long}${value} -d '${quoted(option.description)}'`);
    }
  }
  return `${lines.join("\n")}\n`;
}

function choiceOptions(program: Command): [string, string][] {
  return commandsOf(program).flatMap((command) =>
    optionsOf(command).flatMap((option): [string, string][] =>
      option.long !== undefined && option.argChoices ? [[option.long, option.argChoices.join(" ")]] : [],
    ),
  );
}

function quoted(text: string): string {
  return text.split("\n")[0]?.replace(/[\\']/g, "\\$&") ?? "";
}
