#!/bin/sh -eu
# Runs golangci-lint, by .golangci.yml, over the root module and every nested one.
: "${GO:=go}"
cd "$(dirname "$0")/.."
root=$PWD
modules=$(scripts/modules.sh)
for module in . $modules; do
	echo "golangci-lint in $module"
	(cd "$module" && "$GO" tool -modfile="$root/tools/go.mod" golangci-lint run ./...)
done
