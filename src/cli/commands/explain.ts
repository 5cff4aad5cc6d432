/** `spf explain`: the documentation of a rule, or an SPF record read aloud. */
import { asciiJson, printable, printableStart } from "../../base/escape.js";
import { closest } from "../../base/suggest.js";
import { readAloud } from "../../spf/aloud.js";
import { isSpfRecord, parseRecord } from "../../spf/parse.js";
import { parseZone } from "../../zone/parse.js";
import { CliError, EXIT_INPUT, EXIT_USAGE } from "../exit.js";
import { formatReading, formatReadingJson } from "../output/aloud.js";
import { type Terminal, styled, wrap } from "../terminal.js";
import { readInput } from "../input.js";
import { mistakenForDomain, named } from "../words.js";

export interface ExplainOptions {
  readonly format: string;
}

/** The longest record that is read, in octets: what the data of one resource record can hold (RFC 1035 section 3.2.1). */
const MAX_RECORD = 65_535;

/**
 * Runs the command and returns its exit code: 1 where the text is no record or one with syntax errors. Several words are one
 * record, whose quotes were left out. Throws a `CliError` for wrong usage.
 */
export async function explainCommand(words: readonly string[], options: ExplainOptions, terminal: Terminal): Promise<number> {
  const isJson = options.format === "json";
  refuseOptions(words);
  if (words.every(isRuleId)) return explainRule(words, isJson, terminal);
  const text = words.length === 1 && words[0] === "-" ? recordOf(readInput("-")) : octetsOf(words.join(" "));
  if (text.trim() === "") {
    const what = words.includes("-") ? "standard input" : named(words.join(" "));
    const message = `${what} is empty, and nothing to explain; give a record, which starts with v=spf1, or the id of a rule`;
    throw new CliError(EXIT_USAGE, `spf: ${message}`);
  }
  if (text.length > MAX_RECORD) throw new CliError(EXIT_USAGE, `spf: the record is longer than ${MAX_RECORD} octets`);
  const mistaken = words.includes("-") ? undefined : mistakenForDomain(text);
  if (mistaken !== undefined) {
    const message = `${named(text)} is no record: ${mistaken.why}; a record starts with v=spf1, and spf tree DOMAIN reads that of a domain`;
    throw new CliError(EXIT_USAGE, `spf: ${message}`);
  }
  if (/^[\w-]+(?:\.[\w-]+)+\.?$/.test(text)) {
    const message = `${printableStart(text, 100)} is a domain, and no record; spf tree DOMAIN reads the record of a domain`;
    throw new CliError(EXIT_USAGE, `spf: ${message}`);
  }
  const reading = readAloud(parseRecord(text));
  terminal.out(isJson ? formatReadingJson(reading) : formatReading(reading, terminal));
  return reading.status === "valid" ? 0 : 1;
}

/** A directive such as -all looks like an option, so that the command takes any; but no term starts with two hyphens. */
function refuseOptions(words: readonly string[]): void {
  const option = words.find((word) => word.startsWith("--"));
  if (option === undefined) return;
  const near = closest(option, ["--format", "--help"]);
  const help = near === undefined ? "" : `\n(Did you mean ${near}?)`;
  throw new CliError(EXIT_USAGE, `spf: unknown option '${printableStart(option, 60)}'${help}`);
}

/** What was typed as DNS would hold it: one octet a character. */
function octetsOf(typed: string): string {
  return Buffer.from(typed).toString("latin1");
}

// --------------------------------------------------------------------------------------------------------------------------
// Standard input

/** The record in a text of one record a line, as it stands or in quoted strings as name servers and zone files write it. */
function recordOf(input: Uint8Array): string {
  if (input.length > 16 * MAX_RECORD) throw new CliError(EXIT_INPUT, "spf: standard input is too long for TXT records");
  const lines = Buffer.from(input)
    .toString("latin1")
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "");
  const texts = lines.map((line) => (line.startsWith('"') ? (stringsOf(line) ?? line) : line));
  const records = texts.filter(isSpfRecord);
  const [text = "", ...more] = records.length > 0 ? records : texts;
  if (more.length === 0) return text;
  const message =
    records.length > 1
      ? `standard input has ${records.length} SPF records; a domain with more than one gets permerror (RFC 7208 4.5), so give one of them`
      : `none of the ${texts.length} lines of standard input is an SPF record: none starts with "v=spf1"`;
  throw new CliError(EXIT_INPUT, `spf: ${message}`);
}

/** The quoted strings of a line joined, undefined where they are none. */
function stringsOf(line: string): string | undefined {
  const { records, problems } = parseZone(Buffer.from(`record. 0 IN TXT ${line}\n`, "latin1"));
  const data = records[0]?.data;
  return data?.type === "TXT" && problems.every(({ severity }) => severity !== "error") ? data.strings.join("") : undefined;
}

// --------------------------------------------------------------------------------------------------------------------------
// Rules

function isRuleId(word: string): boolean {
  return /^[A-Za-z0-9_]+(?:-[A-Za-z0-9_]+)*$/.test(word);
}

/** The rules are loaded here: they are most of the program, and a record does not need them. */
async function explainRule([id = "", ...more]: readonly string[], isJson: boolean, terminal: Terminal): Promise<number> {
  const [{ explanation }, { RULE_INFOS }, { unknownRule }] = await Promise.all([
    import("../../lint/docs.js"),
    import("../../lint/registry.js"),
    import("../config-file.js"),
  ]);
  const info = RULE_INFOS.get(id);
  if (info === undefined) {
    const help = more.length === 0 ? "" : '; an SPF record starts with "v=spf1"';
    throw new CliError(EXIT_USAGE, `spf: ${printable(unknownRule(id))}${help}`, false);
  }
  if (more.length > 0) throw new CliError(EXIT_USAGE, "spf: name one rule at a time");
  const parts = explanation(info);
  if (isJson) {
    const { severity, section, summary } = info;
    terminal.out(`${asciiJson({ version: 1, kind: "rule", id, severity, section, summary, parts })}\n`);
    return 0;
  }
  const blocks = parts.map(({ title, text, pre }) =>
    [
      ...(title === undefined ? [] : [styled(terminal, "bold", title)]),
      ...(text === "" ? [] : [wrap(text, terminal.width, title === undefined ? "" : INDENT)]),
      ...(pre === undefined ? [] : [pre.replaceAll(/^(?=.)/gm, INDENT)]),
    ].join("\n"),
  );
  terminal.out(`${blocks.join("\n\n")}\n`);
  return 0;
}

const INDENT = "  ";
