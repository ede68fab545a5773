#!/bin/sh -eu
# Checks that every Go file, in all modules, is as gofmt writes it.
cd "$(dirname "$0")/.."
files=$(scripts/files.sh '*.go')
wrong=$(printf '%s\n' "$files" | tr '\n' '\0' | xargs -0 gofmt -l)
if [ -n "$wrong" ]; then
	printf 'not formatted; run gofmt -w on\n%s\n' "$wrong" >&2
	exit 1
fi
