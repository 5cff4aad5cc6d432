#!/bin/sh
# For CI: fails when the zone files, not published yet, would not let the mail server send, or would let anybody else.
# Usage: check-zones.sh FOLDER-OF-ZONE-FILES. SPF is the command to run, spf by default; SPF="npx spf" where it is not installed.
set -eu
zones=${1:-zones}
spf=${SPF:-spf}
command -v "${spf%% *}" >/dev/null || { echo "there is no command ${spf%% *}; set SPF to the one to run" >&2; exit 64; }
answer=$(mktemp)
trap 'rm -f "$answer"' EXIT

# Each line: an address in MAIL FROM, a client, its HELO name, and the verdict that is wanted.
while read -r sender client helo wanted; do
  set --
  for file in "$zones"/*.zone; do set -- "$@" --zone "$file"; done
  code=0
  # The command takes several words where SPF has them.
  $spf check "$sender" --ip "$client" --helo "$helo" --offline "$@" >"$answer" 2>&1 || code=$?
  case $code in
    0) verdict=pass ;; 1) verdict=fail ;; 2) verdict=softfail ;; 3) verdict=neutral ;;
    4) verdict=permerror ;; 5) verdict=temperror ;; 6) verdict=none ;; *) verdict="no verdict" ;;
  esac
  if [ "$verdict" != "$wanted" ]; then
    echo "not $wanted but $verdict: $sender from $client"
    cat "$answer"
    exit 1
  fi
  echo "ok: $sender from $client is $wanted"
done <<'CASES'
user@ntecs.de         192.0.2.25    mail.ntecs.de   pass
user@michaelonroad.de 192.0.2.25    mail.ntecs.de   pass
user@michaelonroad.de 2001:db8::25  mail.ntecs.de   pass
user@ntecs.de         198.51.100.7  host.example    fail
user@michaelonroad.de 2001:db8::bad host.example    fail
CASES
