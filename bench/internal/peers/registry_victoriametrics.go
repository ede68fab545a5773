package peers

import (
	"io"
	"time"

	vm "github.com/VictoriaMetrics/metrics"
)

var victoriaLibraries = []Library{
	{Name: VictoriaMetrics, Variant: "Histogram", New: func() *Registry {
		return victoriaRegistry(func(s *vm.Set, name string) func(float64) { return s.NewHistogram(name).Update })
	}},
	{Name: VictoriaMetrics, Variant: "PrometheusHistogram", New: func() *Registry {
		return victoriaRegistry(func(s *vm.Set, name string) func(float64) { return s.NewPrometheusHistogram(name).Update })
	}},
	{Name: VictoriaMetrics, Variant: "Summary", New: func() *Registry {
		return victoriaRegistry(func(s *vm.Set, name string) func(float64) { return s.NewSummary(name).Update })
	}},
}

func victoriaRegistry(timer func(s *vm.Set, name string) func(float64)) *Registry {
	s := vm.NewSet()
	return &Registry{
		Counter: func(name string) func() { return s.NewCounter(name).Inc },
		Gauge:   func(name string) func(float64) { return s.NewGauge(name, nil).Set },
		Timer: func(name string) func(int64) {
			update := timer(s, name)
			return func(nanos int64) { update(time.Duration(nanos).Seconds()) }
		},
		Reads: []Read{{Work: Text, Call: "WritePrometheus", Do: func(w io.Writer) int {
			s.WritePrometheus(w)
			return 0
		}}},
		Close: s.UnregisterAllMetrics,
	}
}
