/** Paths as patterns and baselines have them, and what is there. */
import { statSync } from "node:fs";
import { relative, sep } from "node:path";

/** A path relative to a folder, with `/`. */
export function relativePath(folder: string, file: string): string {
  return relative(folder, file).split(sep).join("/");
}

export function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
