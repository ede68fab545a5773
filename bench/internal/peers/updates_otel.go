package peers

import (
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
	sdk "go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"

	"github.com/binnacle-go/metrics/bench/internal/stream"
)

var otelUpdates = []Update{
	{Row{Add, OpenTelemetry, "Int64Counter.Add"}, func() Op { return otelAdd() }},
	{Row{Add, OpenTelemetry, "Int64Counter.Add, attributes"}, func() Op {
		return otelAdd(metric.WithAttributeSet(otelSet(pairs[0])))
	}},
	{Row{Set, OpenTelemetry, "Float64Gauge.Record"}, func() Op {
		m, total := otelMeter(false)
		g := must(m.Float64Gauge("g"))
		return Op{
			Run: func(first, n int) {
				for i := first; i < first+n; i++ {
					g.Record(ctx, stream.Seconds(i))
				}
			},
			Total: total,
		}
	}},
	{Row{Record, OpenTelemetry, "explicit Histogram"}, func() Op { return otelRecord(false) }},
	{Row{Record, OpenTelemetry, "explicit Histogram, attributes"}, func() Op {
		return otelRecord(false, metric.WithAttributeSet(otelSet(pairs[0])))
	}},
	{Row{Record, OpenTelemetry, "exponential Histogram"}, func() Op { return otelRecord(true) }},
	{Row{Record, OpenTelemetry, "exponential Histogram, attributes"}, func() Op {
		return otelRecord(true, metric.WithAttributeSet(otelSet(pairs[0])))
	}},
	{Row{Time, OpenTelemetry, "time.Now, explicit, attributes"}, func() Op { return otelTime(false) }},
	{Row{Time, OpenTelemetry, "time.Now, exponential, attributes"}, func() Op { return otelTime(true) }},
	{Row{Lookup, OpenTelemetry, "WithAttributeSet, ready"}, func() Op {
		m, total := otelMeter(false)
		c := must(m.Int64Counter("c"))
		var options [len(pairs)][]metric.AddOption
		for i, p := range pairs {
			options[i] = []metric.AddOption{metric.WithAttributeSet(otelSet(p))}
		}
		return Op{
			Run: func(first, n int) {
				for i := first; i < first+n; i++ {
					c.Add(ctx, 1, options[i%len(options)]...)
				}
			},
			Total: total,
		}
	}},
	{Row{Lookup, OpenTelemetry, "WithAttributes"}, func() Op {
		m, total := otelMeter(false)
		c := must(m.Int64Counter("c"))
		return Op{
			Run: func(first, n int) {
				for i := first; i < first+n; i++ {
					p := pairAt(i)
					c.Add(ctx, 1, metric.WithAttributes(attribute.String("method", p.method), attribute.String("code", p.code)))
				}
			},
			Total: total,
		}
	}},
}

func otelAdd(options ...metric.AddOption) Op {
	m, total := otelMeter(false)
	c := must(m.Int64Counter("c"))
	return Op{
		Run: func(_, n int) {
			for range n {
				c.Add(ctx, 1, options...)
			}
		},
		Total: total,
	}
}

func otelRecord(exponential bool, options ...metric.RecordOption) Op {
	m, total := otelMeter(exponential)
	h := must(m.Float64Histogram("h"))
	return Op{
		Run: func(first, n int) {
			for i := first; i < first+n; i++ {
				h.Record(ctx, stream.Seconds(i), options...)
			}
		},
		Total: total,
	}
}

func otelTime(exponential bool) Op {
	m, total := otelMeter(exponential)
	h := must(m.Float64Histogram("h"))
	options := []metric.RecordOption{metric.WithAttributeSet(otelSet(pairs[0]))}
	return Op{
		Run: func(_, n int) {
			for range n {
				start := time.Now()
				h.Record(ctx, time.Since(start).Seconds(), options...)
			}
		},
		Total: total,
	}
}

func otelSet(p pair) attribute.Set {
	return attribute.NewSet(attribute.String("method", p.method), attribute.String("code", p.code))
}

// otelMeter returns a meter, of exponential or of explicit histograms, and what gives the total of one instrument.
func otelMeter(exponential bool) (metric.Meter, func() float64) {
	r := sdk.NewManualReader()
	return otelProvider(r, exponential).Meter("m"), func() (sum float64) {
		for _, m := range otelCollect(r) {
			sum += otelTotal(m.Data)
		}
		return sum
	}
}

func otelProvider(r sdk.Reader, exponential bool) *sdk.MeterProvider {
	options := []sdk.Option{sdk.WithReader(r), sdk.WithCardinalityLimit(0)}
	if exponential {
		options = append(options, sdk.WithView(sdk.NewView(sdk.Instrument{Kind: sdk.InstrumentKindHistogram},
			sdk.Stream{Aggregation: sdk.AggregationBase2ExponentialHistogram{MaxSize: 160, MaxScale: 20}})))
	}
	return sdk.NewMeterProvider(options...)
}

func otelCollect(r *sdk.ManualReader) []metricdata.Metrics {
	var all metricdata.ResourceMetrics
	check(r.Collect(ctx, &all))
	if len(all.ScopeMetrics) == 0 {
		return nil
	}
	return all.ScopeMetrics[0].Metrics
}

func otelTotal(d metricdata.Aggregation) (sum float64) {
	switch d := d.(type) {
	case metricdata.Sum[int64]:
		for _, p := range d.DataPoints {
			sum += float64(p.Value)
		}
	case metricdata.Gauge[float64]:
		sum = d.DataPoints[0].Value
	case metricdata.Histogram[float64]:
		for _, p := range d.DataPoints {
			sum += float64(p.Count)
		}
	case metricdata.ExponentialHistogram[float64]:
		for _, p := range d.DataPoints {
			sum += float64(p.Count)
		}
	}
	return sum
}
