package otel

import (
	"time"

	"github.com/binnacle-go/metrics"
)

// starts remembers from when on each series counts.
type starts struct {
	last   time.Time // of the snapshot before; zero if there was none
	series map[string]start
}

type start struct {
	at    time.Time
	count uint64
	spent time.Duration // in all states
}

// follow brings the starts up to date with a snapshot. A series that was not there the last time, or had more, has
// begun since then, so that nothing it counts is older.
func (t *starts) follow(s *metrics.Snapshot) {
	next := make(map[string]start, len(s.Series))
	for i := range s.Series {
		x := &s.Series[i]
		now := start{at: s.Start, count: x.Count}
		for _, state := range x.States {
			now.spent += state.Time
		}
		if !t.last.IsZero() {
			now.at = t.last
		}
		id := x.ID()
		if before, ok := t.series[id]; ok && before.count <= now.count && before.spent <= now.spent {
			now.at = before.at
		}
		next[id] = now
	}
	t.last, t.series = s.Time, next
}

func (t *starts) of(x *metrics.Series) time.Time { return t.series[x.ID()].at }
