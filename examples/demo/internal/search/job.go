package search

import (
	"cmp"
	"context"
	"slices"
	"sync"
)

// A job is one search under way. The workers add to it what they find.
type job struct {
	ctx     context.Context
	query   *query
	pending sync.WaitGroup // files handed to the workers

	mu      sync.Mutex
	found   []Match // in no order
	files   int
	bytes   int64
	skipped int // files that were passed over
}

// enough reports whether further files cannot change the result. As files are handed out in order, those that are
// still with the workers hold all that may come before the limit.
func (j *job) enough() bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	return len(j.found) > j.query.limit
}

func (j *job) add(found []Match, bytes int) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.found = append(j.found, found...)
	j.files++
	j.bytes += int64(bytes)
}

func (j *job) passOver() {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.skipped++
}

// result returns the first lines found. No file may be pending any more.
func (j *job) result() *Result {
	slices.SortFunc(j.found, func(a, b Match) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Line, b.Line))
	})
	first := j.found[:min(len(j.found), j.query.limit)]
	return &Result{
		Matches:   append([]Match{}, first...), // never nil, which would be null in JSON
		Truncated: len(j.found) > len(first),
		Files:     j.files,
		Skipped:   j.skipped,
		Bytes:     j.bytes,
	}
}
