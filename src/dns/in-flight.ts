/** Questions that are under way: equal ones are one, and only so many are with servers at the same time. */

/** Work that was started: its result, which must not reject, and what can be known before the result is there. */
export interface Started<Result, Progress> {
  readonly result: Promise<Result>;
  readonly progress: Progress;
}

/**
 * Makes equal work in flight one piece of work. `start` is called when the first asker of a key comes; askers who come before the
 * result is there get the same one. An asker whose signal is aborted leaves without a result, at once; when the last one leaves,
 * the signal of the work is aborted and the next asker starts anew.
 */
export function shareInFlight<Result, Progress>(): (
  key: string,
  start: (signal: AbortSignal) => Started<Result, Progress>,
  signal: AbortSignal,
) => Promise<{ readonly result: Result | undefined; readonly progress: Progress }> {
  const underWay = new Map<string, Shared<Result, Progress>>();

  return async (key, start, signal) => {
    const forget = (ended: Shared<Result, Progress>): void => {
      if (underWay.get(key) === ended) underWay.delete(key);
    };
    let shared = underWay.get(key);
    if (shared === undefined) {
      const controller = new AbortController();
      const begun: Shared<Result, Progress> = {
        ...start(controller.signal),
        controller,
        askers: 0,
      };
      shared = begun;
      underWay.set(key, begun);
      void begun.result.finally(() => forget(begun));
    }
    shared.askers++;
    const result = await unlessAborted(shared.result, signal);
    shared.askers--;
    if (result === undefined && shared.askers === 0) {
      forget(shared);
      shared.controller.abort();
    }
    return { result, progress: shared.progress };
  };
}

/**
 * Lets `most` holders in at a time, in the order they came. Resolves with the function that a holder calls once to leave, or with
 * undefined when `signal` is aborted before there is room.
 */
export function limitInFlight(most: number): (signal: AbortSignal) => Promise<(() => void) | undefined> {
  const waiting = new Set<() => void>();
  let inside = 0;
  const leave = (): void => {
    inside--;
    for (const enter of waiting) {
      enter();
      break;
    }
  };
  return (signal) =>
    new Promise((resolve) => {
      const enter = (): void => {
        waiting.delete(enter);
        signal.removeEventListener("abort", giveUp);
        inside++;
        resolve(leave);
      };
      const giveUp = (): void => {
        waiting.delete(enter);
        resolve(undefined);
      };
      if (signal.aborted) {
        resolve(undefined);
      } else if (inside < most) {
        enter();
      } else {
        waiting.add(enter);
        signal.addEventListener("abort", giveUp, { once: true });
      }
    });
}

/**
 * Calls `then` when `signal` is aborted, unless the function that it returns is called before. However many wait for one signal,
 * it has one listener: Node warns of a leak from the eleventh, and a program may well ask more questions under one signal.
 */
export function whenAborted(signal: AbortSignal, then: () => void): () => void {
  let waiting = waitingForAbort.get(signal);
  if (waiting === undefined) {
    const all = new Set<() => void>();
    waiting = all;
    waitingForAbort.set(signal, all);
    signal.addEventListener("abort", () => all.forEach((call) => call()), { once: true });
  }
  const own = (): void => then();
  const set = waiting.add(own);
  return () => void set.delete(own);
}

/** What a promise resolves with, or undefined as soon as `signal` is aborted, whatever becomes of the promise then. */
export function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => resolve(undefined);
    if (signal.aborted) onAbort();
    signal.addEventListener("abort", onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}

// ---------------------------------------------------------------------------------------------------------------------------

const waitingForAbort = new WeakMap<AbortSignal, Set<() => void>>();

interface Shared<Result, Progress> extends Started<Result, Progress> {
  readonly controller: AbortController;
  askers: number;
}
