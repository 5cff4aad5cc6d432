import { defineConfig, mergeConfig } from "vitest/config";
import base from "./vitest.config.js";

// Tests against real servers: they start and stop BIND, NSD and Unbound, and run one after the other.
export default mergeConfig(
  { ...base, test: { ...base.test, include: [], exclude: [] } },
  defineConfig({
    test: { include: ["test/real/**/*.test.ts"], fileParallelism: false, testTimeout: 60_000, hookTimeout: 60_000 },
  }),
);
