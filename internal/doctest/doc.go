// Package doctest checks what the documents tell people to write and to run: README.md, the other Markdown files at the
// root, and those under docs. Its tests do so; these are their rules.
//
// A ```go block is formatted as gofmt does it, builds, and is clean for go vet. If it starts with a package clause it is
// a complete file, taken as it stands. Any other is a fragment, and the comment on the line before it names a file of the
// folder preludes to put it into, in place of the line "//doctest:fragment":
//
//	<!-- doctest: prelude=statements -->
//	```go
//	reg.Counter("hits").Inc()
//	```
//
// A complete program that serves HTTP listens on the literal address localhost:8080 and has its metrics at /metrics. It
// is run, at another port, until it answers there with a series.
//
// A ```sh block names only targets that the Makefile has and, after "go run" or "go install", programs that there are.
package doctest
