/** Options that several commands have, said once. */
import { type Command, Option } from "commander";

/** Told the exit code of the command that ran. */
export type Finish = (exitCode: number) => void;

/** For an option that may be repeated. */
export const list = (value: string, values: string[] = []): string[] => [...values, value];

/** The options of `DnsSourceOptions`: where answers come from. */
export function addDnsOptions(command: Command): Command {
  return command
    .option("--zone <file>", "answer from this zone file, laid over live DNS; may be repeated, - is standard input", list)
    .option("--origin <name>", "the origin of the zone file, where its name does not tell it; one for each --zone", list)
    .option("--offline", "answer from the zone files alone, ask no server")
    .option("--server <ip[#port]>", "ask this name server instead of the system's; may be repeated", list)
    .addOption(new Option("--timeout <seconds>", "the time for the whole check").default("20", "20"));
}
