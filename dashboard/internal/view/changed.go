package view

import (
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard/internal/human"
	"github.com/binnacle-go/metrics/dashboard/internal/page"
	"github.com/binnacle-go/metrics/dashboard/internal/rank"
)

const (
	mostChanges = 5
	rankedFor   = 10 * time.Second // what has changed most does not change faster
	maxRankings = 8
	// maxScreened is how many series are looked over by their recent past. That of more costs too much; the totals
	// since the start are there anyway.
	maxScreened = 2000
)

// Rankings remembers what has changed most, for all who look. It is safe for concurrent use.
type Rankings struct {
	mu   sync.Mutex
	last map[time.Duration]ranking // by the length of the window
}

type ranking struct {
	epoch   int64
	memory  *rank.Memory
	changes []rank.Change
	young   bool // there is too little to compare with
}

// of returns what has changed most up to a sample, computed at most once in a while.
func (r *Rankings) of(at time.Time, window time.Duration, compute func(*rank.Memory) ranking) ranking {
	r.mu.Lock()
	defer r.mu.Unlock()
	epoch := at.UnixNano() / int64(rankedFor)
	last, ok := r.last[window]
	switch {
	case ok && last.epoch == epoch:
		return last
	case !ok:
		last.memory = new(rank.Memory)
	}
	if len(r.last) >= maxRankings || r.last == nil {
		r.last = map[time.Duration]ranking{}
	}
	now := compute(last.memory)
	now.epoch, now.memory = epoch, last.memory
	r.last[window] = now
	return now
}

// A longer history can tell of a time that ends in the past.
type longer interface {
	Longer(d time.Duration) *metrics.Snapshot
}

// changes are what has changed most in the window of the page.
func (b *builder) ranking() ranking {
	window := positive(b.Span, defaultWindow)
	compute := func(m *rank.Memory) ranking { return b.rank(window, m) }
	if b.View.past() || b.Rankings == nil {
		return compute(nil)
	}
	return b.Rankings.of(b.slots.end, window, compute)
}

func (b *builder) rank(window time.Duration, m *rank.Memory) ranking {
	reach := window + rank.Past(window)
	source := rank.Source{Window: b.sample.window, End: b.sample.window.Time, Range: b.reader.Range, Memory: m}
	switch l, ok := b.reader.(longer); {
	case ok:
		source.Longer = l.Longer(reach)
	case len(b.sample.window.Series) > maxScreened:
		source.Longer = b.sample.tick.Total
	default:
		source.Longer = b.reader.Since(reach)
	}
	return ranking{
		changes: rank.Changes(source, mostChanges),
		young:   source.Longer.Time.Sub(source.Longer.Start) < rank.Least(window),
	}
}

// changeList ranks what has changed most, with the numbers that justify the rank.
func (b *builder) changeList(r ranking) *page.List {
	window := positive(b.Span, defaultWindow)
	l := &page.List{
		ID: "changed", Key: "c", Heading: "Changed most",
		Note:    page.Text{Value: "against the " + Uptime(rank.Past(window)) + " before"},
		None:    "Nothing has: every rate, error share and 99th percentile is within its usual variation.",
		Columns: []string{"Series", "What", "Before", "Now", "Varies by", "Change"},
	}
	if r.young {
		l.None = "Nothing to compare with yet: this takes " + Uptime(rank.Least(window)) + " of history."
	}
	for i := range r.changes {
		l.Entries = append(l.Entries, b.change(&r.changes[i]))
	}
	return l.Fill(mostChanges)
}

func (b *builder) change(c *rank.Change) page.Entry {
	x := metrics.Series{Name: c.Name, Labels: c.Labels, Kind: c.Kind, Unit: c.Unit}
	write := func(v float64) string { return written(c, v) }
	return b.entry(&x, whats[c.What], write(c.Before), write(c.Now), "±"+write(c.Usual), signed(c.Score)+" ×")
}

var whats = [...]string{rank.Rate: "rate", rank.Errors: "errors", rank.P99: "p99", rank.Value: "value"}

// written writes a number of a change for people.
func written(c *rank.Change, v float64) string {
	x := metrics.Series{Kind: c.Kind, Unit: c.Unit}
	switch c.What {
	case rank.Rate:
		if c.Kind == metrics.KindCounter || c.Kind == metrics.KindMeter {
			return page.FormFlow.Write(v, unit(&x))
		}
		return human.Rate(v)
	case rank.Errors:
		return human.Share(v)
	}
	return human.Value(v, unit(&x))
}

// signed writes a whole number with its sign, as the comparison of ranges does.
func signed(v float64) string {
	return strings.Replace(fmt.Sprintf("%+.0f", v), "-", "−", 1)
}
