#!/bin/sh
# For CI: fails when the zone files, not published yet, would not let the mail server send, or would let anybody else.
# Usage: check-zones.sh FOLDER-OF-ZONE-FILES. SPF is the command to run, spf by default.
set -eu
zones=${1:-zones}
spf=${SPF:-spf}

# Each line: an address in MAIL FROM, a client, its HELO name, and the verdict that is wanted.
while read -r sender client helo wanted; do
  set --
  for file in "$zones"/*.zone; do set -- "$@" --zone "$file"; done
  code=0
  $spf check "$sender" --ip "$client" --helo "$helo" --offline "$@" >/tmp/spf.$$ 2>&1 || code=$?
  case $wanted:$code in
    pass:0 | fail:1 | softfail:2 | neutral:3) echo "ok: $sender from $client is $wanted" ;;
    *)
      echo "not $wanted: $sender from $client"
      cat /tmp/spf.$$
      rm -f /tmp/spf.$$
      exit 1
      ;;
  esac
  rm -f /tmp/spf.$$
done <<'CASES'
user@ntecs.de         192.0.2.25    mail.ntecs.de   pass
user@michaelonroad.de 192.0.2.25    mail.ntecs.de   pass
user@michaelonroad.de 2001:db8::25  mail.ntecs.de   pass
user@ntecs.de         198.51.100.7  host.example    fail
user@michaelonroad.de 2001:db8::bad host.example    fail
CASES
