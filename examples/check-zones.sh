#!/bin/sh
# For CI: fails when zone files, not published yet, have errors, would not let the mail server send, or would let anybody else.
# Usage: check-zones.sh FOLDER [CASES]. All zone files of the folder and of those below it are checked, then all cases; each failure
# is shown. CASES is a file like check-zones.cases; without it the files alone are checked. SPF is the command to run, spf by default;
# SPF="npx spf" where it is not installed.
set -eu
zones=${1:?the folder of the zone files is wanted}
cases=${2:-}
spf=${SPF:-spf}
command -v "${spf%% *}" >/dev/null || { echo "there is no command ${spf%% *}; set SPF to the one to run" >&2; exit 64; }
answer=$(mktemp)
trap 'rm -f "$answer"' EXIT
failed=0

# The command takes several words where SPF has them.
$spf zone check "$zones" || failed=1

if [ -n "$cases" ]; then
  [ -r "$cases" ] || { echo "cannot read $cases" >&2; exit 66; }
  # Each line: an address in MAIL FROM, a client, its HELO name, and the verdict that is wanted.
  while read -r sender client helo wanted || [ -n "$sender" ]; do
    case $sender in "" | "#"*) continue ;; esac
    code=0
    $spf check "$sender" --ip "$client" --helo "$helo" --offline --zone "$zones" </dev/null >"$answer" 2>&1 || code=$?
    case $code in
      0) verdict=pass ;; 1) verdict=fail ;; 2) verdict=softfail ;; 3) verdict=neutral ;;
      4) verdict=permerror ;; 5) verdict=temperror ;; 6) verdict=none ;; *) verdict="no verdict" ;;
    esac
    if [ "$verdict" = "$wanted" ]; then
      echo "ok: $sender from $client is $wanted"
    else
      echo "not $wanted but $verdict: $sender from $client"
      cat "$answer"
      failed=1
    fi
  done <"$cases"
fi
exit "$failed"
