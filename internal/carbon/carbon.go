// Package carbon says what Graphite gets of a snapshot: which points, and under which names. The reporter sends them,
// and the page of a series shows them.
package carbon

import (
	"math"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/internal/names"
	"github.com/binnacle-go/metrics/internal/spread"
)

// Write writes the points of an interval, and returns how many there are and how many series and states could have
// been taken for another. Those of a series that keep does not hold for are left out, but all have the names that they
// have among all; a nil keep holds for all.
func Write(out Format, style *names.Style, interval *metrics.Snapshot, keep func(*metrics.Series) bool) (points uint64, collisions int) {
	all, collisions := style.Of(interval.Series)
	e := encoder{style: style, out: out, collisions: collisions, seconds: interval.Time.Sub(interval.Start).Seconds()}
	for i := range interval.Series {
		if s := &interval.Series[i]; keep == nil || keep(s) {
			e.series(all[i], s)
		}
	}
	return e.points, e.collisions
}

// A Format writes points in a protocol.
type Format interface {
	Count(name names.Name, stat string, v uint64) // exact beyond 2^53 too
	Float(name names.Name, stat string, v float64)
	Body() []byte
}

// encoder writes the points of one interval.
type encoder struct {
	style      *names.Style
	out        Format
	points     uint64
	collisions int
	seconds    float64 // the interval's length
	numbers    []float64
}

func (e *encoder) series(name names.Name, s *metrics.Series) {
	switch s.Kind {
	case metrics.KindGauge:
		e.float(name, "", s.Value)
	case metrics.KindState:
		e.states(name, s)
	case metrics.KindTimer, metrics.KindHistogram:
		e.distribution(name, s)
	case metrics.KindCounter, metrics.KindMeter:
		for _, stat := range statistics[s.Kind] {
			e.statistic(name, stat, s)
		}
	}
}

func (e *encoder) distribution(name names.Name, s *metrics.Series) {
	e.count(name, "count", s.Count)
	if s.Kind == metrics.KindTimer {
		e.count(name, "errors", s.Errors)
	}
	e.float(name, "rate", float64(s.Count)/e.seconds)
	e.numbers = spread.Append(e.numbers[:0], s.Dist)
	for i, v := range e.numbers {
		e.float(name, spread.Statistics[i], v)
	}
}

func (e *encoder) statistic(name names.Name, stat string, s *metrics.Series) {
	if stat == "count" {
		e.count(name, stat, s.Count)
	} else {
		e.float(name, stat, s.Stat(stat))
	}
}

func (e *encoder) states(name names.Name, s *metrics.Series) {
	states, collisions := e.style.States(s)
	e.collisions += collisions
	for i := range s.States {
		e.float(name, states[i], s.States[i].Time.Seconds())
	}
}

func (e *encoder) count(name names.Name, stat string, v uint64) {
	e.out.Count(name, stat, v)
	e.points++
}

// float writes nothing where there is no value.
func (e *encoder) float(name names.Name, stat string, v float64) {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return
	}
	e.out.Float(name, stat, v)
	e.points++
}

// AppendName appends what a statistic of a series is called.
func AppendName(dst []byte, name names.Name, stat string) []byte {
	dst = append(dst, name.Head...)
	if stat != "" {
		dst = append(dst, '.')
		dst = append(dst, stat...)
	}
	return append(dst, name.Tags...)
}
