// How many questions the resolver answers in a second, from its cache and over UDP on loopback, as a ratio to bare datagrams sent to
// the same responder and received back, in the same run.
//
//     node bench/resolver.js [rounds]
//
// The responder is a process of its own, which knows nothing of DNS but where the question ends.
import { fork } from "node:child_process";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { DomainName, createResolver } from "../dist/lib/index.js";
import { encodeQuery } from "../dist/lib/dns/message.js";
import { median, table } from "./measure.js";

const QUESTIONS_PER_ROUND = 4000;
const CONCURRENCY = [1, 64];
const CACHED_PER_ROUND = 200_000;

if (process.argv[2] === "respond") await respond();
else await measure(Number(process.argv[2] ?? 7));

async function respond() {
  const socket = createSocket("udp4");
  // A pointer to the question's name, type A, class IN, a TTL, four octets.
  const record = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 1, 44, 0, 4, 192, 0, 2, 1]);
  socket.on("message", (query, { port, address }) => {
    let end = 12;
    while (query[end] !== 0) end += query[end] + 1;
    const reply = Buffer.concat([query.subarray(0, end + 5), record]);
    // A response with RA, one question, one answer, nothing else.
    reply.set([0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0], 2);
    socket.send(reply, port, address);
  });
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  process.send(socket.address().port);
  // The responder ends with the process that started it.
  process.on("disconnect", () => process.exit());
}

async function measure(rounds) {
  const responder = fork(fileURLToPath(import.meta.url), ["respond"]);
  const [port] = await once(responder, "message");
  const questions = Array.from({ length: QUESTIONS_PER_ROUND }, (_, index) => ({
    name: DomainName.fromText(`host${index}.example.org`),
    type: "A",
  }));
  const resolver = createResolver({ servers: [`127.0.0.1#${port}`], cache: false });
  const cached = createResolver({ servers: [`127.0.0.1#${port}`] });
  const { signal } = new AbortController();
  const ask = async (index) => {
    const { status } = await resolver(questions[index], signal);
    if (status !== "noerror") throw new Error(`answered ${status}`);
  };
  await inParallel(64, QUESTIONS_PER_ROUND, (index) => cached(questions[index], signal));

  const work = [];
  for (const concurrency of CONCURRENCY) {
    const bare = await bareExchange(port, questions, concurrency);
    work.push(
      { name: "bare datagrams, one socket", concurrency, count: QUESTIONS_PER_ROUND, run: bare.run, close: bare.close },
      {
        name: "bare datagrams, a socket each",
        concurrency,
        count: QUESTIONS_PER_ROUND,
        run: () => inParallel(concurrency, QUESTIONS_PER_ROUND, (index) => socketEach(port, questions[index])),
      },
      {
        name: "resolver, not cached",
        concurrency,
        count: QUESTIONS_PER_ROUND,
        run: () => inParallel(concurrency, QUESTIONS_PER_ROUND, ask),
      },
    );
  }
  work.push(
    {
      name: "resolver, cached",
      concurrency: 1,
      count: CACHED_PER_ROUND,
      run: async () => {
        for (let left = CACHED_PER_ROUND; left > 0; left--) await cached(questions[left % QUESTIONS_PER_ROUND], signal);
      },
    },
    {
      name: "resolver.peek, cached",
      concurrency: 1,
      count: CACHED_PER_ROUND,
      run: async () => {
        for (let left = CACHED_PER_ROUND; left > 0; left--) cached.peek(questions[left % QUESTIONS_PER_ROUND]);
      },
    },
  );

  const rates = work.map(() => []);
  // The first round only warms up.
  for (let round = 0; round <= rounds; round++) {
    for (const [index, { run, count }] of work.entries()) {
      const started = performance.now();
      await run();
      if (round > 0) rates[index].push((count * 1000) / (performance.now() - started));
    }
  }
  const medians = rates.map(median);
  const rateOf = (name, concurrency) => medians[work.findIndex((one) => one.name === name && one.concurrency === concurrency)];
  console.log(`Node ${process.version}, ${rounds} rounds of ${QUESTIONS_PER_ROUND} questions, medians\n`);
  console.log(
    table([
      ["", "at a time", "per second", "x bare, one socket", "x bare, a socket each"],
      ...work.map(({ name, concurrency }, index) => [
        name,
        String(concurrency),
        Math.round(medians[index]).toLocaleString("en"),
        (medians[index] / rateOf("bare datagrams, one socket", concurrency)).toFixed(2),
        (medians[index] / rateOf("bare datagrams, a socket each", concurrency)).toFixed(2),
      ]),
    ]),
  );
  for (const { close } of work) close?.();
  responder.disconnect();
}

/** Calls `start` with 0 to `count` - 1, so many at a time. */
async function inParallel(concurrency, count, start) {
  let next = 0;
  const lane = async () => {
    while (next < count) await start(next++);
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
}

function queryOf(question, id) {
  return encodeQuery({ id, question, edns: 1232, recursionDesired: true });
}

/** Sends the queries through one connected socket, so many under way, and waits for as many replies. */
async function bareExchange(port, questions, concurrency) {
  const queries = questions.map(queryOf);
  const socket = createSocket("udp4");
  socket.connect(port, "127.0.0.1");
  await once(socket, "connect");
  const run = () =>
    new Promise((resolve) => {
      let [sent, received] = [0, 0];
      const onMessage = () => {
        if (++received === queries.length) {
          socket.off("message", onMessage);
          resolve();
        } else if (sent < queries.length) socket.send(queries[sent++]);
      };
      socket.on("message", onMessage);
      while (sent < concurrency) socket.send(queries[sent++]);
    });
  return { run, close: () => socket.close() };
}

/** What the resolver's transport does, less everything that makes it safe. */
function socketEach(port, question) {
  return new Promise((resolve) => {
    const socket = createSocket("udp4");
    socket.on("message", () => {
      socket.close();
      resolve();
    });
    socket.connect(port, "127.0.0.1", () => socket.send(queryOf(question, 1)));
  });
}
