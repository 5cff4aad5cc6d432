/** The formats of `spf tree`. Apart from the code that writes them, which is loaded when it is used. */
export const TREE_FORMATS: readonly string[] = ["text", "json", "dot", "mermaid", "html"];
