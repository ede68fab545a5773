#!/bin/sh -eu
# Lists the folders of the nested modules that hold code: all but that of the tools.
cd "$(dirname "$0")/.."
modules=$(scripts/files.sh '*/go.mod')
printf '%s\n' "$modules" | sed -n 's,/go\.mod$,,p' | sed '/^tools$/d; /testdata/d'
