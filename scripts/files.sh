#!/bin/sh -eu
# Lists the project's files that match any of git's patterns (default: all): tracked or about to be, and still there.
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || set -- .
# A checkout of another owner is trusted, since it is only listed.
files=$(git -c safe.directory='*' -c core.quotePath=false ls-files --cached --others --exclude-standard -- "$@")
printf '%s\n' "$files" | sort -u | while IFS= read -r file; do
	if [ -f "$file" ]; then printf '%s\n' "$file"; fi
done
