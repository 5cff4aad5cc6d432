/**
 * A place on Earth (RFC 1876 section 3):
 *
 *     LOC d1 [m1 [s1]] {"N"|"S"} d2 [m2 [s2]] {"E"|"W"} alt["m"] [siz["m"] [hp["m"] [vp["m"]]]]
 *
 * Angles are written in degrees, minutes and seconds with up to three decimals, lengths in metres with up to two.
 */
import { hasMore } from "../fields.js";
import { quoted } from "../problems.js";
import { type DataInput, type Field, type RdataField, rejectField, takeFieldText } from "./field.js";
import { type WireReader, fail, readOctets, readUint8, readUint32, writeUint8, writeUint32 } from "./wire.js";

/** Angles are thousandths of a second of arc, counted from this value on the wire. */
const EQUATOR = 2 ** 31;
const DEGREE = 3_600_000;
/** Altitudes are centimetres above a level 100,000 m below the reference spheroid. */
const LOWEST_ALTITUDE = -10_000_000;
/** The largest size and precision, in centimetres: 9e9 fits into a digit and a power of ten. */
const MAX_SIZE = 9_000_000_000;

export const locFields: Field = {
  take(input) {
    const latitude = takeAngle(input, "latitude", 90, "N", "S");
    const longitude = takeAngle(input, "longitude", 180, "E", "W");
    const altitude = takeMetres(input, "altitude", LOWEST_ALTITUDE, LOWEST_ALTITUDE + 0xffff_ffff) ?? 0;
    // The defaults of RFC 1876 section 3: 1 m, 10,000 m and 10 m.
    const size = hasMore(input.cursor) ? takeMetres(input, "size", 0, MAX_SIZE) : 100;
    const horizontal = hasMore(input.cursor) ? takeMetres(input, "horizontal precision", 0, MAX_SIZE) : 1_000_000;
    const vertical = hasMore(input.cursor) ? takeMetres(input, "vertical precision", 0, MAX_SIZE) : 1000;
    writeUint8(input.wire, 0);
    for (const length of [size, horizontal, vertical]) writeUint8(input.wire, powerOfTen(length ?? 0));
    writeUint32(input.wire, (latitude ?? 0) + EQUATOR);
    writeUint32(input.wire, (longitude ?? 0) + EQUATOR);
    writeUint32(input.wire, altitude - LOWEST_ALTITUDE);
  },
  decode(reader, fields) {
    const version = readUint8(reader);
    if (version !== 0) {
      // RFC 1876 section 2: of other versions nothing is known.
      reader.isOpaque = true;
      fields.push({ name: "version", kind: "number", value: version, text: "" });
      readOctets(reader);
      return;
    }
    const sizes = [readUint8(reader), readUint8(reader), readUint8(reader)];
    readAngle(reader, fields, "latitude", 90, "N", "S");
    readAngle(reader, fields, "longitude", 180, "E", "W");
    const altitude = readUint32(reader) + LOWEST_ALTITUDE;
    fields.push({
      name: "altitude",
      kind: "number",
      value: altitude,
      text: formatMetres(altitude),
    });
    for (const [index, octet] of sizes.entries()) {
      const [mantissa, exponent] = [octet >>> 4, octet & 0xf];
      if (mantissa > 9 || exponent > 9) fail(reader, "a size or precision is no digit and power of ten");
      // Nothing times a power of ten: the text has no room for the power.
      if (mantissa === 0 && exponent > 0) reader.isOpaque = true;
      const value = mantissa * 10 ** exponent;
      fields.push({ name: SIZES[index] ?? "", kind: "number", value, text: formatMetres(value) });
    }
  },
};

const SIZES: readonly string[] = ["size", "horizontalPrecision", "verticalPrecision"];

// --------------------------------------------------------------------------------------------------------------------------

// Degrees, perhaps minutes and seconds, and a letter; in thousandths of a second, positive for the first letter.
function takeAngle(input: DataInput, what: string, limit: number, positive: string, negative: string): number | undefined {
  const units = [
    { word: "degrees", size: DEGREE, limit, pattern: /^[0-9]{1,3}$/ },
    { word: "minutes", size: 60_000, limit: 59, pattern: /^[0-9]{1,2}$/ },
    { word: "seconds", size: 1000, limit: 59.999, pattern: /^[0-9]{1,2}(?:\.[0-9]{1,3})?$/ },
  ];
  let total = 0;
  let isGood = true;
  for (let index = 0; ; index++) {
    const text = takeFieldText(input, what);
    if (text === undefined) return undefined;
    const letter = text.toUpperCase();
    if (index > 0 && (letter === positive || letter === negative)) {
      if (isGood && total > limit * DEGREE) {
        rejectField(input, "bad-data", `the ${what} is above ${limit} degrees`);
        isGood = false;
      }
      if (!isGood) return undefined;
      return letter === positive ? total : -total;
    }
    const unit = units[index];
    if (unit === undefined) {
      rejectField(input, "bad-data", `${positive} or ${negative} has to follow the ${what}, not ${quoted(text)}`);
      return undefined;
    }
    if (unit.pattern.test(text) && Number(text) <= unit.limit) total += Math.round(Number(text) * unit.size);
    else {
      const ends = index === 0 ? "" : `, or ${positive} or ${negative}`;
      const decimals = index === 2 ? " with at most three decimals" : "";
      const message = `the ${unit.word} of the ${what} have to be a number up to ${unit.limit}${decimals}${ends}, not ${quoted(text)}`;
      rejectField(input, "bad-data", message);
      isGood = false;
    }
  }
}

// Metres with up to two decimals, as centimetres.
function takeMetres(input: DataInput, what: string, min: number, max: number): number | undefined {
  const text = takeFieldText(input, what);
  if (text === undefined) return undefined;
  const match = /^([+-]?)([0-9]{1,8})(?:\.([0-9]{0,2}))?m?$/i.exec(text);
  const size = match === null ? 0 : Number(match[2]) * 100 + Number((match[3] ?? "").padEnd(2, "0"));
  const value = match?.[1] === "-" ? -size : size;
  if (match !== null && value >= min && value <= max) return value;
  const message = `the ${what} has to be metres from ${formatMetres(min)} to ${formatMetres(max)} with at most two decimals, not ${quoted(text)}`;
  rejectField(input, "bad-data", message);
  return undefined;
}

// RFC 1876 section 2: a digit and a power of ten, of centimetres. What is between is cut, as in the RFC's own code.
function powerOfTen(centimetres: number): number {
  let mantissa = centimetres;
  let exponent = 0;
  while (mantissa >= 10) {
    mantissa = Math.floor(mantissa / 10);
    exponent++;
  }
  return (mantissa << 4) | exponent;
}

function readAngle(
  reader: WireReader,
  fields: RdataField[],
  name: "latitude" | "longitude",
  limit: number,
  positive: string,
  negative: string,
): void {
  const value = readUint32(reader) - EQUATOR;
  const size = Math.abs(value);
  if (size > limit * DEGREE) fail(reader, `the ${name} is above ${limit} degrees`);
  const degrees = Math.floor(size / DEGREE);
  const minutes = Math.floor(size / 60_000) % 60;
  const seconds = ((size % 60_000) / 1000).toFixed(3);
  const text = `${degrees} ${minutes} ${seconds} ${value < 0 ? negative : positive}`;
  fields.push({ name, kind: "number", value, text });
}

function formatMetres(centimetres: number): string {
  const size = Math.abs(centimetres);
  const decimals = String(size % 100).padStart(2, "0");
  return `${centimetres < 0 ? "-" : ""}${Math.floor(size / 100)}.${decimals}m`;
}
