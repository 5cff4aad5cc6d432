/**
 * Signs: what a name shows of itself in the columns of a zone, before any of its records is read. Nearly all names of a large zone
 * show none, and a rule that says which signs it needs is called for no other name. A sign may be shown without cause, never be
 * missing where a rule that needs it would find something: `test/lint/signs.test.ts` compares with calling the rules for all names.
 */
export const Sign = {
  /** A rule without signs wants names with one of its types. */
  Type: 1 << 0,
  /** The owner has an octet that has to be escaped. */
  OddName: 1 << 1,
  /** A label has two hyphens in a row, as A-labels have. */
  DoubleHyphen: 1 << 2,
  /** The owner, or a name in its data, may have the zone's name twice. */
  RepeatedName: 1 << 3,
  /** The first label is an asterisk. */
  Wildcard: 1 << 4,
  /** Records of one type have different TTLs. */
  TtlDiffers: 1 << 5,
  /** A TTL below a minute or above a week. */
  TtlExtreme: 1 << 6,
  /** An owner with an address, a server or a mail exchange that is no name of a host (RFC 1123 section 2.1). */
  NotHost: 1 << 7,
  /** An address of a range that is wholly or partly special, or that is not looked at. */
  SpecialAddress: 1 << 8,
  /** An NS, MX or SRV record to a name of these zones that is not simply one with an address of the Internet. */
  UnsettledTarget: 1 << 9,
  /** A CNAME record to a name of these zones that is not there, or through more than three aliases. */
  UnsettledAlias: 1 << 10,
  /** An NS, MX, SRV, CNAME or PTR record to what may be an address. */
  LiteralTarget: 1 << 11,
  /** An MX or SRV record to the root. */
  NullTarget: 1 << 12,
  /** An MX or CNAME record to a name with an equals sign. */
  EqualsTarget: 1 << 13,
  /** Two MX records to one name. */
  SameExchange: 1 << 14,
  /** More than ten NS records. */
  ManyServers: 1 << 15,
  /** Records that do not belong beside the NS records of a delegation. */
  BesideDelegation: 1 << 16,
  /** A delegation with records below it that are no glue, or glue of nobody. */
  BelowDelegation: 1 << 17,
  /** Such a record below a delegation. No rule is called for it. */
  OutOfSight: 1 << 18,
  /** A DS record without NS records. */
  DsWithoutNs: 1 << 19,
  /** In a reverse zone A, AAAA or MX records or a name that is not plainly that of an address, in any other PTR records. */
  WrongTree: 1 << 20,
  /** In a reverse zone a PTR record to a name of these zones. */
  PtrWithin: 1 << 21,
  /** A TXT record that may have to do with mail and is not plainly right. */
  Text: 1 << 22,
  /** An MX record and no TXT record that is plainly SPF. */
  ExchangeWithoutSpf: 1 << 23,
  /** An MX record to a host of these zones that has no TXT record that is plainly SPF. */
  HostWithoutSpf: 1 << 24,
  /** A CNAME record of a name that has a label which starts with an underscore. */
  ServiceAlias: 1 << 25,
  /** A TXT record that is, or may be, an SPF record. */
  Spf: 1 << 26,
  /** More than ten PTR records. */
  ManyPointers: 1 << 27,
  /** A DS record with an algorithm or a digest that is not one of the usual ones, or a CDS record. */
  UnusualSigner: 1 << 28,
  /** An SRV or TLSA record at a name that does not plainly start as one of a service. */
  DoubtfulService: 1 << 29,
} as const;

/** Names whose records refer to names of these zones for mail. */
export const REFERRING_SIGNS: number = Sign.Text | Sign.HostWithoutSpf | Sign.ServiceAlias;

/** All signs, for zones that are not looked at in columns. */
export const ALL_SIGNS = -1;
