import { describe, expect, it } from "vitest";
import { keyBits } from "../../../src/lint/mail/dkim-key.js";
import { isPlainDkim } from "../../../src/lint/signs/plain-texts.js";

/** An RSA public key as OpenSSL writes it, of a modulus of so many octets with this first one. */
function rsaKey(octets: number, first: number): string {
  const modulus = Buffer.alloc(octets, 0xa5);
  modulus[0] = first;
  const integer = (content: Buffer): Buffer => der(0x02, content);
  const key = der(
    0x30,
    Buffer.concat([integer(Buffer.concat([Buffer.of(0), modulus])), integer(Buffer.from("010001", "hex"))]),
  );
  const algorithm = Buffer.from("300d06092a864886f70d0101010500", "hex");
  return der(0x30, Buffer.concat([algorithm, der(0x03, Buffer.concat([Buffer.of(0), key]))])).toString("base64");
}

function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.of(tag, ...size), content]);
}

const isGood = (key: string): boolean => {
  const bits = keyBits(key, "rsa");
  return typeof bits === "number" && bits >= 2048;
};

describe("a DKIM key that is plainly right", () => {
  it("is one of at least 2048 bits", () => {
    for (let first = 0; first < 256; first++) {
      const key = rsaKey(256, first);
      expect(keyBits(key, "rsa")).toBe(first === 0 ? 2040 : 2048 - Math.clz32(first) + 24);
      expect(isPlainDkim(`v=DKIM1; k=rsa; p=${key}`), key).toBe(first >= 0x80);
    }
    for (const octets of [64, 128, 255, 257, 384, 512]) {
      const key = rsaKey(octets, 0x80);
      expect(isPlainDkim(`v=DKIM1; p=${key};`), String(octets)).toBe(isGood(key));
    }
  });

  it("is none once an octet of it is another one, unless its bits are read nevertheless", () => {
    const key = rsaKey(256, 0xc5);
    let others = 0;
    for (let at = 0; at < key.length; at++) {
      for (const sign of ["A", "g", "/", "=", " ", "-"]) {
        const changed = key.slice(0, at) + sign + key.slice(at + 1);
        if (!isPlainDkim(`v=DKIM1; k=rsa; p=${changed}`)) others++;
        else expect(isGood(changed), changed).toBe(true);
      }
      expect(isPlainDkim(`v=DKIM1; k=rsa; p=${key.slice(0, at) + key.slice(at + 1)}`)).toBe(false);
    }
    expect(others).toBeGreaterThan(3 * key.length);
  });

  it("says what kind of key it is", () => {
    const short = Buffer.alloc(32, 7).toString("base64");
    expect(isPlainDkim(`v=DKIM1; k=ed25519; p=${short}`)).toBe(true);
    expect(isPlainDkim(`v=DKIM1;k=ed25519;p=${short};`)).toBe(true);
    for (const text of [
      `v=DKIM1; k=rsa; p=${short}`,
      `v=DKIM1; p=${short}`,
      `v=DKIM1; k=ed25519; p=${rsaKey(256, 0x80)}`,
      `v=DKIM1; k=dsa; p=${rsaKey(256, 0x80)}`,
      `k=rsa; p=${rsaKey(256, 0x80)}`,
      "v=DKIM1; p=",
    ]) {
      expect(isPlainDkim(text), text).toBe(false);
    }
  });
});
