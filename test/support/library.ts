/** The public library, from its sources. */
export * from "../../src/index.js";
export { ip4 } from "../../src/base/ip.js";
