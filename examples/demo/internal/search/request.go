package search

import (
	"fmt"

	"github.com/binnacle-go/metrics/examples/demo/internal/tree"
)

// Bounds of a request's limit, and what an absent one means.
const (
	DefaultLimit = 50
	MaxLimit     = 1000
)

// A Request says what to search for.
type Request struct {
	Pattern string // regular expression in Go's syntax, matched line by line
	Glob    string // which files to search, see [tree.ParseGlob]; empty for all
	Limit   int    // how many lines to return at most, 1 to MaxLimit; 0 for DefaultLimit
}

// A RequestError says what is wrong with a request.
type RequestError struct {
	Field string // "q", "path" or "limit"
	Err   error
}

func (e *RequestError) Error() string { return e.Field + ": " + e.Err.Error() }

// Unwrap returns the cause, for a bad pattern the error of the regular expression's compiler.
func (e *RequestError) Unwrap() error { return e.Err }

// query is a request that was found good.
type query struct {
	pattern *pattern
	glob    tree.Glob
	limit   int
}

func (r Request) parse() (*query, error) {
	switch {
	case r.Pattern == "":
		return nil, &RequestError{"q", fmt.Errorf("say what to search for, for instance q=func+main")}
	case len(r.Pattern) > maxPattern:
		return nil, &RequestError{"q", fmt.Errorf("the pattern is longer than %d bytes", maxPattern)}
	case r.Limit < 0 || r.Limit > MaxLimit:
		return nil, &RequestError{"limit", fmt.Errorf("%d is not from 1 to %d", r.Limit, MaxLimit)}
	}
	p, err := parsePattern(r.Pattern)
	if err != nil {
		return nil, &RequestError{"q", err}
	}
	glob, err := tree.ParseGlob(r.Glob)
	if err != nil {
		return nil, &RequestError{"path", err}
	}
	q := &query{pattern: p, glob: glob, limit: r.Limit}
	if q.limit == 0 {
		q.limit = DefaultLimit
	}
	return q, nil
}
