#!/bin/sh -eu
# Lists the folders of the nested modules.
cd "$(dirname "$0")/.."
modules=$(scripts/files.sh '*/go.mod')
printf '%s\n' "$modules" | sed -n 's,/go\.mod$,,p' | sed '/testdata/d'
