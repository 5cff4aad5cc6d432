/** Paths as patterns and baselines have them. */
import { relative, sep } from "node:path";

/** A path relative to a folder, with `/`. */
export function relativePath(folder: string, file: string): string {
  return relative(folder, file).split(sep).join("/");
}
