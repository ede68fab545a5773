package statsd

import (
	"math"
	"strconv"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/internal/decimal"
	"github.com/binnacle-go/metrics/internal/names"
	"github.com/binnacle-go/metrics/internal/spread"
	"github.com/binnacle-go/metrics/reporters"
)

// Encode returns what is sent for one capture, line by line; the package documentation says what that is. A negative
// gauge counts as one point, though it takes two lines. It is pure and safe for concurrent use, and takes time in
// proportion to the series and their populated buckets.
func (r *Reporter) Encode(c *reporters.Capture) reporters.Batch {
	series := c.Interval.Series
	all, collisions := r.style.Of(series)
	e := encoder{options: &r.options, style: &r.style, batch: reporters.Batch{Collisions: collisions}}
	for i := range series {
		e.series(all[i], &series[i])
	}
	return e.batch
}

// encoder writes the lines of one batch.
type encoder struct {
	options *Options
	style   *names.Style
	batch   reporters.Batch
	numbers []float64
}

func (e *encoder) series(name names.Name, s *metrics.Series) {
	switch s.Kind {
	case metrics.KindCounter:
		e.count(name, "", s.Count)
	case metrics.KindGauge:
		e.gauge(name, "", s.Value)
	case metrics.KindMeter:
		e.count(name, "", s.Count)
		for _, stat := range statistics[s.Kind][1:] {
			e.gauge(name, stat, s.Stat(stat))
		}
	case metrics.KindTimer, metrics.KindHistogram:
		e.distribution(name, s)
	case metrics.KindState:
		states, collisions := e.style.States(s)
		e.batch.Collisions += collisions
		for i := range s.States {
			e.gauge(name, states[i], s.States[i].Time.Seconds())
		}
	}
}

func (e *encoder) distribution(name names.Name, s *metrics.Series) {
	if s.Kind == metrics.KindTimer {
		e.count(name, "errors", s.Errors)
	}
	if e.options.Samples > 0 {
		e.samples(name, s)
		return
	}
	e.count(name, "count", s.Count)
	e.numbers = spread.Append(e.numbers[:0], s.Dist)
	for i, v := range e.numbers {
		e.gauge(name, spread.Statistics[i], v)
	}
}

// count sends what is to be added to a counter, which is nothing where nothing happened.
func (e *encoder) count(name names.Name, stat string, v uint64) {
	if v == 0 {
		return
	}
	e.start(name, stat)
	e.batch.Body = strconv.AppendUint(e.batch.Body, v, 10)
	e.finish(name, "|c")
	e.batch.Points++
}

// gauge sends a value. Servers take a gauge with a sign for a change by that much, so a negative one is set to zero
// first: in the same datagram, lest one gets through without the other.
func (e *encoder) gauge(name names.Name, stat string, v float64) {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return
	}
	if v <= 0 {
		e.start(name, stat)
		e.batch.Body = append(e.batch.Body, '0') // also for the negative zero, whose sign would make it a change
		e.finish(name, "|g")
	}
	if v != 0 {
		e.start(name, stat)
		e.batch.Body = decimal.Append(e.batch.Body, v)
		e.finish(name, "|g")
	}
	e.batch.Points++
}

func (e *encoder) start(name names.Name, stat string) {
	e.batch.Body = append(e.batch.Body, name.Head...)
	if stat != "" {
		e.batch.Body = append(e.batch.Body, '.')
		e.batch.Body = append(e.batch.Body, stat...)
	}
	e.batch.Body = append(e.batch.Body, ':')
}

func (e *encoder) finish(name names.Name, kind string) {
	e.batch.Body = append(e.batch.Body, kind...)
	e.batch.Body = append(e.batch.Body, name.Tags...)
	e.batch.Body = append(e.batch.Body, '\n')
}
