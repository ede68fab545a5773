#!/bin/sh -eu
# Runs every fuzz target of every module for FUZZTIME (default 30s) each.
: "${GO:=go}" "${FUZZTIME:=30s}"
cd "$(dirname "$0")/.."
modules=$(scripts/modules.sh)
for module in . $modules; do
	# go test lists the targets of a package line by line and closes with "ok <package>".
	listing=$(cd "$module" && "$GO" test -list '^Fuzz' ./...)
	targets=$(printf '%s\n' "$listing" | awk '
		$1 == "ok" { for (i = 1; i <= n; i++) print $2, name[i]; n = 0 }
		/^Fuzz/ { name[++n] = $1 }')
	[ -n "$targets" ] || continue
	printf '%s\n' "$targets" | while read -r package target; do
		echo "fuzzing $target of $package for $FUZZTIME"
		(cd "$module" && "$GO" test -run '^$' -fuzz "^$target\$" -fuzztime "$FUZZTIME" "$package" </dev/null)
	done
done
