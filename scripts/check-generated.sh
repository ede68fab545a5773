#!/bin/sh -eu
# Checks that the generated code is what "make generate" writes. It is generated in a copy, so the tree may hold other
# changes. Checks too that the generator is of the version the library is built with.
: "${GO:=go}"
cd "$(dirname "$0")/.."

library=$("$GO" list -m -f '{{.Version}}' github.com/a-h/templ)
generator=$("$GO" list -C tools -m -f '{{.Version}}' github.com/a-h/templ)
if [ "$library" != "$generator" ]; then
	echo "templ is $library in go.mod and $generator in tools/go.mod: they must be the same" >&2
	exit 1
fi

copies=$(mktemp -d)
trap 'rm -rf "$copies"' EXIT
mkdir "$copies/committed" "$copies/fresh"
files=$(scripts/files.sh go.mod '*.templ' '*_templ.go' dashboard/assets)
printf '%s\n' "$files" | tar -cf - -T - | tar -xf - -C "$copies/committed"
cp -R "$copies/committed/." "$copies/fresh"
find "$copies/fresh" -name '*_templ.go' -exec rm {} +
rm -r "$copies/fresh/dashboard/assets/dist"
scripts/generate.sh "$copies/fresh"
diff -rq "$copies/committed" "$copies/fresh" || {
	echo 'generated code is stale: run "make generate" and commit what it writes' >&2
	exit 1
}
