package recorder

import "github.com/binnacle-go/metrics/internal/stripe"

// maxShards bounds the memory of a recorder that many processors use at once: each shard has pages of its own.
const maxShards = 16

// shards are more pages for the same counts, which goroutines share out among themselves.
type shards struct {
	choose stripe.Chooser
	of     []pages
}

func (s *shards) mine() *pages { return &s.of[s.choose.Mine()] }

// widen gives the recorder shards, or shares goroutines out in another way if it has some.
func (r *Recorder) widen() {
	if s := r.wide.Load(); s != nil {
		s.choose.Move()
		return
	}
	s := &shards{of: make([]pages, stripe.Count(2, maxShards))}
	s.choose.Init(len(s.of))
	r.wide.CompareAndSwap(nil, s)
}

// contended tells goroutines that meet in a page all the time from those that met by chance. It watches whether somebody
// else counts there, each time for as long as it takes to add the page up.
func contended(p *cell, cells int) bool {
	before := sum(p, cells)
	for range 3 {
		after := sum(p, cells)
		if after == before {
			return false
		}
		before = after
	}
	return true
}
