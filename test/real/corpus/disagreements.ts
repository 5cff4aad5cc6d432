/** Where docs/zone-format.md says that a checker disagrees with us about a zone. */
import type { Peer } from "./checkers.js";
import { DISAGREEMENTS, type TitlePattern } from "./classes.js";
import type { CorpusZone } from "./corpus.js";
import { type DocumentedClass, type Sign, documentedClasses } from "./document.js";

const CLASSES = documentedClasses();

/** The classes that a zone belongs to: they name it, and our own verdict is that of the document. */
export function classesOf(zone: CorpusZone): readonly DocumentedClass[] {
  let classes = found.get(zone);
  if (classes === undefined) found.set(zone, (classes = findClasses(zone)));
  return classes;
}

const found = new Map<CorpusZone, readonly DocumentedClass[]>();

function findClasses(zone: CorpusZone): readonly DocumentedClass[] {
  const own = ownSign(zone);
  return CLASSES.filter(({ id, here }) => here === own && (DISAGREEMENTS[id] ?? []).some((pattern) => matches(pattern, zone)));
}

/** What a checker says of a zone by the document: as we do, unless a class of the zone says something else. */
export function documentedSign(zone: CorpusZone, peer: Peer): Sign {
  const own = ownSign(zone);
  const others = classesOf(zone)
    .map(({ peers }) => peers[peer])
    .filter((sign) => sign !== own);
  // A class that is sure goes before one that says "by the case".
  return others.find((sign) => sign !== "±") ?? others[0] ?? own;
}

/** Classes that only one of the document and the corpus has. */
export function undocumentedClasses(): string[] {
  const documented = CLASSES.map(({ id }) => id);
  const named = Object.keys(DISAGREEMENTS);
  return [
    ...documented.filter((id, at) => !named.includes(id) || documented.indexOf(id) !== at),
    ...named.filter((id) => !documented.includes(id)),
  ];
}

/** Patterns of classes that no zone has. */
export function deadPatterns(zones: readonly CorpusZone[]): string[] {
  return Object.entries(DISAGREEMENTS).flatMap(([id, patterns]) => {
    const members = zones.filter((zone) => classesOf(zone).some((one) => one.id === id));
    return patterns
      .filter((pattern) => !members.some((zone) => matches(pattern, zone)))
      .map((pattern) => `${id}: ${String(pattern)}`);
  });
}

// ---------------------------------------------------------------------------------------------------------------------------

function ownSign({ fault }: CorpusZone): Sign {
  return fault === undefined ? "+" : "-";
}

function matches(pattern: TitlePattern, { title }: CorpusZone): boolean {
  return typeof pattern === "string" ? pattern === title : pattern.test(title);
}
