#!/bin/sh -eu
# Checks the rules of the house that no linter knows. A broken rule prints its places, and fails the whole at the end.
# The patterns are written so that this file does not match them itself.
: "${GO:=go}"
cd "$(dirname "$0")/.."
name='(^|[^A-Za-z0-9_])' # what stands before the beginning of a name

search() { # search PATTERN [-- FILES]: the places where it stands in files that are tracked or about to be
	git -c safe.directory='*' grep --untracked -nE -e "$@" || [ $? -eq 1 ]
}

broken=0
rule() { # rule TEXT PLACES: broken if there are places
	if [ -n "$2" ]; then
		printf '%s:\n%s\n' "$1" "$2" >&2
		broken=1
	fi
}

places=$(search '(proxy|sum|index)[.]golang[.]org|goproxy[.](io|cn)|registry[.](npmjs|yarnpkg)[.](org|com)|pypi[.]org')
rule 'names the host of a package registry' "$places"

# Folders where people and machines keep their own things, and this checkout unless it lies at the root, as a URL might.
here=$(printf '%s\n' "$PWD" | sed -n 's/[].[*^$()+?{}|\\]/\\&/g; s,^/.*/.*,|&,p')
places=$(search "(^|[^A-Za-z0-9_.~*}-])(/(root|home|work|tmp|Users)/[A-Za-z0-9_.-]$here)")
rule "names a path of somebody's machine" "$places"

files=$(scripts/files.sh '*.go')
places=$(printf '%s\n' "$files" | while IFS= read -r file; do
	if ! grep -qE '^// Code generated .* DO NOT EDIT\.$' "$file"; then
		awk 'END { if (NR > 600) print FILENAME ": " NR " lines" }' "$file"
	fi
done)
rule 'is longer than 600 lines: split it' "$places"

places=$(search "$name(t|b|f|tb)\.Skip(f|Now)?\(" -- '*_test.go')
rule 'skips a test: let it pass anywhere, or fail and say what is missing' "$places"

# In a bubble of testing/synctest the clock is a fake one, and to sleep is to set it forward.
places=$(search "${name}time\.Sleep\(" -- '*_test.go')
places=$(printf '%s\n' "$places" | while IFS= read -r place; do
	[ -z "$place" ] || grep -q '"testing/synctest"' "${place%%:*}" || printf '%s\n' "$place"
done)
rule 'sleeps in a test: wait for what is to happen, or use testing/synctest' "$places"

agreed='github.com/HdrHistogram/hdrhistogram-go
github.com/a-h/templ'
required=$("$GO" list -m -f '{{if not (or .Main .Indirect)}}{{.Path}}{{end}}' all)
required=$(printf '%s\n' "$required" | sort -u | sed '/^$/d; /^go\.uber\.org\/goleak$/d')
[ "$required" = "$agreed" ] ||
	rule 'go.mod must require directly hdrhistogram-go and templ, goleak for tests, and nothing else; it requires' "${required:-nothing}"
linked=$("$GO" list -deps -f '{{with .Module}}{{if not .Main}}{{.Path}}{{end}}{{end}}' ./...)
linked=$(printf '%s\n' "$linked" | sort -u | sed '/^$/d')
[ "$linked" = "$agreed" ] ||
	rule 'what is not a test must import just hdrhistogram-go and templ; it imports' "${linked:-nothing}"

exit $broken
