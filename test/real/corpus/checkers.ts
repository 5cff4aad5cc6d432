/** The checkers of the name servers, as an administrator runs them. */
import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { findProgram } from "../../support/real-servers.js";
import type { CorpusZone } from "./corpus.js";

export const PEERS = ["BIND", "NSD", "Knot", "ldns"] as const;
export type Peer = (typeof PEERS)[number];

/** What a checker says of a zone. */
interface PeerVerdict {
  readonly isAccepted: boolean;
  /** The line of its first error, where it names one. */
  readonly line: number | undefined;
}

/** What each of them says. */
export type PeerVerdicts = Readonly<Record<Peer, PeerVerdict>>;

/** The zone's name and file, in the folder in which the program runs. */
type Arguments = (origin: string, file: string) => string[];

interface Checker {
  readonly program: string;
  /** The package of Debian that has it. */
  readonly package: string;
  readonly arguments: Arguments;
  /** Finds the line of the first error in what it prints. */
  readonly line: RegExp;
}

/**
 * `-i local` because the default asks the DNS about hosts in other zones. All else is what named-checkzone does unless told: names
 * that are no host names (-k), addresses as targets (-n, -m) and the like are warnings. kzonecheck and nsd-checkzone have nothing
 * to choose for a zone that is not signed; ldns-read-zone reads a file and looks at no zone.
 */
const CHECKERS: Readonly<Record<Peer, Checker>> = {
  BIND: {
    program: "named-checkzone",
    package: "bind9-utils",
    arguments: (origin, file) => ["-i", "local", origin, file],
    line: /^(?!.*warning).*\.(?:zone|inc):(\d+):/m,
  },
  NSD: {
    program: "nsd-checkzone",
    package: "nsd",
    arguments: (origin, file) => [origin, file],
    line: /error: \S*?:(\d+):/,
  },
  Knot: {
    program: "kzonecheck",
    package: "knot-dnssecutils",
    arguments: (origin, file) => ["-v", "-o", origin, file],
    line: /error in zone,.* line (\d+)/,
  },
  ldns: { program: "ldns-read-zone", package: "ldnsutils", arguments: (_, file) => [file], line: /at line (\d+)/ },
};

/** Judges zones whose files are in a folder, some at a time. */
export async function judge(folder: string, zones: readonly CorpusZone[]): Promise<ReadonlyMap<CorpusZone, PeerVerdicts>> {
  const programs = new Map(PEERS.map((peer) => [peer, findProgram(CHECKERS[peer])]));
  const verdicts = new Map<CorpusZone, PeerVerdicts>();
  const waiting = [...zones];
  const worker = async (): Promise<void> => {
    for (let zone = waiting.pop(); zone !== undefined; zone = waiting.pop()) {
      const [file = ""] = zone.files.keys();
      const ask = async (peer: Peer): Promise<PeerVerdict> => {
        const { arguments: argumentsOf, line } = CHECKERS[peer];
        const { code, output } = await run(programs.get(peer) ?? "", argumentsOf(`${zone?.id}.example`, file), folder);
        return { isAccepted: code === 0, line: lineIn(output, line) };
      };
      verdicts.set(zone, { BIND: await ask("BIND"), NSD: await ask("NSD"), Knot: await ask("Knot"), ldns: await ask("ldns") });
    }
  };
  await Promise.all(Array.from({ length: 2 * availableParallelism() }, worker));
  return verdicts;
}

// ---------------------------------------------------------------------------------------------------------------------------

const NO_ANSWER = -1;
/** They need some 10 milliseconds. */
const PATIENCE_MS = 15_000;

function lineIn(output: string, pattern: RegExp): number | undefined {
  const found = pattern.exec(output)?.[1];
  return found === undefined ? undefined : Number(found);
}

function run(program: string, args: string[], cwd: string): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, stdio: ["ignore", "pipe", "pipe"], timeout: PATIENCE_MS, killSignal: "SIGKILL" });
    let output = "";
    const add = (chunk: string): void => void (output += chunk);
    child.stdout.setEncoding("latin1").on("data", add);
    child.stderr.setEncoding("latin1").on("data", add);
    child.on("error", reject);
    child.on("close", (code) => {
      // Knot 3.2 crashes or hangs where two files include each other: it has not accepted the zone.
      resolve({ code: code ?? NO_ANSWER, output });
    });
  });
}
