package peers

import (
	"strings"
	"time"

	"github.com/uber-go/tally/v4"

	"github.com/binnacle-go/metrics/bench/internal/stream"
)

// tallyUpdates have no timer: it keeps nothing and hands each duration to the reporter.
var tallyUpdates = []Update{
	{Row{Add, Tally, "Counter.Inc"}, func() Op {
		s, total := tallyScope()
		c := s.Counter("c")
		return Op{
			Run: func(_, n int) {
				for range n {
					c.Inc(1)
				}
			},
			Total: total,
		}
	}},
	{Row{Set, Tally, "Gauge.Update"}, func() Op {
		s, total := tallyScope()
		g := s.Gauge("g")
		return Op{
			Run: func(first, n int) {
				for i := first; i < first+n; i++ {
					g.Update(stream.Seconds(i))
				}
			},
			Total: total,
		}
	}},
	{Row{Record, Tally, "Histogram.RecordDuration"}, func() Op {
		s, total := tallyScope()
		h := s.Histogram("h", tally.DefaultBuckets)
		return Op{
			Run: func(first, n int) {
				for i := first; i < first+n; i++ {
					h.RecordDuration(time.Duration(stream.Nanos(i)))
				}
			},
			Total: total,
		}
	}},
	{Row{Time, Tally, "Histogram.Start().Stop()"}, func() Op {
		s, total := tallyScope()
		h := s.Histogram("h", tally.DefaultBuckets)
		return Op{
			Run: func(_, n int) {
				for range n {
					h.Start().Stop()
				}
			},
			Total: total,
		}
	}},
	{Row{Lookup, Tally, "Tagged, Counter"}, func() Op {
		s, total := tallyScope()
		return Op{
			Run: func(first, n int) {
				for i := first; i < first+n; i++ {
					s.Tagged(tallyTags[i%len(tallyTags)]).Counter("requests").Inc(1)
				}
			},
			Total: total,
		}
	}},
}

// tallyScope returns a scope and what gives the total of it, which closes it.
func tallyScope() (tally.Scope, func() float64) {
	r := &tallyReporter{StatsReporter: tally.NullStatsReporter}
	s, closer := tally.NewRootScope(tally.ScopeOptions{Prefix: "app", Reporter: r}, 0)
	return s, func() float64 {
		check(closer.Close())
		return r.total
	}
}

// A tallyReporter adds up what a scope of one kind of instruments reports when it is closed.
type tallyReporter struct {
	tally.StatsReporter
	total float64
}

// ReportCounter is given what was counted. The scope counts itself as well.
func (r *tallyReporter) ReportCounter(name string, _ map[string]string, value int64) {
	if strings.HasPrefix(name, "app.") {
		r.total += float64(value)
	}
}

// ReportGauge is given the last value.
func (r *tallyReporter) ReportGauge(name string, _ map[string]string, value float64) {
	if strings.HasPrefix(name, "app.") {
		r.total = value
	}
}

// ReportHistogramDurationSamples is given what a bucket counted.
func (r *tallyReporter) ReportHistogramDurationSamples(_ string, _ map[string]string, _ tally.Buckets, _, _ time.Duration,
	samples int64) {
	r.total += float64(samples)
}
