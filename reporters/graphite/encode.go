package graphite

import (
	"math"
	"strconv"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/reporters"
)

// quantiles are the last statistics of distributions, in this order.
var quantiles = []float64{0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 0.9999}

var distribution = []string{"min", "max", "mean", "stddev", "p50", "p75", "p90", "p95", "p99", "p999", "p9999"}

// statistics are the names of what is sent for a series of a kind, beside those of states and gauges.
var statistics = map[metrics.Kind][]string{
	metrics.KindCounter:   {"count"},
	metrics.KindMeter:     {"count", "rate", "m1", "m5", "m15"},
	metrics.KindTimer:     append([]string{"count", "errors", "rate"}, distribution...),
	metrics.KindHistogram: append([]string{"count", "rate"}, distribution...),
}

// Encode returns the lines for one capture; the package documentation says which. It is pure and safe for concurrent
// use, and takes time in proportion to the series and their populated buckets.
func (r *Reporter) Encode(c *reporters.Capture) reporters.Batch {
	series := c.Interval.Series
	names, collisions := uniqueNames(r.prefix, series)
	e := encoder{
		batch:   reporters.Batch{Collisions: collisions},
		end:     strconv.AppendInt([]byte{' '}, c.Tick.Unix(), 10),
		seconds: c.Interval.Time.Sub(c.Interval.Start).Seconds(),
	}
	e.end = append(e.end, '\n')
	for i := range series {
		e.series(names[i], &series[i])
	}
	return e.batch
}

// encoder writes the lines of one batch.
type encoder struct {
	batch   reporters.Batch
	end     []byte  // of each line: the timestamp
	seconds float64 // the interval's length
	numbers []float64
}

func (e *encoder) series(name string, s *metrics.Series) {
	switch s.Kind {
	case metrics.KindGauge:
		e.float(name, "", s.Value)
	case metrics.KindState:
		e.states(name, s)
	case metrics.KindTimer, metrics.KindHistogram:
		e.distribution(name, s)
	default:
		for _, stat := range statistics[s.Kind] {
			e.statistic(name, stat, s)
		}
	}
}

// distribution takes all quantiles in one pass.
func (e *encoder) distribution(name string, s *metrics.Series) {
	stats := statistics[s.Kind]
	first := len(stats) - len(quantiles)
	for _, stat := range stats[:first] {
		e.statistic(name, stat, s)
	}
	e.numbers = s.Dist.AppendQuantiles(e.numbers[:0], quantiles...)
	for i, v := range e.numbers {
		e.float(name, stats[first+i], v)
	}
}

func (e *encoder) statistic(name, stat string, s *metrics.Series) {
	switch {
	case stat == "count":
		e.count(name, stat, s.Count)
	case stat == "errors":
		e.count(name, stat, s.Errors)
	case stat == "rate" && s.Kind != metrics.KindMeter:
		e.float(name, stat, float64(s.Count)/e.seconds)
	default:
		e.float(name, stat, s.Stat(stat))
	}
}

func (e *encoder) states(name string, s *metrics.Series) {
	states, collisions := stateNames(s)
	e.batch.Collisions += collisions
	for i := range s.States {
		e.float(name, states[i], s.States[i].Time.Seconds())
	}
}

// count writes a whole number, exact beyond 2^53 too.
func (e *encoder) count(name, stat string, v uint64) {
	e.start(name, stat)
	e.batch.Body = strconv.AppendUint(e.batch.Body, v, 10)
	e.finish()
}

// float writes the shortest form that parses back to v, and nothing where there is no value.
func (e *encoder) float(name, stat string, v float64) {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return
	}
	e.start(name, stat)
	format := byte('f')
	if a := math.Abs(v); a != 0 && (a < 1e-6 || a >= 1e21) { // where digits would turn into rows of zeros
		format = 'e'
	}
	e.batch.Body = strconv.AppendFloat(e.batch.Body, v, format, -1, 64)
	e.finish()
}

func (e *encoder) start(name, stat string) {
	e.batch.Body = append(e.batch.Body, name...)
	if stat != "" {
		e.batch.Body = append(e.batch.Body, '.')
		e.batch.Body = append(e.batch.Body, stat...)
	}
	e.batch.Body = append(e.batch.Body, ' ')
}

func (e *encoder) finish() {
	e.batch.Body = append(e.batch.Body, e.end...)
	e.batch.Points++
}
