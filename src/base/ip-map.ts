/**
 * Maps from every address of a family to a value, as pieces: addresses in a row with the same value. Values are compared by
 * identity. Every operation is one walk along the pieces.
 */
import { type IpAddress, type IpNetwork, ipNumber } from "./ip.js";
import { type IpFamily, IpSet, countUpTo, familySize, networkBounds } from "./ip-set.js";

/** An immutable map. Operations on two maps take maps of the same family. */
export class IpMap<T> {
  readonly family: IpFamily;
  /** Where each piece starts, ascending strictly from 0. */
  readonly #starts: readonly bigint[];
  readonly #values: readonly T[];

  private constructor({ family, starts, values }: Pieces<T>) {
    this.family = family;
    this.#starts = starts;
    this.#values = values;
  }

  /** One value for all addresses. */
  static constant<T>(family: IpFamily, value: T): IpMap<T> {
    const pieces = new Pieces<T>(family);
    pieces.add(0n, value);
    return new IpMap(pieces);
  }

  /** One value for the addresses of a set, another one for all others. */
  static ofSet<T>(set: IpSet, inside: T, outside: T): IpMap<T> {
    const pieces = new Pieces<T>(set.family);
    if (set.bounds[0] !== 0n) pieces.add(0n, outside);
    const end = familySize(set.family);
    for (const [at, bound] of set.bounds.entries()) {
      if (bound < end) pieces.add(bound, at % 2 === 0 ? inside : outside);
    }
    return new IpMap(pieces);
  }

  /** For each address the value of the first network in the list that has it. Networks of the other family are passed over. */
  static firstOf<T>(family: IpFamily, list: readonly (readonly [IpNetwork, T])[], otherwise: T): IpMap<T> {
    const nets = list.flatMap(([network, value], order) => {
      if (network.address.family !== family) return [];
      const [start, end] = networkBounds(network);
      return [{ start, end, value, order }];
    });
    // Of two networks, one holds the other or they have nothing in common: outer ones come first, and a stack has those around.
    nets.sort((a, b) => compare(a.start, b.start) || compare(b.end, a.end) || a.order - b.order);
    const pieces = new Pieces<T>(family);
    pieces.add(0n, otherwise);
    const around: typeof nets = [];
    const leave = (start: bigint): void => {
      for (let top = around.at(-1); top !== undefined && top.end <= start; top = around.at(-1)) {
        around.pop();
        if (top.end < familySize(family)) pieces.add(top.end, around.at(-1)?.value ?? otherwise);
      }
    };
    for (const net of nets) {
      leave(net.start);
      const outer = around.at(-1);
      const first = outer !== undefined && outer.order < net.order ? outer : net;
      around.push({ ...first, end: net.end });
      pieces.add(net.start, first.value);
    }
    leave(familySize(family));
    return new IpMap(pieces);
  }

  /** Puts the values of two maps together, address by address. */
  combine<U, V>(other: IpMap<U>, together: (here: T, there: U) => V): IpMap<V> {
    const pieces = new Pieces<V>(this.family);
    let [atA, atB] = [0, 0];
    for (let at = 0n; ;) {
      pieces.add(at, together(this.#values[atA] as T, other.#values[atB] as U));
      const [nextA, nextB] = [this.#starts[atA + 1], other.#starts[atB + 1]];
      if (nextA === undefined && nextB === undefined) return new IpMap(pieces);
      at = nextB === undefined || (nextA !== undefined && nextA < nextB) ? (nextA ?? 0n) : nextB;
      if (nextA === at) atA++;
      if (nextB === at) atB++;
    }
  }

  map<U>(change: (value: T) => U): IpMap<U> {
    const pieces = new Pieces<U>(this.family);
    for (const [at, start] of this.#starts.entries()) pieces.add(start, change(this.#values[at] as T));
    return new IpMap(pieces);
  }

  /** The value of an address, which is of the map's family. */
  at(address: IpAddress): T {
    return this.#values[countUpTo(this.#starts, ipNumber(address)) - 1] as T;
  }

  /** Whether some address has a value of a kind. */
  some(is: (value: T) => boolean): boolean {
    return this.#values.some(is);
  }

  /** How many pieces it has. */
  get length(): number {
    return this.#starts.length;
  }

  /** The addresses of each value, in the order of the values' first addresses. */
  sets(): Map<T, IpSet> {
    const bounds = new Map<T, bigint[]>();
    for (const [at, start] of this.#starts.entries()) {
      const value = this.#values[at] as T;
      const list = bounds.get(value);
      const end = this.#starts[at + 1] ?? familySize(this.family);
      if (list === undefined) bounds.set(value, [start, end]);
      else list.push(start, end);
    }
    return new Map([...bounds].map(([value, list]) => [value, IpSet.ofBounds(this.family, list)]));
  }

  /** The addresses whose value is of a kind. */
  where(is: (value: T) => boolean): IpSet {
    return this.map(is).sets().get(true) ?? IpSet.empty(this.family);
  }
}

/** Pieces in the making, in ascending order. */
class Pieces<T> {
  readonly family: IpFamily;
  readonly starts: bigint[] = [];
  readonly values: T[] = [];

  constructor(family: IpFamily) {
    this.family = family;
  }

  /** From here on the value is this one, up to the next call. */
  add(start: bigint, value: T): void {
    if (this.starts.at(-1) === start) {
      this.starts.pop();
      this.values.pop();
    }
    if (this.values.length > 0 && this.values.at(-1) === value) return;
    this.starts.push(start);
    this.values.push(value);
  }
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
