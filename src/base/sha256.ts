/** SHA-256 (FIPS 180-4 section 6.2) for octets at hand: the pure folders may not import the one of Node. */

/** The digest of octets, one piece behind the other: 32 octets. */
export function sha256(...pieces: readonly Uint8Array[]): Uint8Array {
  const words = padded(pieces);
  const state = Uint32Array.from(INITIAL);
  const schedule = new Uint32Array(64);
  for (let block = 0; block < words.byteLength; block += BLOCK_OCTETS) mixBlock(state, schedule, words, block);
  const digest = new DataView(new ArrayBuffer(32));
  for (const [index, word] of state.entries()) digest.setUint32(index * 4, word);
  return new Uint8Array(digest.buffer);
}

// --------------------------------------------------------------------------------------------------------------------------

const BLOCK_OCTETS = 64;

// The first 32 bits of the fractional parts of the square roots of the first 8 primes.
const INITIAL: readonly number[] = [
  0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
];

// Those of the cube roots of the first 64 primes.
const ROUND_CONSTANTS: readonly number[] = [
  0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5, 0xd807_aa98,
  0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786,
  0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da, 0x983e_5152, 0xa831_c66d, 0xb003_27c8,
  0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13,
  0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819,
  0xd699_0624, 0xf40e_3585, 0x106a_a070, 0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a,
  0x5b9c_ca4f, 0x682e_6ff3, 0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7,
  0xc671_78f2,
];

// Section 5.1.1: a bit that is set, zeros, and the length in bits at the end of the last block.
function padded(pieces: readonly Uint8Array[]): DataView {
  const length = pieces.reduce((octets, piece) => octets + piece.length, 0);
  const octets = new Uint8Array(Math.ceil((length + 9) / BLOCK_OCTETS) * BLOCK_OCTETS);
  let at = 0;
  for (const piece of pieces) {
    octets.set(piece, at);
    at += piece.length;
  }
  octets[length] = 0x80;
  const view = new DataView(octets.buffer);
  view.setUint32(octets.length - 8, Math.floor(length / 0x2000_0000));
  view.setUint32(octets.length - 4, (length << 3) >>> 0);
  return view;
}

function mixBlock(state: Uint32Array, schedule: Uint32Array, words: DataView, block: number): void {
  for (let round = 0; round < 64; round++) {
    if (round < 16) {
      schedule[round] = words.getUint32(block + round * 4);
      continue;
    }
    const early = schedule[round - 15] ?? 0;
    const late = schedule[round - 2] ?? 0;
    const small0 = rotated(early, 7) ^ rotated(early, 18) ^ (early >>> 3);
    const small1 = rotated(late, 17) ^ rotated(late, 19) ^ (late >>> 10);
    schedule[round] = (schedule[round - 16] ?? 0) + small0 + (schedule[round - 7] ?? 0) + small1;
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let round = 0; round < 64; round++) {
    const big1 = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25);
    const choice = (e & f) ^ (~e & g);
    const first = (h + big1 + choice + (ROUND_CONSTANTS[round] ?? 0) + (schedule[round] ?? 0)) | 0;
    const big0 = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + big0 + majority) | 0];
  }
  for (const [index, value] of [a, b, c, d, e, f, g, h].entries()) state[index] = (state[index] ?? 0) + value;
}

function rotated(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits));
}
