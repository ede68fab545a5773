#!/bin/sh -eu
# Checks for what the tests need beside Go and make: git, a C compiler and a browser.
: "${GO:=go}"

fail() {
	printf 'make test: %s\n' "$*" >&2
	exit 1
}

command -v git >/dev/null || fail 'git is missing: install it (Debian: apt-get install git).'

cc=$("$GO" env CC)
command -v "${cc%% *}" >/dev/null ||
	fail "the race detector needs a C compiler and $cc is missing: install one (Debian: apt-get install gcc libc6-dev)."

browser() {
	command -v chromium || command -v chromium-browser || command -v google-chrome
}

if ! browser >/dev/null; then
	if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
		fail 'the browser tests need Chromium or Chrome: install it (Debian: apt-get install chromium).'
	fi
	echo 'No browser found: installing the package chromium.'
	export DEBIAN_FRONTEND=noninteractive
	{ apt-get update -q && apt-get install -q -y --no-install-recommends chromium; } </dev/null ||
		fail 'the package chromium could not be installed: see above.'
fi
echo "$("$GO" version), C compiler $cc, browser $(browser)"
