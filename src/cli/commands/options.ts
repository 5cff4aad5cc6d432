/** Options that several commands have. */
import { Option } from "commander";

/** `--include-root`, for commands that read what a zone file includes. */
export function includeRootOption(): Option {
  return new Option("--include-root <folder>", "the folder that $INCLUDE may read from; that of the zone file unless told");
}

/** Collects the values of an option that may be repeated. */
export function list(value: string, values: string[] = []): string[] {
  return [...values, value];
}
