/** What is known of a name as a number, from its text and from its records: bits of one column. */

// Of its records.
export const HAS_RECORDS: number = 1 << 0;
export const HAS_ADDRESS: number = 1 << 1;
export const HAS_CNAME: number = 1 << 2;
export const HAS_NS: number = 1 << 3;
export const HAS_MX: number = 1 << 4;
/** A record of type SPF. */
export const HAS_SPF_TYPE: number = 1 << 5;
/** A record that is no address. */
export const HAS_OTHER: number = 1 << 6;
export const HAS_SPECIAL_ADDRESS: number = 1 << 7;
export const HAS_TXT: number = 1 << 8;
/** A text that a rule has to read. */
export const HAS_DOUBTFUL_TEXT: number = 1 << 9;
/** An SPF record, in which no rule finds anything but where `a` or `mx` match nobody. */
export const HAS_PLAIN_SPF: number = 1 << 10;
export const NEEDS_ADDRESS: number = 1 << 11;
export const NEEDS_MX: number = 1 << 12;

// Of the records of others.
/** An NS record points to it. */
export const IS_SERVER: number = 1 << 13;
/** Below it, a delegation, are names that are no glue, or glue of nobody. */
export const HIDES_RECORDS: number = 1 << 14;
/** It is one of these names. */
export const IS_HIDDEN: number = 1 << 15;
export const IS_BELOW_CUT: number = 1 << 16;
export const IS_VISITED: number = 1 << 17;

// Of its text.
export const NOT_HOST: number = 1 << 18;
export const HAS_ESCAPE: number = 1 << 19;
export const HAS_DOUBLE_HYPHEN: number = 1 << 20;
export const HAS_EQUALS: number = 1 << 21;
/** It may be an address. */
export const IS_LITERAL: number = 1 << 22;
/** A label starts with an underscore. */
export const HAS_UNDERSCORE: number = 1 << 23;
export const IS_WILDCARD: number = 1 << 24;
/** The zone's name may be in it twice. */
export const REPEATS_ZONE: number = 1 << 25;
/** The first label is all that it has more than the apex, or it is the apex. */
export const IS_SHALLOW: number = 1 << 26;
/** Of the zones that are checked, it is in this one and in none that is deeper. */
export const IS_LOCAL: number = 1 << 27;
/** The SPF record, plainly right, has -all and lets somebody send. */
export const HAS_HARD_FAIL: number = 1 << 29;
/** It is in none of the zones that are checked. */
export const IS_EXTERNAL: number = 1 << 28;
