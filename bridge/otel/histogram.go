package otel

import (
	"encoding/hex"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/bridge/exponential"
)

// histogram adds the distribution of a timer or histogram.
func (p *production) histogram(x *metrics.Series, set attribute.Set) {
	m := p.metric(x, "", x.Unit, metricdata.ExponentialHistogram[float64]{Temporality: metricdata.CumulativeTemporality})
	data, ok := m.Data.(metricdata.ExponentialHistogram[float64])
	if !ok {
		return
	}
	point := metricdata.ExponentialHistogramDataPoint[float64]{
		Attributes: set, StartTime: p.starts.of(x), Time: p.snapshot.Time,
		Count: x.Dist.Count(), Sum: x.Dist.Sum(), Exemplars: exemplarsOf(x.Slow),
	}
	if point.Count > 0 {
		point.Min, point.Max = metricdata.NewExtrema(x.Dist.Min()), metricdata.NewExtrema(x.Dist.Max())
	}
	e := exponential.Fit(x.Dist, p.maxSize, (*exponential.Histogram).Span)
	point.Scale, point.ZeroCount, point.ZeroThreshold = int32(e.Scale), e.Zero, e.ZeroThreshold
	point.PositiveBucket = rangeOf(&e)
	data.DataPoints = append(data.DataPoints, point)
	m.Data = data
}

// rangeOf returns the buckets in OpenTelemetry's form: without gaps, and known by their lower bounds.
func rangeOf(e *exponential.Histogram) metricdata.ExponentialBucket {
	if len(e.Buckets) == 0 {
		return metricdata.ExponentialBucket{}
	}
	first := e.Buckets[0].Index
	counts := make([]uint64, e.Span())
	for _, b := range e.Buckets {
		counts[b.Index-first] = b.Count
	}
	return metricdata.ExponentialBucket{Offset: int32(first - 1), Counts: counts}
}

const (
	traceBytes = 16
	spanBytes  = 8
)

// exemplarsOf returns those of slow calls that have a trace.
func exemplarsOf(calls []metrics.SlowCall) []metricdata.Exemplar[float64] {
	var out []metricdata.Exemplar[float64]
	for i := range calls {
		c := &calls[i]
		trace, err := hex.DecodeString(c.TraceID)
		if err != nil || len(trace) != traceBytes {
			continue
		}
		span, err := hex.DecodeString(c.SpanID)
		if err != nil || len(span) != spanBytes {
			continue
		}
		out = append(out, metricdata.Exemplar[float64]{Time: c.End, Value: c.Duration.Seconds(), TraceID: trace, SpanID: span})
	}
	return out
}
