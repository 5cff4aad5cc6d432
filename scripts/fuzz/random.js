// Numbers that depend on a seed alone, so that every input can be made again (sfc32 of PractRand: fast, and good from small seeds).

export class Random {
  #a = 0;
  #b = 0;
  #c = 0;
  #d = 1;

  /** Starts the sequence of three numbers of 32 bits. */
  start(seed, stream, index) {
    this.#a = seed | 0;
    this.#b = stream | 0;
    this.#c = index | 0;
    this.#d = 1;
    // Neighbouring indexes have nothing in common after so many rounds.
    for (let round = 0; round < 15; round++) this.next();
    return this;
  }

  /** An integer from 0 to 2^32 - 1. */
  next() {
    const result = (this.#a + this.#b + this.#d) | 0;
    this.#d = (this.#d + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + result) | 0;
    return result >>> 0;
  }

  /** An integer from 0 up to `limit`, which is not reached. */
  below(limit) {
    return Math.floor((this.next() / 2 ** 32) * limit);
  }

  /** True once in `times`. */
  once(times) {
    return this.below(times) === 0;
  }

  pick(list) {
    return list[this.below(list.length)];
  }
}

/** A number for a text, so that each target has a sequence of its own (FNV-1a). */
export function streamOf(text) {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash;
}
