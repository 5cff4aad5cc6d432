/** The formats of findings. */
import type { Severity } from "../../base/diagnostic.js";
import type { LintResult } from "../run.js";
import { formatCheckstyle } from "./checkstyle.js";
import { formatGithub } from "./github.js";
import { formatGitlab } from "./gitlab.js";
import { formatJson } from "./json.js";
import { formatJunit } from "./junit.js";
import { formatSarif } from "./sarif.js";
import { formatText } from "./text.js";

export const FORMATS = ["text", "json", "sarif", "github", "gitlab", "junit", "checkstyle"] as const;

export type Format = (typeof FORMATS)[number];

export interface FormatOptions {
  /** Of text, in columns. */
  readonly width: number;
  readonly colour: boolean;
  /** Of text: UTF-8 is shown, so that characters in lines of a file are. Absent is no. */
  readonly unicode?: boolean;
  /** The least severity that fails the command. */
  readonly failOn: Severity | "never";
  /** Of this program. */
  readonly version: string;
  /** The command that found all this; `zone check` unless told. */
  readonly command?: string;
  /** Where `gitlab` counts the paths of files from, which are absolute for it; names stay as they are unless told. */
  readonly folder?: string;
  /** Further fields for the document of `json`. */
  readonly more?: object;
}

/** Findings in a format, with a line end; nothing where the format has nothing to say. */
export function formatResult(format: Format, result: LintResult, options: FormatOptions): string {
  switch (format) {
    case "text":
      return formatText(result, options);
    case "json":
      return formatJson(result, options.more);
    case "sarif":
      return formatSarif(result, options);
    case "github":
      return formatGithub(result);
    case "gitlab":
      return formatGitlab(result, options);
    case "junit":
      return formatJunit(result, options);
    case "checkstyle":
      return formatCheckstyle(result);
  }
}
