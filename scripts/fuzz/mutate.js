// Inputs that are nearly right: an entry of a corpus with a few faults in it.

/** The longest input: what a DNS message over TCP can have. */
const MAX_OCTETS = 65_535;
/** The longest of most inputs: faults are found in small ones, and a thousand small ones cost what one large one does. */
const USUAL_OCTETS = 600;
/** How often an input is grown beyond that. */
const ONE_LARGE_IN = 2000;

const INTERESTING_8 = [0, 1, 0x7f, 0x80, 0xc0, 0xff, 0x3f, 0x40, 10, 13, 32, 34, 37, 92];
const INTERESTING_16 = [0, 1, 0xff, 0x100, 0x7fff, 0x8000, 0xffff, 0xc000, 0xc00c, 0x4000, 12, 41, 255, 257];

/**
 * Makes mutations of a corpus, a list of Buffers. `tokens` are Buffers that mean something in the format. With `isText`, most
 * octets that are put in are printable; without, most faults leave everything at its place, as lengths and pointers are about
 * places. The first `head` octets are mostly put right again, where a fault would end the reading before it began.
 */
export function createMutator({ corpus, tokens = [], isText = false, head = 0 }) {
  // Room for one step beyond the longest.
  const octets = Buffer.alloc(3 * MAX_OCTETS);
  let length = 0;

  const anyOctet = (random) => {
    if (isText && !random.once(8)) return random.once(16) ? 0x0a : 0x20 + random.below(0x5f);
    return random.below(256);
  };
  const place = (random) => random.below(length);
  const open = (at, count) => {
    octets.copyWithin(at + count, at, length);
    length += count;
  };
  const put = (at, source, from = 0, to = source.length) => {
    const count = Math.min(to - from, MAX_OCTETS);
    open(at, count);
    source.copy(octets, at, from, from + count);
  };

  const inPlace = [
    (random) => {
      const at = place(random);
      octets[at] = octets[at] ^ (1 << random.below(8));
    },
    (random) => {
      octets[place(random)] = anyOctet(random);
    },
    (random) => {
      octets[place(random)] = random.pick(INTERESTING_8);
    },
    (random) => {
      const at = place(random);
      // Half of them as pointers into the input itself.
      const value = random.once(2) ? 0xc000 | random.below(length) : random.pick(INTERESTING_16);
      octets[at] = value >>> 8;
      octets[at + 1] = value;
      length = Math.max(length, at + 2);
    },
  ];
  const moving = [
    (random) => {
      const at = random.below(length + 1);
      const count = random.once(4) ? 1 + random.below(16) : 1;
      open(at, count);
      for (let index = 0; index < count; index++) octets[at + index] = anyOctet(random);
    },
    (random) => {
      const at = place(random);
      const count = Math.min(length - at, 1 + random.below(random.once(4) ? length : 4));
      octets.copyWithin(at, at + count, length);
      length -= count;
    },
    (random) => {
      const from = place(random);
      const slice = Buffer.from(octets.subarray(from, Math.min(length, from + 1 + random.below(64))));
      const at = random.below(length + 1);
      for (let times = random.once(4) ? 1 + random.below(8) : 1; times > 0; times--) put(at, slice);
    },
    (random) => {
      const other = random.pick(corpus);
      const at = random.below(length + 1);
      length = at;
      put(at, other, random.below(other.length + 1));
    },
    (random) => {
      length = random.below(length + 1);
    },
    (random) => {
      if (tokens.length > 0) put(random.below(length + 1), random.pick(tokens));
    },
    (random) => {
      if (tokens.length === 0) return;
      const token = random.pick(tokens);
      const at = place(random);
      token.copy(octets, at);
      length = Math.max(length, at + token.length);
    },
  ];

  const faults = [...inPlace, ...moving];

  /** The next input, good until the one after it is asked for. */
  return (random) => {
    const seed = random.pick(corpus);
    const allowed = isText || random.once(3) ? faults : inPlace;
    length = seed.copy(octets);
    // Unchanged entries keep the fuzzer honest: they must pass.
    if (random.once(64)) return octets.subarray(0, length);
    if (random.once(256)) {
      length = random.below(USUAL_OCTETS);
      for (let at = 0; at < length; at++) octets[at] = anyOctet(random);
    }
    for (let count = 1 + random.below(random.once(4) ? 16 : 4); count > 0; count--) {
      // Nothing can be changed within nothing.
      if (length === 0) put(0, random.pick(corpus));
      random.pick(allowed)(random);
      length = Math.min(length, MAX_OCTETS);
    }
    if (length >= head && !random.once(4)) seed.copy(octets, 0, 0, Math.min(head, seed.length));
    const wanted = random.once(ONE_LARGE_IN) ? random.below(MAX_OCTETS) : 0;
    if (wanted === 0) length = Math.min(length, Math.max(USUAL_OCTETS, seed.length));
    for (let now = length; now > 0 && now < wanted; now = length) {
      const from = place(random);
      const at = random.once(2) ? length : random.below(length + 1);
      put(at, Buffer.from(octets.subarray(from, Math.min(length, from + 1 + random.below(length)))));
    }
    length = Math.min(length, MAX_OCTETS);
    return octets.subarray(0, length);
  };
}

/** A text of octets as a person can read it and paste it into a script. */
export function shownText(text) {
  return JSON.stringify(text).replace(/[^\x20-\x7e]/g, (character) => {
    const code = character.charCodeAt(0);
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`;
  });
}
