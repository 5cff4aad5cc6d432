/** `spf completion`: completion scripts, made from the command line itself so that they are never out of date. */
import type { Command, Option } from "commander";
import { RULE_INFOS } from "../../lint/registry.js";
import { CliError, EXIT_USAGE } from "../exit.js";
import type { Terminal } from "../terminal.js";
import { named } from "../words.js";

/** Options whose value is a file or a folder. */
const FILE_OPTIONS = new Set(["--zone", "--config", "--baseline", "--include-root", "--output", "--since"]);

/** Prints the script for a shell. */
export function completionCommand(shell: string, program: Command, terminal: Terminal): number {
  const scripts: Readonly<Record<string, (program: Command) => string>> = {
    bash: bashScript,
    zsh: zshScript,
    fish: fishScript,
  };
  const script = Object.hasOwn(scripts, shell) ? scripts[shell] : undefined;
  if (script === undefined) {
    throw new CliError(EXIT_USAGE, `spf: there is no completion for ${named(shell)}; take bash, zsh or fish`);
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

/** A command that does something, with the words that lead to it: `check`, or `zone check`. */
interface Leaf {
  readonly words: readonly string[];
  readonly command: Command;
}

function leavesOf(command: Command, words: readonly string[] = []): readonly Leaf[] {
  return commandsOf(command).flatMap((child) => {
    const path = [...words, child.name()];
    return isGroup(child) ? leavesOf(child, path) : [{ words: path, command: child }];
  });
}

/** Whether a command has others below it. */
function isGroup(command: Command): boolean {
  return command.commands.length > 0;
}

function namesOf(command: Command): string {
  return commandsOf(command)
    .map((child) => child.name())
    .join(" ");
}

/** The words that may stand where an argument of the command is wanted. */
function argumentWords({ words }: Leaf, program: Command): string {
  if (words[0] === "completion") return "bash zsh fish";
  if (words[0] === "explain") return [...RULE_INFOS.keys()].join(" ");
  if (words.at(-1) !== "help") return "";
  return namesOf(program)
    .split(" ")
    .filter((name) => name !== "help")
    .join(" ");
}

/** Whether the command's arguments are files. */
function takesFiles({ command }: Leaf): boolean {
  return command.registeredArguments.some((argument) => /file|before|after|old|new|target/.test(argument.name()));
}

function bashScript(program: Command): string {
  const leaves = leavesOf(program);
  const groups = commandsOf(program).filter(isGroup);
  const top = `${namesOf(program)} ${flagsOf(program).join(" ")}`;
  const values = leaves.flatMap((leaf) =>
    optionsOf(leaf.command).flatMap(({ long, required, argChoices }) => {
      if (long === undefined || !required) return [];
      const reply = FILE_OPTIONS.has(long)
        ? 'compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current"))'
        : `COMPREPLY=($(compgen -W "${argChoices?.join(" ") ?? ""}" -- "$current"))`;
      return [`    "${leaf.words.join(" ")} ${long}") ${reply}; return ;;`];
    }),
  );
  const cases = leaves.map((leaf) => {
    const words = [...flagsOf(leaf.command), argumentWords(leaf, program)].join(" ").trim();
    return `    "${leaf.words.join(" ")}") words="${words}"${takesFiles(leaf) ? " files=1" : ""} ;;`;
  });
  const groupCases = groups.map((group) => `    "${group.name()} "*) words="${namesOf(group)} ${flagsOf(group).join(" ")}" ;;`);
  return `_spf() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" command="\${COMP_WORDS[1]}" words="" files=""
  # Bash makes words of "--format", "=" and what follows.
  if [ "$current" = "=" ]; then current=""; fi
  if [ "$previous" = "=" ]; then previous="\${COMP_WORDS[COMP_CWORD-2]}"; fi
  case "$command" in
    ${groups.map((group) => group.name()).join("|")}) if [ "$COMP_CWORD" -gt 1 ]; then command="$command \${COMP_WORDS[2]}"; fi ;;
  esac
  case "$command $previous" in
${values.join("\n")}
  esac
  case "$command" in
${cases.join("\n")}
${groupCases.join("\n")}
    *) words="${top}" ;;
  esac
  if [ "$COMP_CWORD" -eq 1 ]; then words="${top}" files=""; fi
  case "$current" in -*) files="" ;; esac
  if [ -n "$files" ]; then compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current")); return; fi
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
  const lines = commandsOf(program).map((command) => fishCommand("__fish_use_subcommand", command));
  const groups = commandsOf(program).filter(isGroup);
  for (const group of groups) {
    const names = namesOf(group);
    const condition = `${seen(group.name())}; and not __fish_seen_subcommand_from ${names}`;
    for (const command of commandsOf(group)) lines.push(fishCommand(condition, command));
  }
  for (const leaf of leavesOf(program)) {
    const others = leaf.words.length > 1 ? [] : groups.map((group) => `not ${seen(group.name())}`);
    const condition = `-n '${[...leaf.words.map(seen), ...others].join("; and ")}'`;
    const words = argumentWords(leaf, program);
    if (words !== "") lines.push(`complete -c spf ${condition} -f -a '${words}'`);
    for (const option of optionsOf(leaf.command)) {
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

function fishCommand(condition: string, command: Command): string {
  const what = quoted(command.summary() || command.description());
  return `complete -c spf -n '${condition}' -f -a ${command.name()} -d '${what}'`;
}

function seen(name: string): string {
  return `__fish_seen_subcommand_from ${name}`;
}

function quoted(text: string): string {
  return text.split("\n")[0]?.replace(/[\\']/g, "\\$&") ?? "";
}
