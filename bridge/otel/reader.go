package otel

import (
	"context"
	"time"

	"go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/bridge/mirror"
)

// ReaderOptions configure [NewReader]. A nil *ReaderOptions and zero fields mean the defaults.
type ReaderOptions struct {
	// MaxSeries bounds the series that are shown. Default: 10,000.
	MaxSeries int

	// Timeout bounds a collection: it is the deadline of the context that callbacks get, and after it the series are
	// taken away. Default: 10 s.
	Timeout time.Duration

	// Reader are further options of the reader, which come after those of NewReader. The temporality must stay
	// cumulative.
	Reader []metric.ManualReaderOption
}

// mirrorSource is the name of the scope below which a reader has its series.
const mirrorSource = "otel"

const defaultTimeout = 10 * time.Second

// NewReader returns a reader for a MeterProvider which shows the instruments of that provider as series under "otel" on
// a scope, usually a registry's root. They are collected once for each snapshot of the registry, while that is taken.
// Nothing else should make series there, and there should be one reader on a scope. To remove the series, close the
// scope's sub-scope "otel". What comes, goes, fails or is slow is treated
// as package mirror says: until the provider has the reader and after its Shutdown, that is a problem too.
//
// Dots in names make levels: http.server.request.duration is at otel/http/server/request/duration. Attributes become
// labels, and so does the instrumentation scope: otel_scope, and otel_scope_version if there is one.
//
//	monotonic sum           a counter; a gauge for good once its value is not a whole number that a uint64 holds
//	other sum, gauge        a gauge; integers beyond 2^53 are rounded
//	exponential histogram   a histogram, each observation taken as the geometric middle of its bucket
//	other histogram         a histogram, each observation taken as the upper bound of its bucket, and in the bucket
//	                        without one as the lower bound
//
// Histograms are aggregated exponentially unless a view or a further option says otherwise: in up to 160 buckets, so
// that quantiles are within 1.1 % for values that spread from 1 to 32 and within 4.4 % from 1 to a million, besides the
// 1 % of the histogram shown. Their exact sum is the gauge NAME_sum. Observations below zero count as zero and as clamped.
func NewReader(scope *metrics.Scope, o *ReaderOptions) *metric.ManualReader {
	var options ReaderOptions
	if o != nil {
		options = *o
	}
	if options.Timeout <= 0 {
		options.Timeout = defaultTimeout
	}
	own := []metric.ManualReaderOption{metric.WithAggregationSelector(aggregation)}
	reader := metric.NewManualReader(append(own, options.Reader...)...)
	fractional := map[string]bool{}
	source := func() ([]mirror.Series, error) {
		ctx, cancel := context.WithTimeout(context.Background(), options.Timeout)
		defer cancel()
		var collected metricdata.ResourceMetrics
		err := reader.Collect(ctx, &collected)
		return translate(&collected, fractional, err)
	}
	mirror.Show(scope, mirrorSource, source, &mirror.Options{MaxSeries: options.MaxSeries, Timeout: options.Timeout})
	return reader
}

// aggregation is the SDK's default but for histograms.
func aggregation(kind metric.InstrumentKind) metric.Aggregation {
	if kind == metric.InstrumentKindHistogram {
		return metric.AggregationBase2ExponentialHistogram{MaxSize: defaultMaxSize, MaxScale: 20}
	}
	return metric.DefaultAggregationSelector(kind)
}
