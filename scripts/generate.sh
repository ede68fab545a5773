#!/bin/sh -eu
# Writes the Go code of every templ file under the given folder, whose root must be the project's or a copy of it.
: "${GO:=go}"
tools=$(cd "$(dirname "$0")/../tools" && pwd)
cd "$1"
"$GO" tool -modfile="$tools/go.mod" templ generate
