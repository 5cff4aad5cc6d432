// Zones for measurements, the same for the same seed. A generator gives lines in pieces, so that a large zone needs no memory.

/** Numbers from 0 up to 1, the same sequence for the same seed (mulberry32). */
export function createRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
const HEX = "0123456789ABCDEF";

function word(random, length, letters = LETTERS) {
  let text = "";
  for (let at = 0; at < length; at++) text += letters[Math.floor(random() * letters.length)];
  return text;
}

const below = (random, limit) => Math.floor(random() * limit);
const address4 = (random) => `${40 + below(random, 50)}.${below(random, 256)}.${below(random, 256)}.${1 + below(random, 254)}`;
const address6 = (random) =>
  `2a01:${word(random, 3, "123456789abcdef")}:${word(random, 4, "123456789abcdef")}:${word(random, 3, "123456789abcdef")}::${word(random, 2, "123456789abcdef")}`;

// The public part of an RSA key of 2048 bits, whose number is made up, in the base64 of its DER.
function rsaKey(random) {
  const head = Buffer.from("30820122300d06092a864886f70d01010105000382010f003082010a0282010100", "hex");
  const modulus = Buffer.from(Array.from({ length: 256 }, (_, at) => (at === 0 ? 0x80 : 0) | below(random, 256)));
  modulus[255] |= 1;
  return Buffer.concat([head, modulus, Buffer.from("0203010001", "hex")]).toString("base64");
}

const ed25519Key = (random) => Buffer.from(Array.from({ length: 32 }, () => below(random, 256))).toString("base64");

/** A zone of delegations, like that of a top-level domain: NS, DS and glue, in order of names. About 47 octets a record. */
export function* tldZone(records, seed = 1) {
  const random = createRandom(seed);
  yield "$ORIGIN test.\n$TTL 86400\n@ IN SOA a.nic.test. hostmaster.nic.test. 2026010100 7200 3600 1209600 3600\n";
  yield '@ IN NS a.nic.test.\n@ IN NS b.nic.test.\n@ IN MX 0 .\n@ IN TXT "v=spf1 -all"\na.nic IN A 45.0.2.53\nb.nic IN A 46.0.2.53\n';
  let count = 7;
  for (let index = 0; count < records; index++) {
    const name = `${index.toString(36).padStart(5, "0")}${word(random, 3 + below(random, 7))}`;
    const provider = `${word(random, 3, "abcdef")}-dns.example`;
    let lines = "";
    const servers = 2 + below(random, 2);
    const hasGlue = random() < 0.12;
    const needed = servers * (hasGlue ? 3 : 1);
    if (records - count < needed) {
      // Delegations without glue at the end: half of the servers' addresses would be missing.
      while (count < records) lines += `${name}${count++}\t86400\tIN\tNS\tns1.${provider}.\n`;
      yield lines;
      return;
    }
    for (let server = 1; server <= servers; server++, count++) {
      lines += hasGlue
        ? `${name}\t86400\tIN\tNS\tns${server}.${name}.test.\n`
        : `${name}\t86400\tIN\tNS\tns${server}.${provider}.\n`;
    }
    const glued = hasGlue ? servers : 0;
    for (let server = 1; server <= glued; server++, count++) {
      lines += `ns${server}.${name}\t86400\tIN\tA\t${address4(random)}\n`;
      if (random() >= 0.3) continue;
      lines += `ns${server}.${name}\t86400\tIN\tAAAA\t${address6(random)}\n`;
      count++;
    }
    if (random() < 0.12 && count < records) {
      lines += `${name}\t86400\tIN\tDS\t${1 + below(random, 65535)} 13 2 ${word(random, 64, HEX)}\n`;
      count++;
    }
    yield lines;
  }
}

/**
 * A zone with the hosts of many customers, as people and panels write it: $ORIGIN for each, TTLs with units, owners left out,
 * parentheses over several lines, comments, TXT. About 67 octets a record.
 */
export function* hostingZone(records, seed = 2) {
  const random = createRandom(seed);
  yield "$ORIGIN hosting.test.\n$TTL 1h\n@ IN SOA ns1 hostmaster (\n\t2026010100 ; serial\n\t2h 15m 2w 1h )\n";
  yield '\tIN NS ns1\n\tIN NS ns2\n\tIN MX 0 .\n\tIN TXT "v=spf1 -all"\n';
  yield "ns1 IN A 192.0.2.1\nns2 IN A 192.0.2.2\n";
  let count = 7;
  for (let index = 0; count < records; index++) {
    const name = `${word(random, 5 + below(random, 8))}-${index.toString(36)}`;
    const key = index % 2 === 0 ? rsaKey(random) : "";
    const lines = [
      `@\t1h\tIN\tA\t${address4(random)}`,
      `\t\tIN\tAAAA\t${address6(random)}`,
      `\t\tIN\tMX\t10 mail`,
      `\t\tIN\tMX\t20 mx2.backup-mail.example. ; the second server`,
      `\t\tIN\tTXT\t"v=spf1 mx a ip4:${address4(random)} ip4:${address4(random)} include:_spf.mail-provider-${below(random, 50)}.example ~all"`,
      `www\t5m\tIN\tCNAME\t@`,
      `mail\t1d12h\tIN\tA\t${address4(random)}`,
      `\t\tIN\tTXT\t"v=spf1 a -all" ; the name in HELO`,
      `ftp\t2h\tIN\tCNAME\twww`,
      `_dmarc\t\tIN\tTXT\t"v=DMARC1; p=quarantine; rua=mailto:dmarc-reports@${name}.example; pct=100"`,
      index % 2 === 0
        ? `s${index}._domainkey\tIN\tTXT\t( "v=DKIM1; k=rsa; "\n\t\t\t"p=${key.slice(0, 200)}" ; the key\n\t\t\t"${key.slice(200)}" )`
        : `s${index}._domainkey\tIN\tTXT\t( "v=DKIM1; k=ed25519; " ; the key\n\t\t\t"p=${ed25519Key(random)}" )`,
      `_imaps._tcp\tIN\tSRV\t0 1 993 mail`,
      `shop${below(random, 90)}\tIN\tA\t${address4(random)} ; shop`,
      `dev-${word(random, 6)}\t300\tIN\tA\t${address4(random)}`,
    ];
    const head = `; customer ${index}, since ${2000 + below(random, 26)}, contact: hostmaster@${name}.example\n$ORIGIN ${name}.hosting.test.\n`;
    // The last customer has only hosts: half of the others' records would point to what is not there.
    const left = records - count;
    const kept =
      left >= lines.length ? lines : Array.from({ length: left }, (_, host) => `host${host} IN A ${address4(random)}`);
    count += kept.length;
    yield `${head}${kept.join("\n")}\n`;
  }
}

/** A zone with a record that is wrong in front of every so many records: what a check of a zone that is not in order meets. */
export function* withFaults(pieces, every = 1000) {
  let records = 0;
  for (const piece of pieces) {
    yield piece.replaceAll(/^[a-z0-9].*\n/gm, (record) => {
      if (++records % every !== 0) return record;
      const number = records / every;
      return `${FAULTS[number % FAULTS.length](`fault${number}`)}\n${record}`;
    });
  }
}

const FAULTS = [
  (name) => `${name} IN A 10.0.0.1`,
  (name) => `${name} IN TXT "v=spf1 a -al"`,
  (name) => `${name}_ IN A 192.0.2.1`,
  (name) => `${name} IN MX 10 nowhere`,
  (name) => `${name} IN CNAME nowhere`,
  (name) => `_dmarc.${name} IN TXT "v=DMARC1; p=rejected"`,
  (name) => `${name} 10 IN A 192.0.2.1`,
  (name) => `${name} IN NS ns1.${name}`,
];
