/** Punycode read back (RFC 3492 section 6.2), to see whether a label is an A-label. */

const BASE = 36;
const T_MIN = 1;
const T_MAX = 26;
const SKEW = 38;
const DAMP = 700;
const INITIAL_BIAS = 72;
const INITIAL_CODE = 0x80;
const MAX_CODE = 0x10_ffff;

/** The text that a label without its `xn--` stands for; undefined where it is not encoded rightly. */
export function decodePunycode(text: string): string | undefined {
  const delimiter = text.lastIndexOf("-");
  const decoded = delimiter > 0 ? Array.from({ length: delimiter }, (_, at) => text.charCodeAt(at)) : [];
  if (decoded.some((code) => code >= INITIAL_CODE)) return undefined;
  let code = INITIAL_CODE;
  let position = 0;
  let bias = INITIAL_BIAS;
  for (let at = delimiter > 0 ? delimiter + 1 : 0; at < text.length;) {
    const before = position;
    let weight = 1;
    for (let k = BASE; ; k += BASE) {
      const digit = digitOf(text.charCodeAt(at++));
      if (digit === undefined) return undefined;
      position += digit * weight;
      const threshold = Math.min(T_MAX, Math.max(T_MIN, k - bias));
      if (digit < threshold) break;
      weight *= BASE - threshold;
      if (weight > MAX_CODE * 64) return undefined;
    }
    const length = decoded.length + 1;
    bias = adapt(position - before, length, before === 0);
    code += Math.floor(position / length);
    // Surrogates are no characters.
    if (code > MAX_CODE || (code >= 0xd800 && code <= 0xdfff)) return undefined;
    position %= length;
    decoded.splice(position++, 0, code);
  }
  return String.fromCodePoint(...decoded);
}

// --------------------------------------------------------------------------------------------------------------------------

/** RFC 3492 section 6.1. */
function adapt(distance: number, length: number, isFirst: boolean): number {
  let delta = Math.floor(distance / (isFirst ? DAMP : 2));
  delta += Math.floor(delta / length);
  let k = 0;
  while (delta > ((BASE - T_MIN) * T_MAX) / 2) {
    delta = Math.floor(delta / (BASE - T_MIN));
    k += BASE;
  }
  return k + Math.floor(((BASE - T_MIN + 1) * delta) / (delta + SKEW));
}

function digitOf(code: number): number | undefined {
  if (code >= 0x30 && code <= 0x39) return code - 0x30 + 26;
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x7a ? lower - 0x61 : undefined;
}
