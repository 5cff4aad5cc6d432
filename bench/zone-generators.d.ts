export function createRandom(seed: number): () => number;
export function tldZone(records: number, seed?: number): Generator<string>;
export function hostingZone(records: number, seed?: number): Generator<string>;
export function withFaults(pieces: Iterable<string>, every?: number): Generator<string>;
