package prometheus

import (
	"github.com/prometheus/client_golang/prometheus"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/bridge/mirror"
	"github.com/binnacle-go/metrics/exposition"
)

// Histograms says in which forms timers and histograms are collected.
type Histograms uint8

const (
	ClassicAndNative Histograms = iota // what each scraper understands
	ClassicOnly                        // with fixed buckets
	NativeOnly                         // exponential buckets; in a text format nothing remains of them but count and sum
)

// CollectorOptions configure a [Collector]. A nil *CollectorOptions and zero fields mean the defaults.
type CollectorOptions struct {
	// Histograms are the forms of timers and histograms. Default: ClassicAndNative, as only the scraper knows what it
	// wants: client_golang writes native ones for those that ask for protobuf. They take about three times as long to
	// make as classic ones; where no scraper wants them, ClassicOnly saves that.
	Histograms Histograms

	// Buckets returns the upper bounds of classic buckets, as in exposition.Options. Default: exposition.DefaultBuckets
	// of the unit.
	Buckets func(name, unit string) []float64

	// MaxBuckets bounds the populated buckets of a native histogram: the more there are, the finer they become, up to
	// 256 for each doubling (schema 8). It is at least 64 and by default 160.
	MaxBuckets int

	// Escaping says how names are written that Prometheus did not allow before version 3. With exposition.AllowUTF8
	// client_golang itself makes underscores of what a scraper or a Pushgateway does not ask for as it is: then names
	// may meet after all. Default: exposition.Underscores.
	Escaping exposition.Escaping
}

const (
	defaultMaxBuckets = 160
	minMaxBuckets     = 64 // at schema 0, a distribution has up to 48
)

// A Collector collects a snapshot of a registry. Names, labels and types are those of package exposition, whatever
// names the registry has; they meet only with names of other collectors, which then costs the metrics of that name.
// It is safe for concurrent use.
//
// Counts are exact up to 2^53, beyond which client_golang rounds all counters; those of histograms are exact to 2^64-1.
//
// A native histogram has the finest schema from 8 to 0 whose populated buckets are within MaxBuckets. As long as the
// instrument lives, the schema can only become coarser, which Prometheus does not take for a reset. The count at or
// below each bound is the true one but for observations beyond the bound by less than the resolution of the
// instrument, 1 % by default, which may be counted too: just as with classic buckets.
//
// The slowest calls of a timer that have a trace id are exemplars, with the labels trace_id and span_id.
type Collector struct {
	registry *metrics.Registry
	options  CollectorOptions
	encoder  *exposition.Encoder
}

var _ prometheus.Collector = (*Collector)(nil)

// NewCollector returns a collector of a registry. The options may be nil.
func NewCollector(registry *metrics.Registry, o *CollectorOptions) *Collector {
	c := &Collector{registry: registry}
	if o != nil {
		c.options = *o
	}
	if c.options.MaxBuckets <= 0 {
		c.options.MaxBuckets = defaultMaxBuckets
	}
	c.options.MaxBuckets = max(c.options.MaxBuckets, minMaxBuckets)
	c.encoder = exposition.NewEncoder(&exposition.Options{Buckets: c.options.Buckets})
	return c
}

// Describe sends nothing: the metrics are only known when they are collected. It implements [prometheus.Collector].
func (c *Collector) Describe(chan<- *prometheus.Desc) {}

// Collect takes a snapshot and sends its metrics. It implements [prometheus.Collector].
func (c *Collector) Collect(to chan<- prometheus.Metric) {
	s := mirror.Without(c.registry.Snapshot(), mirrorSource)
	var desc *prometheus.Desc
	name := ""
	for m := range c.encoder.Metrics(s, c.options.Escaping) {
		if desc == nil || m.Name != name {
			name, desc = m.Name, prometheus.NewDesc(m.Name, m.Help, nil, nil)
		}
		to <- &metric{Metric: m, desc: desc, options: &c.options}
	}
}
