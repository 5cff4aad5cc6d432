/** The classes of disagreement as docs/zone-format.md documents them. */
import { readFileSync } from "node:fs";
import { PEERS, type Peer } from "./checkers.js";

/** Accepted, refused, or both by the case. */
export type Sign = "+" | "-" | "±";

/** A row of a table of the document. */
export interface DocumentedClass {
  readonly id: string;
  readonly here: Sign;
  readonly peers: Readonly<Record<Peer, Sign>>;
}

/** All rows whose first cell is the name of a class. */
export function documentedClasses(): DocumentedClass[] {
  const text = readFileSync(new URL("../../../docs/zone-format.md", import.meta.url), "utf8");
  return text.split("\n").flatMap((line) => {
    const cells = line.split("|").map((cell) => cell.trim());
    const id = /^`([a-z0-9-]+)`$/.exec(cells[1] ?? "")?.[1];
    if (id === undefined || cells.length !== CELLS) return [];
    const [here, ...peers] = cells.slice(3, 4 + PEERS.length).map((cell) => signOf(cell, id));
    const [BIND, NSD, Knot, ldns] = peers;
    if (!here || !BIND || !NSD || !Knot || !ldns) throw new Error(`docs/zone-format.md: ${id} has too few signs`);
    return [{ id, here, peers: { BIND, NSD, Knot, ldns } }];
  });
}

// ---------------------------------------------------------------------------------------------------------------------------

/** Class, what, here, the peers, why; and nothing before the first bar and behind the last one. */
const CELLS = 2 + 4 + PEERS.length;

function signOf(cell: string, id: string): Sign {
  if (cell === "+" || cell === "-" || cell === "±") return cell;
  throw new Error(`docs/zone-format.md: ${id} has ${JSON.stringify(cell)} for a sign`);
}
