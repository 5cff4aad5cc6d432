import { readFileSync } from "node:fs";
import { domainName } from "../../src/base/name.js";
import { type RecordData, typeCode } from "../../src/base/question.js";
import { SourceText } from "../../src/base/source.js";
import { encodeRecordData, formatRecordData } from "../../src/zone/index.js";
import { createProblemList } from "../../src/zone/problems.js";
import { takeRecordData } from "../../src/zone/rdata.js";
import { buildTree, readFields } from "../../src/zone/tree.js";
import { findType, typeMnemonic } from "../../src/zone/types.js";

/** Data that was read from a text such as `MX 10 mail`: relative names are within example.org. */
export interface TakenData {
  readonly data: RecordData | undefined;
  /** Each problem as `code "text at its place"`. */
  readonly problems: string[];
  readonly messages: string[];
}

export function takeData(text: string): TakenData {
  const source = new SourceText("test", text);
  const tree = buildTree(source);
  const tokens: number[] = [];
  readFields(tree, 0, tokens);
  const problems = createProblemList(source);
  const context = { tree, problems, origin: domainName("example.org"), reportedMissingOrigin: false };
  const type = findType(/^\S*/.exec(text)?.[0] ?? "");
  if (type.kind !== "type") throw new Error(`${text}: no type`);
  const data = takeRecordData({ context, tokens, next: 1, reportedMissing: false }, type.code);
  return {
    data: typeof data === "string" ? undefined : data,
    problems: problems.found.map(({ code, span }) => `${code} ${JSON.stringify(text.slice(span.start, span.end))}`),
    messages: problems.found.map(({ message }) => message),
  };
}

export function toHex(octets: Uint8Array): string {
  return Buffer.from(octets).toString("hex");
}

export function fromHex(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex.replaceAll(" ", ""), "hex"));
}

/** The octets of data, or its problems. */
export function wireOf(text: string): string {
  const { data, problems, messages } = takeData(text);
  return data === undefined ? `${problems.join("; ")} ${messages.join("; ")}` : toHex(encodeRecordData(data));
}

/** The records of a file, each with the lines that are indented below it. */
function recordsOfFile(name: string): [text: string, below: string[]][] {
  const records: [string, string[]][] = [];
  for (const line of readFileSync(new URL(name, import.meta.url), "utf8").split("\n")) {
    if (line.startsWith("  ")) records.at(-1)?.[1].push(line.slice(2));
    else if (line !== "" && !line.startsWith(";")) records.push([line, []]);
  }
  return records;
}

/** Records with their octets in hex and the text that is written for them. */
export const VALID = recordsOfFile("rdata-valid.txt").map(([text, [hex = "", written = text]]) => ({
  text,
  hex: hex === "-" ? "" : hex,
  written,
  code: codeOf(text),
}));
/** Wrong data with its problems. */
export const INVALID = recordsOfFile("rdata-invalid.txt");

function codeOf(text: string): number {
  const type = findType(text.split(" ", 1)[0] ?? "");
  return type.kind === "type" ? type.code : -1;
}

function codeOfData(data: RecordData): number {
  return data.type === "UNKNOWN" ? data.code : typeCode(data.type);
}

/** Data as text with its mnemonic. */
export function printed(data: RecordData): string {
  return `${typeMnemonic(codeOfData(data))} ${formatRecordData(data)}`.trimEnd();
}

export function dataOf(text: string): RecordData {
  const { data, messages } = takeData(text);
  if (data === undefined) throw new Error(`${text}: ${messages.join("; ")}`);
  return data;
}
