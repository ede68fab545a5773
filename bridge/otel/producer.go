package otel

import (
	"context"
	"sync"

	"go.opentelemetry.io/otel/sdk/instrumentation"
	"go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/bridge/mirror"
)

// scopeName is the instrumentation scope of all metrics of a Producer.
const scopeName = "github.com/binnacle-go/metrics"

// ProducerOptions configure a [Producer]. A nil *ProducerOptions and zero fields mean the defaults.
type ProducerOptions struct {
	// MaxSize bounds the buckets of an exponential histogram, from the lowest to the highest that holds something. It
	// is at least 64 and by default 160.
	MaxSize int
}

const (
	defaultMaxSize = 160
	minMaxSize     = 64 // at scale 0, a distribution has up to 48
)

// A Producer gives a snapshot of a registry to a reader of OpenTelemetry's SDK. The components of a path are joined by
// dots; units, help texts and labels are those of the instruments.
//
//	counter, meter   a monotonic sum of integers
//	gauge            a gauge, absent while it has no value
//	timer            an exponential histogram in seconds; NAME.errors, a sum
//	histogram        an exponential histogram; NAME.clamped and NAME.rejected, sums
//	state            a gauge with the attribute state, 1 for the present one; NAME.time in seconds, a sum
//	text             a gauge of 1 with the attribute value; absent while a callback fails
//
// Integers are exact to 2^63-1, where sums stay. All sums and histograms are cumulative, whatever temporality the
// exporter prefers. They start with the registry; what is new or has begun again since the Producer was asked last
// starts then. So each Producer serves one reader.
//
// A histogram has the finest scale from 8 to 0 whose range of buckets is within MaxSize. A quantile read from the
// middle of buckets is then within 0.14 % at scale 8, 1.1 % at 5, 4.4 % at 3, besides the 1 % of the instrument itself:
// with 160 buckets scale 5 covers a range of 1 to 32, scale 3 one of 1 to a million. Slow calls of a timer that have
// trace ids of OpenTelemetry's form are its exemplars (see [Trace]).
//
// No name makes an export fail. What is not valid UTF-8 becomes U+FFFD and two hexadecimal digits for each byte. Where
// names of instruments meet, those with a dot of their own get a hash as suffix, as do derived names that an instrument
// has. A label whose key the Producer uses itself becomes exported_KEY.
type Producer struct {
	registry *metrics.Registry
	maxSize  int

	mu     sync.Mutex
	starts starts
}

var _ metric.Producer = (*Producer)(nil)

// NewProducer returns a producer of a registry. The options may be nil.
func NewProducer(registry *metrics.Registry, o *ProducerOptions) *Producer {
	p := &Producer{registry: registry, maxSize: defaultMaxSize}
	if o != nil && o.MaxSize > 0 {
		p.maxSize = max(o.MaxSize, minMaxSize)
	}
	return p
}

// Produce takes a snapshot and returns its metrics. It implements [metric.Producer]; the error is that of the context.
// It is safe for concurrent use.
func (p *Producer) Produce(ctx context.Context) ([]metricdata.ScopeMetrics, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return p.Metrics(p.registry.Snapshot()), nil
}

// Metrics returns those of a snapshot, for whoever takes snapshots of the registry itself, as a reporter's runner does.
// Each should be newer than the one before, of Produce too. It is safe for concurrent use.
func (p *Producer) Metrics(s *metrics.Snapshot) []metricdata.ScopeMetrics {
	p.mu.Lock()
	defer p.mu.Unlock()
	s = mirror.Without(s, mirrorSource)
	p.starts.follow(s)
	out := production{snapshot: s, starts: &p.starts, maxSize: p.maxSize, names: namesOf(s.Series)}
	for i := range s.Series {
		out.add(&s.Series[i])
	}
	if len(out.metrics) == 0 {
		return nil
	}
	return []metricdata.ScopeMetrics{{Scope: instrumentation.Scope{Name: scopeName}, Metrics: out.metrics}}
}
