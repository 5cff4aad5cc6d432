/** How the zones of the corpus are written down, and what stands around what each is about. */

/** One zone: a body between a head and a tail that are right, or a whole file. `{origin}` and `{id}` are filled in. */
export interface ZoneText {
  readonly title: string;
  readonly body?: string;
  readonly whole?: string;
  /** Files that it includes, by name. */
  readonly files?: Readonly<Record<string, string>>;
}

const HOSTS = `ns1 IN A 192.0.2.53
ns2 IN A 192.0.2.54
mail IN A 192.0.2.25
sip IN A 192.0.2.60
host IN A 192.0.2.80
`;

/** Heads with the SOA record in several layouts that all servers read. */
export const LAYOUTS: readonly string[] = [
  `$ORIGIN {origin}.
$TTL 3600
@ IN SOA ns1 hostmaster 2026010101 14400 3600 1209600 900
@ IN NS ns1
@ IN NS ns2
${HOSTS}`,
  `; a zone of the corpus
$ORIGIN {origin}.
$TTL 1h

@	IN	SOA	ns1.{origin}. hostmaster.{origin}. (
		2026010101 ; serial
		4h         ; refresh
		1h         ; retry
		2w         ; expire
		15m )      ; minimum
	IN	NS	ns1
	IN	NS	ns2

${HOSTS}`,
  `$TTL 3600
{origin}. IN SOA ns1.{origin}. hostmaster.{origin}. 2026010101 14400 3600 1209600 900
{origin}. IN NS ns1.{origin}.
{origin}. IN NS ns2.{origin}.
$ORIGIN {origin}.
${HOSTS}`,
];

const FILLERS: readonly string[] = [
  '; what follows is a comment: (" not a string\n',
  "\n",
  'a1 IN TXT "v=spf1 -all"\n',
  "a2 IN MX 10 mail\n\tIN A 192.0.2.102\n",
  "a3 IN AAAA 2001:db8::3\n",
  'a4 IN TXT ( "one"\n  "two" ; and a comment\n  "three" )\n',
  "a5 300 IN A 192.0.2.105\na5 300 IN A 192.0.2.106\n",
  "   \t\n",
  "_sip._tcp IN SRV 0 5 5060 sip\n",
];

/** Some right lines, others for each index, so that what a zone is about does not always have the same line. */
export function fillersOf(index: number): string {
  return FILLERS.filter((_, at) => (index + at * at) % 4 === 0).join("");
}
