// Written by scripts/rules.js from the files in this folder.
import type { Rule } from "../rule.js";
import { rule as aOrMxWithIp } from "./a-or-mx-with-ip.js";
import { rule as addressTargetVoid } from "./address-target-void.js";
import { rule as allWithArgument } from "./all-with-argument.js";
import { rule as apexWithoutNs } from "./apex-without-ns.js";
import { rule as authorisesMany } from "./authorises-many.js";
import { rule as bareAll } from "./bare-all.js";
import { rule as bareDomain } from "./bare-domain.js";
import { rule as bareIp } from "./bare-ip.js";
import { rule as belowDname } from "./below-dname.js";
import { rule as bimiSyntax } from "./bimi-syntax.js";
import { rule as caaTagMisspelt } from "./caa-tag-misspelt.js";
import { rule as caaValueMalformed } from "./caa-value-malformed.js";
import { rule as chunkJoinMissingSpace } from "./chunk-join-missing-space.js";
import { rule as chunkSplitsToken } from "./chunk-splits-token.js";
import { rule as cidrDetached } from "./cidr-detached.js";
import { rule as cidrHostBits } from "./cidr-host-bits.js";
import { rule as cidrLeadingZero } from "./cidr-leading-zero.js";
import { rule as cidrMalformed } from "./cidr-malformed.js";
import { rule as cidrNotAllowed } from "./cidr-not-allowed.js";
import { rule as cidrOutOfRange } from "./cidr-out-of-range.js";
import { rule as cnameAtApex } from "./cname-at-apex.js";
import { rule as cnameAtOwner } from "./cname-at-owner.js";
import { rule as cnameChainLong } from "./cname-chain-long.js";
import { rule as cnameDangling } from "./cname-dangling.js";
import { rule as cnameLoop } from "./cname-loop.js";
import { rule as colonForEquals } from "./colon-for-equals.js";
import { rule as colonMissing } from "./colon-missing.js";
import { rule as commaSeparator } from "./comma-separator.js";
import { rule as delegationNsDiffer } from "./delegation-ns-differ.js";
import { rule as dkimKeyRevoked } from "./dkim-key-revoked.js";
import { rule as dkimKeySyntax } from "./dkim-key-syntax.js";
import { rule as dkimKeyWeak } from "./dkim-key-weak.js";
import { rule as dkimMultiple } from "./dkim-multiple.js";
import { rule as dmarcMultiple } from "./dmarc-multiple.js";
import { rule as dmarcPolicyMissing } from "./dmarc-policy-missing.js";
import { rule as dmarcReportUnauthorised } from "./dmarc-report-unauthorised.js";
import { rule as dmarcSyntax } from "./dmarc-syntax.js";
import { rule as dnskeyWithoutRrsig } from "./dnskey-without-rrsig.js";
import { rule as dnssecAlgorithmDeprecated } from "./dnssec-algorithm-deprecated.js";
import { rule as domainBadToplabel } from "./domain-bad-toplabel.js";
import { rule as domainEmptyLabel } from "./domain-empty-label.js";
import { rule as domainIsAddress } from "./domain-is-address.js";
import { rule as domainIsIp } from "./domain-is-ip.js";
import { rule as domainIsUrl } from "./domain-is-url.js";
import { rule as domainLabelTooLong } from "./domain-label-too-long.js";
import { rule as domainMissing } from "./domain-missing.js";
import { rule as domainSingleLabel } from "./domain-single-label.js";
import { rule as domainTrailingDot } from "./domain-trailing-dot.js";
import { rule as domainWildcard } from "./domain-wildcard.js";
import { rule as dsAtApex } from "./ds-at-apex.js";
import { rule as dsDigestDeprecated } from "./ds-digest-deprecated.js";
import { rule as dsWithoutKey } from "./ds-without-key.js";
import { rule as dsWithoutNs } from "./ds-without-ns.js";
import { rule as dualCidrMalformed } from "./dual-cidr-malformed.js";
import { rule as duplicateMxTarget } from "./duplicate-mx-target.js";
import { rule as duplicateTerm } from "./duplicate-term.js";
import { rule as equalsForColon } from "./equals-for-colon.js";
import { rule as escapeResidue } from "./escape-residue.js";
import { rule as evaluationSlow } from "./evaluation-slow.js";
import { rule as existsAlwaysTrue } from "./exists-always-true.js";
import { rule as expDuplicate } from "./exp-duplicate.js";
import { rule as expTargetBad } from "./exp-target-bad.js";
import { rule as expUnreachable } from "./exp-unreachable.js";
import { rule as fileOfAnotherZone } from "./file-of-another-zone.js";
import { rule as foreignTags } from "./foreign-tags.js";
import { rule as glueDiffers } from "./glue-differs.js";
import { rule as hardfailBeforeDmarc } from "./hardfail-before-dmarc.js";
import { rule as heloNameWithoutSpf } from "./helo-name-without-spf.js";
import { rule as helperOrphaned } from "./helper-orphaned.js";
import { rule as hostInReverseZone } from "./host-in-reverse-zone.js";
import { rule as hostNameCharacters } from "./host-name-characters.js";
import { rule as htmlResidue } from "./html-residue.js";
import { rule as httpsWrongName } from "./https-wrong-name.js";
import { rule as includeCovered } from "./include-covered.js";
import { rule as includeLoop } from "./include-loop.js";
import { rule as includeNonPlus } from "./include-non-plus.js";
import { rule as includeRegistrable } from "./include-registrable.js";
import { rule as includeTargetBroken } from "./include-target-broken.js";
import { rule as includeTargetNone } from "./include-target-none.js";
import { rule as includeTargetNxdomain } from "./include-target-nxdomain.js";
import { rule as includeTemperror } from "./include-temperror.js";
import { rule as includeWithoutDomain } from "./include-without-domain.js";
import { rule as invalidALabel } from "./invalid-a-label.js";
import { rule as ipAlias } from "./ip-alias.js";
import { rule as ipFamilyMismatch } from "./ip-family-mismatch.js";
import { rule as ip4Incomplete } from "./ip4-incomplete.js";
import { rule as ip4LeadingZero } from "./ip4-leading-zero.js";
import { rule as ip4Netmask } from "./ip4-netmask.js";
import { rule as ip4NotAnAddress } from "./ip4-not-an-address.js";
import { rule as ip4OctetRange } from "./ip4-octet-range.js";
import { rule as ip4Range } from "./ip4-range.js";
import { rule as ip4TrailingDot } from "./ip4-trailing-dot.js";
import { rule as ip4Wildcard } from "./ip4-wildcard.js";
import { rule as ip6NotAnAddress } from "./ip6-not-an-address.js";
import { rule as literalQuotes } from "./literal-quotes.js";
import { rule as lookupsHiddenByOrder } from "./lookups-hidden-by-order.js";
import { rule as lookupsNearLimit } from "./lookups-near-limit.js";
import { rule as lookupsOver10 } from "./lookups-over-10.js";
import { rule as macroBadLetter } from "./macro-bad-letter.js";
import { rule as macroBadToplabel } from "./macro-bad-toplabel.js";
import { rule as macroBadTransformer } from "./macro-bad-transformer.js";
import { rule as macroExpOnly } from "./macro-exp-only.js";
import { rule as macroInIp } from "./macro-in-ip.js";
import { rule as macroLocalPart } from "./macro-local-part.js";
import { rule as macroMissingPercent } from "./macro-missing-percent.js";
import { rule as macroMultiVoid } from "./macro-multi-void.js";
import { rule as macroP } from "./macro-p.js";
import { rule as macroPercent } from "./macro-percent.js";
import { rule as macroUnclosed } from "./macro-unclosed.js";
import { rule as macroZeroDigit } from "./macro-zero-digit.js";
import { rule as mailRecordWrongName } from "./mail-record-wrong-name.js";
import { rule as mechanismDoubled } from "./mechanism-doubled.js";
import { rule as missingGlue } from "./missing-glue.js";
import { rule as missingTrailingDot } from "./missing-trailing-dot.js";
import { rule as modifierEmpty } from "./modifier-empty.js";
import { rule as modifierMisspelt } from "./modifier-misspelt.js";
import { rule as modifierNotLast } from "./modifier-not-last.js";
import { rule as mtaStsHostMissing } from "./mta-sts-host-missing.js";
import { rule as mtaStsSyntax } from "./mta-sts-syntax.js";
import { rule as multipleAll } from "./multiple-all.js";
import { rule as multipleRecords } from "./multiple-records.js";
import { rule as mxHostWithoutPtr } from "./mx-host-without-ptr.js";
import { rule as mxIsNull } from "./mx-is-null.js";
import { rule as mxOver10Hosts } from "./mx-over-10-hosts.js";
import { rule as mxTargetAddressLiteral } from "./mx-target-address-literal.js";
import { rule as mxTargetWithoutAddress } from "./mx-target-without-address.js";
import { rule as nameNotAscii } from "./name-not-ascii.js";
import { rule as nameOddCharacters } from "./name-odd-characters.js";
import { rule as networkCovered } from "./network-covered.js";
import { rule as networkVeryWide } from "./network-very-wide.js";
import { rule as networksMergeable } from "./networks-mergeable.js";
import { rule as neutralAll } from "./neutral-all.js";
import { rule as noDefault } from "./no-default.js";
import { rule as noRecord } from "./no-record.js";
import { rule as nonAscii } from "./non-ascii.js";
import { rule as nonbreakingSpace } from "./nonbreaking-space.js";
import { rule as nsWithoutAddress } from "./ns-without-address.js";
import { rule as nsecAndNsec3 } from "./nsec-and-nsec3.js";
import { rule as nsecChainBroken } from "./nsec-chain-broken.js";
import { rule as nsecTypesWrong } from "./nsec-types-wrong.js";
import { rule as nsec3Iterations } from "./nsec3-iterations.js";
import { rule as nullMxPreference } from "./null-mx-preference.js";
import { rule as nullMxWithOthers } from "./null-mx-with-others.js";
import { rule as nullSrvWithOthers } from "./null-srv-with-others.js";
import { rule as obsoletePolicyRecord } from "./obsolete-policy-record.js";
import { rule as occludedRecords } from "./occluded-records.js";
import { rule as ownerNameDoubled } from "./owner-name-doubled.js";
import { rule as parkedNotNull } from "./parked-not-null.js";
import { rule as placeholder } from "./placeholder.js";
import { rule as plusAll } from "./plus-all.js";
import { rule as plusAllNested } from "./plus-all-nested.js";
import { rule as ptrInForwardZone } from "./ptr-in-forward-zone.js";
import { rule as ptrMechanism } from "./ptr-mechanism.js";
import { rule as ptrNotConfirmed } from "./ptr-not-confirmed.js";
import { rule as ptrOver10Names } from "./ptr-over-10-names.js";
import { rule as qualifierDoubled } from "./qualifier-doubled.js";
import { rule as qualifierOnModifier } from "./qualifier-on-modifier.js";
import { rule as recordOver450 } from "./record-over-450.js";
import { rule as recordsAtDelegation } from "./records-at-delegation.js";
import { rule as recordsConcatenated } from "./records-concatenated.js";
import { rule as redirectDuplicate } from "./redirect-duplicate.js";
import { rule as redirectTargetNone } from "./redirect-target-none.js";
import { rule as redirectWithAll } from "./redirect-with-all.js";
import { rule as repeatedSpace } from "./repeated-space.js";
import { rule as repoLiveDrift } from "./repo-live-drift.js";
import { rule as reservedAddress } from "./reserved-address.js";
import { rule as reverseNameMalformed } from "./reverse-name-malformed.js";
import { rule as rfc6652Modifier } from "./rfc6652-modifier.js";
import { rule as rrsetOver1232 } from "./rrset-over-1232.js";
import { rule as rrsetOver512 } from "./rrset-over-512.js";
import { rule as rrsetUnsigned } from "./rrset-unsigned.js";
import { rule as rrsigExpired } from "./rrsig-expired.js";
import { rule as rrsigExpiresSoon } from "./rrsig-expires-soon.js";
import { rule as rrsigNotYetValid } from "./rrsig-not-yet-valid.js";
import { rule as rrsigTimesReversed } from "./rrsig-times-reversed.js";
import { rule as rrsigWithoutDnskey } from "./rrsig-without-dnskey.js";
import { rule as rrtype99 } from "./rrtype-99.js";
import { rule as secondDname } from "./second-dname.js";
import { rule as semicolonInRecord } from "./semicolon-in-record.js";
import { rule as senderIdRecord } from "./sender-id-record.js";
import { rule as serialNotAdvanced } from "./serial-not-advanced.js";
import { rule as serverOnlyPrivate } from "./server-only-private.js";
import { rule as serviceAliasLoop } from "./service-alias-loop.js";
import { rule as serviceModesMixed } from "./service-modes-mixed.js";
import { rule as serviceNameMalformed } from "./service-name-malformed.js";
import { rule as serviceTargetMissing } from "./service-target-missing.js";
import { rule as sharedInfrastructure } from "./shared-infrastructure.js";
import { rule as singleNameServer } from "./single-name-server.js";
import { rule as smartQuotes } from "./smart-quotes.js";
import { rule as soaExpireTooShort } from "./soa-expire-too-short.js";
import { rule as soaMailboxMalformed } from "./soa-mailbox-malformed.js";
import { rule as soaMinimumUnusual } from "./soa-minimum-unusual.js";
import { rule as soaMissing } from "./soa-missing.js";
import { rule as soaMnameNotNameServer } from "./soa-mname-not-name-server.js";
import { rule as soaNotFirst } from "./soa-not-first.js";
import { rule as soaRefreshUnusual } from "./soa-refresh-unusual.js";
import { rule as soaRetryNotBelowRefresh } from "./soa-retry-not-below-refresh.js";
import { rule as soaSerialOdd } from "./soa-serial-odd.js";
import { rule as spaceAfterColon } from "./space-after-colon.js";
import { rule as spaceAfterQualifier } from "./space-after-qualifier.js";
import { rule as specialAddress } from "./special-address.js";
import { rule as spfInOtherRrtype } from "./spf-in-other-rrtype.js";
import { rule as spfSyntax } from "./spf-syntax.js";
import { rule as srvTargetWithoutAddress } from "./srv-target-without-address.js";
import { rule as syntaxErrorAfterAll } from "./syntax-error-after-all.js";
import { rule as tabSeparator } from "./tab-separator.js";
import { rule as targetAddressLiteral } from "./target-address-literal.js";
import { rule as targetIsAlias } from "./target-is-alias.js";
import { rule as termAfterAll } from "./term-after-all.js";
import { rule as termShadowed } from "./term-shadowed.js";
import { rule as termsJoined } from "./terms-joined.js";
import { rule as tlsRptSyntax } from "./tls-rpt-syntax.js";
import { rule as tooManyNameServers } from "./too-many-name-servers.js";
import { rule as trailingSpace } from "./trailing-space.js";
import { rule as ttlDiffers } from "./ttl-differs.js";
import { rule as ttlLow } from "./ttl-low.js";
import { rule as ttlVeryLong } from "./ttl-very-long.js";
import { rule as ttlVeryShort } from "./ttl-very-short.js";
import { rule as txtCutByComment } from "./txt-cut-by-comment.js";
import { rule as txtUnquoted } from "./txt-unquoted.js";
import { rule as unicodeDash } from "./unicode-dash.js";
import { rule as unknownMechanism } from "./unknown-mechanism.js";
import { rule as unknownModifier } from "./unknown-modifier.js";
import { rule as unneededGlue } from "./unneeded-glue.js";
import { rule as uppercaseMechanism } from "./uppercase-mechanism.js";
import { rule as versionCase } from "./version-case.js";
import { rule as versionLeadingJunk } from "./version-leading-junk.js";
import { rule as versionMissingSpace } from "./version-missing-space.js";
import { rule as versionPunctuation } from "./version-punctuation.js";
import { rule as versionTypo } from "./version-typo.js";
import { rule as voidsOneFamily } from "./voids-one-family.js";
import { rule as voidsOver2 } from "./voids-over-2.js";
import { rule as wildcardBlocked } from "./wildcard-blocked.js";
import { rule as wildcardCname } from "./wildcard-cname.js";
import { rule as wildcardHiddenByHost } from "./wildcard-hidden-by-host.js";
import { rule as wildcardTxt } from "./wildcard-txt.js";
import { rule as wildcardUnsafeType } from "./wildcard-unsafe-type.js";
import { rule as zoneInTwoFiles } from "./zone-in-two-files.js";
import { rule as zoneNotDelegated } from "./zone-not-delegated.js";

export const RULES: readonly Rule[] = [
  aOrMxWithIp,
  addressTargetVoid,
  allWithArgument,
  apexWithoutNs,
  authorisesMany,
  bareAll,
  bareDomain,
  bareIp,
  belowDname,
  bimiSyntax,
  caaTagMisspelt,
  caaValueMalformed,
  chunkJoinMissingSpace,
  chunkSplitsToken,
  cidrDetached,
  cidrHostBits,
  cidrLeadingZero,
  cidrMalformed,
  cidrNotAllowed,
  cidrOutOfRange,
  cnameAtApex,
  cnameAtOwner,
  cnameChainLong,
  cnameDangling,
  cnameLoop,
  colonForEquals,
  colonMissing,
  commaSeparator,
  delegationNsDiffer,
  dkimKeyRevoked,
  dkimKeySyntax,
  dkimKeyWeak,
  dkimMultiple,
  dmarcMultiple,
  dmarcPolicyMissing,
  dmarcReportUnauthorised,
  dmarcSyntax,
  dnskeyWithoutRrsig,
  dnssecAlgorithmDeprecated,
  domainBadToplabel,
  domainEmptyLabel,
  domainIsAddress,
  domainIsIp,
  domainIsUrl,
  domainLabelTooLong,
  domainMissing,
  domainSingleLabel,
  domainTrailingDot,
  domainWildcard,
  dsAtApex,
  dsDigestDeprecated,
  dsWithoutKey,
  dsWithoutNs,
  dualCidrMalformed,
  duplicateMxTarget,
  duplicateTerm,
  equalsForColon,
  escapeResidue,
  evaluationSlow,
  existsAlwaysTrue,
  expDuplicate,
  expTargetBad,
  expUnreachable,
  fileOfAnotherZone,
  foreignTags,
  glueDiffers,
  hardfailBeforeDmarc,
  heloNameWithoutSpf,
  helperOrphaned,
  hostInReverseZone,
  hostNameCharacters,
  htmlResidue,
  httpsWrongName,
  includeCovered,
  includeLoop,
  includeNonPlus,
  includeRegistrable,
  includeTargetBroken,
  includeTargetNone,
  includeTargetNxdomain,
  includeTemperror,
  includeWithoutDomain,
  invalidALabel,
  ipAlias,
  ipFamilyMismatch,
  ip4Incomplete,
  ip4LeadingZero,
  ip4Netmask,
  ip4NotAnAddress,
  ip4OctetRange,
  ip4Range,
  ip4TrailingDot,
  ip4Wildcard,
  ip6NotAnAddress,
  literalQuotes,
  lookupsHiddenByOrder,
  lookupsNearLimit,
  lookupsOver10,
  macroBadLetter,
  macroBadToplabel,
  macroBadTransformer,
  macroExpOnly,
  macroInIp,
  macroLocalPart,
  macroMissingPercent,
  macroMultiVoid,
  macroP,
  macroPercent,
  macroUnclosed,
  macroZeroDigit,
  mailRecordWrongName,
  mechanismDoubled,
  missingGlue,
  missingTrailingDot,
  modifierEmpty,
  modifierMisspelt,
  modifierNotLast,
  mtaStsHostMissing,
  mtaStsSyntax,
  multipleAll,
  multipleRecords,
  mxHostWithoutPtr,
  mxIsNull,
  mxOver10Hosts,
  mxTargetAddressLiteral,
  mxTargetWithoutAddress,
  nameNotAscii,
  nameOddCharacters,
  networkCovered,
  networkVeryWide,
  networksMergeable,
  neutralAll,
  noDefault,
  noRecord,
  nonAscii,
  nonbreakingSpace,
  nsWithoutAddress,
  nsecAndNsec3,
  nsecChainBroken,
  nsecTypesWrong,
  nsec3Iterations,
  nullMxPreference,
  nullMxWithOthers,
  nullSrvWithOthers,
  obsoletePolicyRecord,
  occludedRecords,
  ownerNameDoubled,
  parkedNotNull,
  placeholder,
  plusAll,
  plusAllNested,
  ptrInForwardZone,
  ptrMechanism,
  ptrNotConfirmed,
  ptrOver10Names,
  qualifierDoubled,
  qualifierOnModifier,
  recordOver450,
  recordsAtDelegation,
  recordsConcatenated,
  redirectDuplicate,
  redirectTargetNone,
  redirectWithAll,
  repeatedSpace,
  repoLiveDrift,
  reservedAddress,
  reverseNameMalformed,
  rfc6652Modifier,
  rrsetOver1232,
  rrsetOver512,
  rrsetUnsigned,
  rrsigExpired,
  rrsigExpiresSoon,
  rrsigNotYetValid,
  rrsigTimesReversed,
  rrsigWithoutDnskey,
  rrtype99,
  secondDname,
  semicolonInRecord,
  senderIdRecord,
  serialNotAdvanced,
  serverOnlyPrivate,
  serviceAliasLoop,
  serviceModesMixed,
  serviceNameMalformed,
  serviceTargetMissing,
  sharedInfrastructure,
  singleNameServer,
  smartQuotes,
  soaExpireTooShort,
  soaMailboxMalformed,
  soaMinimumUnusual,
  soaMissing,
  soaMnameNotNameServer,
  soaNotFirst,
  soaRefreshUnusual,
  soaRetryNotBelowRefresh,
  soaSerialOdd,
  spaceAfterColon,
  spaceAfterQualifier,
  specialAddress,
  spfInOtherRrtype,
  spfSyntax,
  srvTargetWithoutAddress,
  syntaxErrorAfterAll,
  tabSeparator,
  targetAddressLiteral,
  targetIsAlias,
  termAfterAll,
  termShadowed,
  termsJoined,
  tlsRptSyntax,
  tooManyNameServers,
  trailingSpace,
  ttlDiffers,
  ttlLow,
  ttlVeryLong,
  ttlVeryShort,
  txtCutByComment,
  txtUnquoted,
  unicodeDash,
  unknownMechanism,
  unknownModifier,
  unneededGlue,
  uppercaseMechanism,
  versionCase,
  versionLeadingJunk,
  versionMissingSpace,
  versionPunctuation,
  versionTypo,
  voidsOneFamily,
  voidsOver2,
  wildcardBlocked,
  wildcardCname,
  wildcardHiddenByHost,
  wildcardTxt,
  wildcardUnsafeType,
  zoneInTwoFiles,
  zoneNotDelegated,
];
