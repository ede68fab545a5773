#!/bin/sh -eu
# Tests every nested module, which "make lint" vets. Without -race: their dependencies would take too long to compile
# with it.
: "${GO:=go}"
cd "$(dirname "$0")/.."
modules=$(scripts/modules.sh)
for module in $modules; do
	echo "testing the module in $module"
	(cd "$module" && "$GO" test -timeout 15m ./...)
done
