#!/bin/sh -eu
# Checks for what the tests need beside Go and make: git, a C compiler, a browser and nginx.
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

proxy() {
	command -v nginx || command -v /usr/sbin/nginx # which Debian keeps off the PATH of most users
}

missing=
browser >/dev/null || missing=' chromium'
proxy >/dev/null || missing="$missing nginx-light"

if [ -n "$missing" ]; then
	if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
		fail "the tests need Chromium or Chrome, and nginx: install what is missing (Debian: apt-get install$missing)."
	fi
	echo "Installing what the tests need:$missing."
	export DEBIAN_FRONTEND=noninteractive
	# shellcheck disable=SC2086 # the names are words
	{ apt-get update -q && apt-get install -q -y --no-install-recommends $missing; } </dev/null ||
		fail "the packages$missing could not be installed: see above."
fi
echo "$("$GO" version), C compiler $cc, browser $(browser), $(proxy)"
