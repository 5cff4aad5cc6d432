/** Exit codes, and the error that carries one. */
import type { SpfResult } from "../spf/result.js";

/** Verdicts exit as the classic `spfquery` does. */
export const RESULT_EXIT: Readonly<Record<SpfResult, number>> = {
  pass: 0,
  fail: 1,
  softfail: 2,
  neutral: 3,
  permerror: 4,
  temperror: 5,
  none: 6,
};

/** Wrong usage (EX_USAGE of sysexits.h). */
export const EXIT_USAGE = 64;
/** Input that cannot be read (EX_NOINPUT). */
export const EXIT_INPUT = 66;
/** A fault of this program (EX_SOFTWARE). */
export const EXIT_INTERNAL = 70;

/** The output could not be written (EX_IOERR). */
export const EXIT_WRITE = 74;

/** Ends the command with a message for the user and an exit code. The message is safe to print. */
export class CliError extends Error {
  readonly exitCode: number;
  /** Whether the help of the command says how it is done right. */
  readonly isUsage: boolean;

  constructor(exitCode: number, message: string, isUsage: boolean = exitCode === EXIT_USAGE) {
    super(message);
    this.exitCode = exitCode;
    this.isUsage = isUsage;
  }
}
