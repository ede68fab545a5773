#!/bin/sh -eu
# Writes the Go code of every templ file under the given folder, whose root must be the project's or a copy of it, and
# the scripts and stylesheets that pages refer to.
: "${GO:=go}"
tools=$(cd "$(dirname "$0")/../tools" && pwd)
cd "$1"
"$GO" tool -modfile="$tools/go.mod" templ generate
assets=$PWD/dashboard/assets
"$GO" run -C "$tools" ./bundle "$assets/src" "$assets/dist"
