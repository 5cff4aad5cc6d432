/** The arguments of `spf check`. The command itself is loaded when it is used. */
import { type Command, Option } from "commander";
import type { Terminal } from "../terminal.js";
import type { CheckCommandOptions } from "./check.js";
import { type Finish, addDnsOptions } from "./options.js";

export function registerCheck(program: Command, terminal: Terminal, finish: Finish): void {
  const command = program
    .command("check")
    .summary("would this mail pass SPF, and why? how is this domain?")
    .description(
      "With --ip: checks whether a client may send mail for an address (MAIL FROM)\n" +
        "and under its HELO name, and explains the verdict. A domain stands for\n" +
        'postmaster at it, "<>" for the null sender.\n\n' +
        "Without --ip: reports on the domain. The record, the DNS lookups that it\n" +
        "costs, who may send, what is wrong, and what SPF says of mail from the hosts\n" +
        "of its MX records and from that of --helo.",
    )
    .argument("<address|domain>", "the address in MAIL FROM, or its domain")
    .option("--ip <address>", "the address of the host that sends, IPv4 or IPv6; without it the domain is reported on")
    .option("--helo <name>", "the name that the host gives in HELO or EHLO, also for %{h}");
  addDnsOptions(command)
    .option("--receiver <name>", "the receiving host, for %{r} and for header fields (there: this host by default)")
    .option("--trace", "show every step with its DNS questions and answers (text and json)")
    .addOption(
      new Option("--format <format>", "how to print the answer; header is for a verdict")
        .choices(["text", "json", "header"])
        .default("text"),
    )
    .addOption(
      new Option(
        "--fail-on <severity>",
        "of a report: exit with 1 for findings of this severity or worse; error unless told",
      ).choices(["error", "warning", "info", "never"]),
    )
    .addHelpText(
      "after",
      `
Exit codes:
  with --ip: 0 pass, 1 fail, 2 softfail, 3 neutral, 4 permerror, 5 temperror,
  6 none. MAIL FROM decides, unless HELO is fail.
  without: 0 no finding at or above --fail-on, 1 there are some, or hosts get
  permerror
  64 wrong usage, 66 a zone file cannot be read, or without --ip the record
  cannot be looked up, 70 a fault of this program, 74 the answer cannot be
  written

Colour is used on a terminal, unless NO_COLOR is set.

Examples:
  spf check example.org
  spf check user@example.org --ip 192.0.2.25 --helo mail.example.org
  spf check example.org --ip 2001:db8::25 --server 127.0.0.1#5353 --trace
  spf check user@example.org --ip 192.0.2.25 --zone example.org.zone --offline
  spf check user@example.org --ip 192.0.2.25 --format json`,
    )
    .action(async (sender: string, options: CheckCommandOptions) => {
      const { ip } = options;
      if (ip === undefined) {
        const { checkDomainCommand } = await import("./check-domain.js");
        finish(await checkDomainCommand(sender, options, terminal));
        return;
      }
      const { checkCommand } = await import("./check.js");
      finish(await checkCommand(sender, { ...options, ip }, terminal));
    });
}
