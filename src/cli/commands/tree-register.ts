/** The arguments of `spf tree`. The command itself is loaded when it is used. */
import { type Command, Option } from "commander";
import { TREE_FORMATS } from "../output/tree-formats.js";
import type { Terminal } from "../terminal.js";
import { type Finish, addDnsOptions } from "./options.js";
import type { TreeCommandOptions } from "./tree.js";

export function registerTree(program: Command, terminal: Terminal, finish: Finish): void {
  const command = program
    .command("tree")
    .summary("all that an SPF record includes, with what it costs")
    .description(
      "Shows the SPF record of a domain with all that includes and redirects lead to: the DNS lookups that it takes, the\n" +
        "addresses that may send, and what is wrong, each at its place. A text that starts with v=spf1 is shown as it stands.",
    )
    .argument("<domain|record>", "a domain, or a record in quotes")
    .option("--domain <name>", "whose record the text is, or is to be");
  addDnsOptions(command)
    .addOption(new Option("--format <format>", "how to show it").choices(TREE_FORMATS).default("text"))
    .option("--all", "list all networks and hosts instead of counting them (text)")
    .option("--output <file>", "write it to a file")
    .addHelpText(
      "after",
      `
Exit codes:
  0 shown, 1 shown and broken: there is no record that can be used, or some
  hosts get permerror
  64 wrong usage, 66 the record of the domain cannot be looked up, or a file
  cannot be read, 70 a fault of this program, 74 the answer cannot be written

Examples:
  spf tree example.org
  spf tree example.org --zone example.org.zone --offline
  spf tree "v=spf1 mx include:_spf.example.net -all" --domain example.org
  spf tree example.org --format html --output example.org.html
  spf tree example.org --format dot | dot -Tsvg > example.org.svg`,
    )
    .action(async (word: string, options: TreeCommandOptions) => {
      const { treeCommand } = await import("./tree.js");
      finish(await treeCommand(word, options, terminal));
    });
}
