package dashboard

import (
	"net/http"
	"sync"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/internal/window"
)

// gatherer lets requests share snapshots. A request gets one that began after the request arrived, so that it holds
// all that happened before; requests that arrive while one is being taken share the next.
type gatherer struct {
	take func() *metrics.Snapshot

	taking chan struct{} // holds one element while a snapshot is taken

	mu   sync.Mutex
	next *gathering // not begun yet; nil when nobody waits
}

func newGatherer(take func() *metrics.Snapshot) *gatherer {
	return &gatherer{take: take, taking: make(chan struct{}, 1)}
}

type gathering struct {
	done     chan struct{}
	snapshot *metrics.Snapshot
}

func (g *gatherer) snapshot() *metrics.Snapshot {
	g.mu.Lock()
	if next := g.next; next != nil {
		g.mu.Unlock()
		<-next.done
		return next.snapshot
	}
	mine := &gathering{done: make(chan struct{})}
	g.next = mine
	g.mu.Unlock()

	g.taking <- struct{}{}
	defer func() { <-g.taking }()
	g.mu.Lock()
	g.next = nil
	g.mu.Unlock()
	defer close(mine.done)
	mine.snapshot = g.take()
	return mine.snapshot
}

// selection is what a request asks for: totals since the start, or the statistics of a range, of the series at its
// path that match its query.
func (d *Dashboard) selection(q *request) (*metrics.Snapshot, *httpError) {
	snapshot := d.snapshot(q.window)
	if q.path != "" {
		snapshot = snapshot.Sub(q.path)
		if len(snapshot.Series) == 0 {
			return nil, errorf(http.StatusNotFound, "there is nothing at the path %q", q.path)
		}
	}
	if q.filter != nil {
		snapshot = matching(snapshot, q.filter)
	}
	return snapshot, nil
}

// snapshot returns totals since the start, or the statistics of a window.
func (d *Dashboard) snapshot(w window.Window) *metrics.Snapshot {
	switch {
	case w.Absolute():
		latest := d.history.Latest().Total
		from, to := w.Bounds(latest.Time)
		return between(d.history, latest, from, to)
	case w.Span > 0:
		return d.present().Since(w.Span)
	}
	return d.gather.snapshot()
}

func matching(s *metrics.Snapshot, filter *metrics.Query) *metrics.Snapshot {
	out := *s
	out.Series = nil
	for i := range s.Series {
		if filter.Match(&s.Series[i]) {
			out.Series = append(out.Series, s.Series[i])
		}
	}
	return &out
}
