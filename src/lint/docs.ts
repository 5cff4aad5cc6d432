/** The documentation of the rules, as it is in `docs/rules/` and as `spf explain` prints it. */
import { checkExample, exampleFiles } from "./example.js";
import { ALL_RULES, RULE_INFOS, type RuleInfo } from "./registry.js";
import { formatText } from "./reporters/text.js";
import type { Rule } from "./rule.js";

/** A page of the documentation: Markdown. */
export interface Page {
  readonly file: string;
  readonly text: string;
}

/** All pages: one for each rule, one for the problems of the parser and of the checking itself, and the list of all. */
export function pages(): Page[] {
  return [
    { file: "README.md", text: listPage() },
    { file: "syntax.md", text: commonPage("syntax") },
    { file: "engine.md", text: commonPage("engine") },
    { file: "former.md", text: commonPage("former") },
    ...ALL_RULES.map((rule) => ({ file: `${rule.id}.md`, text: rulePage(rule) })),
  ];
}

/** What an id means, for a terminal: lines of any length are the caller's to wrap, `pre` are those that must not be. */
export function explanation(info: RuleInfo): readonly ExplanationPart[] {
  const { docs } = info;
  const rule = ALL_RULES.find(({ id }) => id === info.id);
  return [
    { text: `${info.id}: ${info.summary}` },
    { text: `${info.severity}, ${info.section}` },
    { title: "Why", text: plainText(docs.why) },
    ...(docs.bad === undefined || rule === undefined
      ? []
      : [
          { title: "Such as", pre: withoutMarks(docs.bad), text: "" },
          { pre: report(rule), text: "" },
        ]),
    { title: "Fix", text: plainText(docs.fix) },
    ...(docs.good === undefined ? [] : [{ pre: withoutMarks(docs.good), text: "" }]),
    { title: "Silence it", pre: silence(info), text: "" },
  ];
}

export interface ExplanationPart {
  readonly title?: string;
  readonly text: string;
  /** Lines as they stand. */
  readonly pre?: string;
}

// --------------------------------------------------------------------------------------------------------------------------

const GENERATED = "<!-- Written by scripts/rules.js from the source of the rule. -->";

function listPage(): string {
  const row = (info: RuleInfo): string => `| ${link(info)} | ${info.severity} | ${cell(info.summary)} | ${info.section} |`;
  const table = (kind: RuleInfo["kind"]): string[] => [
    "| id | severity | finds | after |",
    "|---|---|---|---|",
    ...[...RULE_INFOS.values()].filter((info) => info.kind === kind).map(row),
    "",
  ];
  return [
    "# Rules",
    "",
    GENERATED,
    "",
    "What `spf zone check` reports. [zone-check.md](../zone-check.md) says how to turn rules off, change their severity and silence",
    "single findings; `spf explain ID` prints these pages.",
    "",
    ...table("rule"),
    "## Problems of the syntax",
    "",
    ...table("syntax"),
    "## About the checking itself",
    "",
    ...table("engine"),
    "## Ids of earlier versions",
    "",
    ...table("former"),
  ]
    .join("\n")
    .replace(/\n+$/, "\n");
}

function link(info: RuleInfo): string {
  return info.kind === "rule" ? `[${info.id}](${info.id}.md)` : `[${info.id}](${info.kind}.md#${info.id})`;
}

function rulePage(rule: Rule): string {
  const { docs } = rule;
  return [
    `# ${rule.id}`,
    "",
    GENERATED,
    "",
    `**${rule.severity}**: ${rule.summary} (${rule.section})`,
    "",
    "## Why",
    "",
    docs.why,
    ...(rule.needsWholeZone === true
      ? ["", "Needs the whole zone: it is left out for a fragment without SOA record, and where lines could not be read."]
      : []),
    ...(rule.needsBefore === true ? ["", "Runs where the zone before the change is known: `--since`."] : []),
    ...(rule.needsPublished === true ? ["", "Runs where DNS is asked: `spf lint` without `--offline`."] : []),
    "",
    "## Bad",
    "",
    ...(docs.before === undefined ? [] : ["Before:", "", ...fence(withoutMarks(docs.before)), "", "Now:", ""]),
    ...fence(withoutMarks(docs.bad)),
    "",
    ...fence(report(rule), "text"),
    "",
    "## Good",
    "",
    ...fence(withoutMarks(docs.good)),
    "",
    "## Fix",
    "",
    docs.fix,
    "",
    "## Silence it",
    "",
    ...fence(silence(rule)),
    "",
  ].join("\n");
}

const COMMON = {
  syntax: {
    title: "# Problems of the syntax",
    about: "What the parser reports. Their severity can be changed and they can be silenced as those of rules.",
  },
  engine: {
    title: "# About the checking itself",
    about: "Findings about comments that silence, about the baseline and about rules that fail.",
  },
  former: {
    title: "# Ids of earlier versions",
    about: "Nothing is reported by these ids. Settings, comments and baselines that have them go on to hold.",
  },
} as const;

function commonPage(kind: keyof typeof COMMON): string {
  const infos = [...RULE_INFOS.values()].filter((info) => info.kind === kind);
  return [
    COMMON[kind].title,
    "",
    GENERATED,
    "",
    COMMON[kind].about,
    "",
    ...infos.flatMap(({ id, severity, summary, section, docs }) => [
      `## ${id}`,
      "",
      `**${severity}**: ${summary} (${section})`,
      "",
      docs.why,
      "",
      docs.fix,
      "",
    ]),
  ]
    .join("\n")
    .replace(/\n+$/, "\n");
}

function fence(text: string, language = ""): string[] {
  return [`\`\`\`${language}`, text.trimEnd(), "```"];
}

function withoutMarks(example: string): string {
  return example.replaceAll(/[«»]/g, "").trimEnd();
}

/** What the rule says to its own example. */
function report(rule: Rule): string {
  const { findings } = checkExample(rule.docs, rule.docs.bad, [rule]);
  const own = findings.filter((finding) => finding.rule === rule.id);
  return formatText({ ...EMPTY, findings: own }, { width: 80, colour: false, withSummary: false }).trimEnd();
}

const EMPTY = {
  files: [],
  subjects: { domains: 0, records: 0 },
  notes: [],
  omitted: [],
  counts: { error: 0, warning: 0, info: 0 },
  ignored: 0,
  baselined: 0,
};

function silence({ id, docs }: Pick<RuleInfo, "id" | "docs">): string {
  const mark = docs.bad === undefined ? undefined : exampleFiles(docs.bad).find(({ marks }) => marks.length > 0);
  const [place] = mark?.marks ?? [];
  if (mark === undefined || place === undefined) return `; spf-ignore ${id}: the reason`;
  const start = mark.text.lastIndexOf("\n", place.start) + 1;
  const end = mark.text.indexOf("\n", place.start);
  const line = mark.text.slice(start, end < 0 ? undefined : end);
  return `; spf-ignore ${id}: the reason\n${line}`;
}

function plainText(markdown: string): string {
  return markdown.replaceAll("`", "");
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
