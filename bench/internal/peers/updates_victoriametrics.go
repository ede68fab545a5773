package peers

import (
	"bytes"
	"strconv"
	"strings"
	"time"

	vm "github.com/VictoriaMetrics/metrics"

	"github.com/binnacle-go/metrics/bench/internal/stream"
)

var victoriaUpdates = []Update{
	{Row{Add, VictoriaMetrics, "Counter.Inc"}, func() Op {
		s := vm.NewSet()
		c := s.NewCounter("c")
		return victoriaOp(s, func(_, n int) {
			for range n {
				c.Inc()
			}
		})
	}},
	{Row{Set, VictoriaMetrics, "Gauge.Set"}, func() Op {
		s := vm.NewSet()
		g := s.NewGauge("g", nil)
		return victoriaOp(s, func(first, n int) {
			for i := first; i < first+n; i++ {
				g.Set(stream.Seconds(i))
			}
		})
	}},
	{Row{Record, VictoriaMetrics, "Histogram.Update"}, func() Op {
		s := vm.NewSet()
		h := s.NewHistogram("h")
		return victoriaOp(s, func(first, n int) {
			for i := first; i < first+n; i++ {
				h.Update(stream.Seconds(i))
			}
		})
	}},
	{Row{Record, VictoriaMetrics, "PrometheusHistogram.Update"}, func() Op {
		s := vm.NewSet()
		h := s.NewPrometheusHistogram("h")
		return victoriaOp(s, func(first, n int) {
			for i := first; i < first+n; i++ {
				h.Update(stream.Seconds(i))
			}
		})
	}},
	{Row{Record, VictoriaMetrics, "Summary.Update"}, func() Op {
		s := vm.NewSet()
		h := s.NewSummary("h")
		return victoriaOp(s, func(first, n int) {
			for i := first; i < first+n; i++ {
				h.Update(stream.Seconds(i))
			}
		})
	}},
	{Row{Time, VictoriaMetrics, "Histogram.UpdateDuration"}, func() Op {
		s := vm.NewSet()
		h := s.NewHistogram("h")
		return victoriaOp(s, func(_, n int) {
			for range n {
				start := time.Now()
				h.UpdateDuration(start)
			}
		})
	}},
	{Row{Time, VictoriaMetrics, "Summary.UpdateDuration"}, func() Op {
		s := vm.NewSet()
		h := s.NewSummary("h")
		return victoriaOp(s, func(_, n int) {
			for range n {
				start := time.Now()
				h.UpdateDuration(start)
			}
		})
	}},
	{Row{Lookup, VictoriaMetrics, "GetOrCreateCounter, ready name"}, func() Op {
		s := vm.NewSet()
		return victoriaOp(s, func(first, n int) {
			for i := first; i < first+n; i++ {
				s.GetOrCreateCounter(names[i%len(names)]).Inc()
			}
		})
	}},
	{Row{Lookup, VictoriaMetrics, "GetOrCreateCounter, built name"}, func() Op {
		s := vm.NewSet()
		return victoriaOp(s, func(first, n int) {
			for i := first; i < first+n; i++ {
				p := pairAt(i)
				s.GetOrCreateCounter(`requests_total{method="` + p.method + `",code="` + p.code + `"}`).Inc()
			}
		})
	}},
}

func victoriaOp(s *vm.Set, run func(first, n int)) Op {
	return Op{Run: run, Total: func() float64 { return victoriaTotal(s) }, Close: s.UnregisterAllMetrics}
}

// victoriaTotal adds up the counts of histograms and summaries, or the values of others, of a set of one kind.
func victoriaTotal(s *vm.Set) (sum float64) {
	var text bytes.Buffer
	s.WritePrometheus(&text)
	for line := range strings.Lines(text.String()) {
		space := strings.LastIndexByte(line, ' ')
		name, _, _ := strings.Cut(line[:space], "{")
		if name == "h_bucket" || name == "h_sum" || name == "h" {
			continue
		}
		sum += must(strconv.ParseFloat(strings.TrimSpace(line[space:]), 64))
	}
	return sum
}
