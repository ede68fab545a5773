package peers

import (
	"io"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/common/expfmt"
)

var prometheusLibraries = []Library{
	{Name: Prometheus, Variant: "classic Histogram", New: func() *Registry { return prometheusRegistry(prometheusClassic, expfmt.TypeTextPlain) }},
	{Name: Prometheus, Variant: "native Histogram", New: func() *Registry { return prometheusRegistry(prometheusNative, expfmt.TypeProtoDelim) }},
	{Name: Prometheus, Variant: "Summary", New: func() *Registry { return prometheusRegistry(prometheusSummary, expfmt.TypeTextPlain) }},
}

func prometheusRegistry(timer func(name string) prometheusObserver, format expfmt.FormatType) *Registry {
	r := prometheus.NewRegistry()
	call := map[expfmt.FormatType]string{expfmt.TypeTextPlain: "Gather, text", expfmt.TypeProtoDelim: "Gather, protobuf"}[format]
	return &Registry{
		Counter: func(name string) func() {
			c := prometheus.NewCounter(prometheus.CounterOpts{Name: name, Help: "h"})
			r.MustRegister(c)
			return c.Inc
		},
		Gauge: func(name string) func(float64) {
			g := prometheus.NewGauge(prometheus.GaugeOpts{Name: name, Help: "h"})
			r.MustRegister(g)
			return g.Set
		},
		Timer: func(name string) func(int64) {
			h := timer(name)
			r.MustRegister(h)
			return func(nanos int64) { h.Observe(time.Duration(nanos).Seconds()) }
		},
		Reads: []Read{
			{Work: Snapshot, Call: "Gather", Do: func(io.Writer) int { return len(must(r.Gather())) }},
			{Work: Text, Call: call, Do: func(w io.Writer) int { return prometheusWrite(w, r, format) }},
		},
	}
}

func prometheusWrite(w io.Writer, g prometheus.Gatherer, format expfmt.FormatType) int {
	families := must(g.Gather())
	e := expfmt.NewEncoder(w, expfmt.NewFormat(format))
	for _, f := range families {
		check(e.Encode(f))
	}
	return len(families)
}
