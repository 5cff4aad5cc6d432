import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/real/**"],
    // A hermetic test that takes longer is stuck: every wait in the product has a deadline below this.
    testTimeout: 30_000,
  },
});
