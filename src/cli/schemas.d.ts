/** What scripts/build.js makes of `schemas/config.schema.json`: a function without ajv, which takes long to load. */
declare module "spfkit:config-schema" {
  import type { ValidateFunction } from "ajv";
  export const validate: ValidateFunction;
}
