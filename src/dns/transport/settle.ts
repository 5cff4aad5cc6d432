/** The end of an attempt to ask, which comes once: a reply, a fault, or that nobody waits any longer. */

/** How an attempt ends. Only the first end counts, and it closes the socket. */
interface Settle {
  /** Whether the end has come. */
  readonly isOver: () => boolean;
  readonly resolve: (reply: Uint8Array) => void;
  readonly reject: (error: Error) => void;
}

/** Opens a socket and lets `talk` use it until the attempt ends or `signal` is aborted; opens none when it already is. */
export function settleOnce<Socket>(
  signal: AbortSignal,
  open: () => Socket,
  close: (socket: Socket) => void,
  talk: (socket: Socket, settle: Settle) => void,
): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(abandoned());
      return;
    }
    const socket = open();
    let over = false;
    const end = (): boolean => {
      if (over) return false;
      over = true;
      signal.removeEventListener("abort", onAbort);
      close(socket);
      return true;
    };
    const settle: Settle = {
      isOver: () => over,
      resolve: (reply) => {
        if (end()) resolve(reply);
      },
      reject: (error) => {
        if (end()) reject(error);
      },
    };
    const onAbort = (): void => settle.reject(abandoned());
    signal.addEventListener("abort", onAbort, { once: true });
    talk(socket, settle);
  });
}

function abandoned(): Error {
  return new Error("was not waited for any longer");
}
