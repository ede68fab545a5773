package view

import (
	"runtime"

	"github.com/binnacle-go/metrics/history"
	"github.com/binnacle-go/metrics/reporters"
)

// A moment is what pages tell of the program beside its series.
type moment struct {
	goroutines int
	stats      history.Stats
	viewers    Viewers
	reporters  []Reporter
	healths    []reporters.Health // theirs, in the same order
}

// moment is read once for a model, and once for all live views of a sample: what is sent of the next one is what has changed
// since.
func (b *builder) moment() *moment {
	if b.read != nil {
		return b.read
	}
	if g := b.generation(); g != nil {
		g.reading.Do(func() { g.moment = b.readMoment() })
		b.read = g.moment
	} else {
		b.read = b.readMoment()
	}
	return b.read
}

func (b *builder) readMoment() *moment {
	m := &moment{goroutines: runtime.NumGoroutine()}
	if b.Stats != nil {
		m.stats = b.Stats()
	}
	if b.Viewers != nil {
		m.viewers = b.Viewers()
	}
	if b.Reporters != nil {
		m.reporters = b.Reporters()
	}
	for _, r := range m.reporters {
		m.healths = append(m.healths, r.Health())
	}
	return m
}
