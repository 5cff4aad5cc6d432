#!/bin/sh
# For any CI, without a container: checks a folder of zone files and leaves reports behind.
# Usage: check-zone-files.sh FOLDER-OF-ZONE-FILES FOLDER-FOR-REPORTS. SPF is the command to run, spf by default.
set -eu
zones=${1:-zones}
reports=${2:-reports}
spf=${SPF:-spf}

mkdir -p "$reports"
# The reports never fail; the last line does, where there is something to fail for.
for format in json sarif junit checkstyle; do
  $spf zone check "$zones" --format "$format" --output "$reports/zones.$format" --fail-on never
done
$spf zone check "$zones" --fail-on "${FAIL_ON:-error}"
