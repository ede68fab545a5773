#!/bin/sh -eu
# Vets the root module for a 32-bit machine, where 64-bit atomics and overflows show, and tests it where that can run.
: "${GO:=go}"
cd "$(dirname "$0")/.."
host=$("$GO" env GOHOSTOS)/$("$GO" env GOHOSTARCH)
export GOOS=linux GOARCH=386 CGO_ENABLED=0
"$GO" vet ./...
case $host in
linux/amd64 | linux/386) "$GO" test -timeout 10m ./... ;;
*) echo "NOT RUN: the 32-bit tests, which $host cannot execute; they were built and vetted only." ;;
esac
