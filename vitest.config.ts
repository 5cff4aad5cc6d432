import { defineConfig } from "vitest/config";

const report = process.env["SPFKIT_TEST_REPORT"];

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/real/**"],
    globalSetup: ["test/support/build.ts"],
    // Commands that tests start leave nothing in the home of whoever runs them.
    env: { NODE_DISABLE_COMPILE_CACHE: "1" },
    // A hermetic test that takes longer is stuck: every wait in the product has a deadline below this.
    testTimeout: 30_000,
    // With a report for .ci/run beside the output where it asks for one.
    reporters: report === undefined ? ["default"] : ["default", ["json", { outputFile: report }]],
  },
});
