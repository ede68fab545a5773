#!/bin/sh -eu
# Vets and tests every nested module. Without -race: their dependencies would take too long to compile with it.
: "${GO:=go}"
cd "$(dirname "$0")/.."
modules=$(scripts/modules.sh)
for module in $modules; do
	echo "testing the module in $module"
	(cd "$module" && "$GO" vet ./... && "$GO" test -timeout 15m ./...)
done
