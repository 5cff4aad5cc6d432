/** The first octets of IPv4 ranges that are wholly or partly special (RFC 6890, RFC 5771): 1 for these. */
export const IS_SPECIAL_FIRST: Uint8Array = Uint8Array.from({ length: 256 }, (_, octet) =>
  octet >= 224 || [0, 10, 100, 127, 169, 172, 192, 198, 203].includes(octet) ? 1 : 0,
);
