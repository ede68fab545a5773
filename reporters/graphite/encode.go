package graphite

import (
	"math"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/reporters"
	"github.com/binnacle-go/metrics/reporters/internal/names"
	"github.com/binnacle-go/metrics/reporters/internal/spread"
)

// Encode returns what is sent for one capture; the package documentation says what that is. It is pure and safe for
// concurrent use, and takes time in proportion to the series and their populated buckets.
func (r *Reporter) Encode(c *reporters.Capture) reporters.Batch {
	series := c.Interval.Series
	all, collisions := r.style.Of(series)
	e := encoder{
		style:      &r.style,
		collisions: collisions,
		seconds:    c.Interval.Time.Sub(c.Interval.Start).Seconds(),
	}
	if r.options.Pickle {
		e.out = newPickled(c.Tick.Unix())
	} else {
		e.out = newPlain(c.Tick.Unix())
	}
	for i := range series {
		e.series(all[i], &series[i])
	}
	batch := reporters.Batch{Body: e.out.body(), Points: e.points, Collisions: e.collisions}
	if !r.options.Pickle {
		batch.Lines, batch.Limit = true, maxBody
	}
	return batch
}

// maxBody lets a slow connection take a large registry's lines in several deliveries, each with its own receipt.
const maxBody = 4 << 20

// A format writes points in a protocol.
type format interface {
	count(name names.Name, stat string, v uint64) // exact beyond 2^53 too
	float(name names.Name, stat string, v float64)
	body() []byte
}

// encoder writes one batch.
type encoder struct {
	style      *names.Style
	out        format
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
	e.out.count(name, stat, v)
	e.points++
}

// float writes nothing where there is no value.
func (e *encoder) float(name names.Name, stat string, v float64) {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return
	}
	e.out.float(name, stat, v)
	e.points++
}

// appendName appends what a statistic of a series is called.
func appendName(dst []byte, name names.Name, stat string) []byte {
	dst = append(dst, name.Head...)
	if stat != "" {
		dst = append(dst, '.')
		dst = append(dst, stat...)
	}
	return append(dst, name.Tags...)
}
