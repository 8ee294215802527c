#!/bin/sh
# Holds our reader of zone files against `zdump -v` for every installed zone, 1900 to 2099.
#
# usage: zdump_oracle.sh [CONFORMANCE]    (default: swift run conformance)
set -eu
lines=$(mktemp)
trap 'rm -f "$lines"' EXIT
cd /usr/share/zoneinfo
find . -type f ! -path './posix/*' ! -path './right/*' -exec grep -l '^TZif' {} + |
  sed 's|^\./||' | grep '^[A-Z]' | sort | xargs zdump -v -c 1900,2100 > "$lines"
cd - > /dev/null
if [ $# -gt 0 ]; then "$1" zones "$lines"; else swift run conformance zones "$lines"; fi
