package view

import (
	"sync"
	"sync/atomic"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard/internal/page"
)

// Shared keeps what all views that show the latest sample live have in common, its rows before all: what changes in a row is
// found out once, however many views have it. It is safe for concurrent use.
type Shared struct {
	mu   sync.Mutex
	last map[rowsOf]*generation
}

// rowsOf is what the rows of a sample depend on beside it.
type rowsOf struct {
	window time.Duration // that the statistics are of
	utc    bool
}

// maxShared is how many kinds of rows are kept.
const maxShared = 8

// A generation is the rows of one sample, made when they are first asked for.
type generation struct {
	id     uint64 // never that of another one
	total  *metrics.Snapshot
	before *generation // that of the sample before, without its own

	mu   sync.Mutex
	rows []*page.Row // by the place of the series; nil where nobody has asked

	reading sync.Once
	moment  *moment
}

var generations atomic.Uint64

// of returns the rows of a sample.
func (s *Shared) of(total *metrics.Snapshot, key rowsOf) *generation {
	s.mu.Lock()
	defer s.mu.Unlock()
	last := s.last[key]
	if last != nil && last.total == total {
		return last
	}
	if s.last == nil || len(s.last) >= maxShared {
		s.last = map[rowsOf]*generation{}
	}
	g := &generation{id: generations.Add(1), total: total, before: last, rows: make([]*page.Row, len(total.Series))}
	if last != nil {
		last.forget()
	}
	s.last[key] = g
	return g
}

// generation is what live views of the sample share, nil if the page is none.
func (b *builder) generation() *generation {
	if b.Shared == nil || b.whole {
		return nil
	}
	return b.Shared.of(b.sample.tick.Total, rowsOf{b.sample.length, b.UTC})
}

// forget lets go of the generation before.
func (g *generation) forget() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.before = nil
}

// row returns the row of a series, which nobody may change.
func (g *generation) row(i int, build func(int) *page.Row) *page.Row {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.rows[i] == nil {
		g.rows[i] = build(i)
		g.rows[i].Encode(g.id, g.earlier(i))
	}
	return g.rows[i]
}

// earlier is the row that a series had in the generation before; nil if it had none.
func (g *generation) earlier(i int) *page.Row {
	b := g.before
	if b == nil || i >= len(b.rows) || !is(&b.total.Series[i], &g.total.Series[i]) {
		return nil
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.rows[i]
}
