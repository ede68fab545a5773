package metrics

import (
	"math"
	"sync/atomic"
)

// A Gauge holds a value that goes up and down. It starts at zero. It is safe for concurrent use; updates take no
// lock and allocate nothing. NaN and the infinities are kept as "no value".
type Gauge struct{ bits atomic.Uint64 }

func makeGauge(_ *tree, id identity) *entry {
	c := newCell[Gauge](id)
	c.instrument = &c.value
	return &c.entry
}

// Set replaces the value.
func (g *Gauge) Set(v float64) { g.bits.Store(math.Float64bits(finite(v))) }

// Add adds delta, which may be negative. A gauge without a value counts from zero.
func (g *Gauge) Add(delta float64) {
	for {
		old := g.bits.Load()
		v := math.Float64frombits(old)
		if math.IsNaN(v) {
			v = 0
		}
		if g.bits.CompareAndSwap(old, math.Float64bits(finite(v+delta))) {
			return
		}
	}
}

// Inc adds one.
func (g *Gauge) Inc() { g.Add(1) }

// Dec subtracts one.
func (g *Gauge) Dec() { g.Add(-1) }

// Value returns the present value, NaN where there is none.
func (g *Gauge) Value() float64 { return math.Float64frombits(g.bits.Load()) }

// absorb does nothing: the last value of something that is gone is nothing.
func (g *Gauge) absorb(*Series) {}

func (g *Gauge) read(s *Series, _ moment) { s.Value = g.Value() }

// finite maps the infinities to NaN: neither is a number that a reader could use.
func finite(v float64) float64 {
	if math.IsInf(v, 0) {
		return math.NaN()
	}
	return v
}
