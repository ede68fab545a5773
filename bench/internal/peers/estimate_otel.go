package peers

import (
	"math"

	sdk "go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
)

var otelEstimates = []Estimate{
	{Row{Quantiles, OpenTelemetry, "exponential Histogram"}, func(values []int64, quantiles []float64) []float64 {
		r := sdk.NewManualReader()
		h := must(otelProvider(r, true).Meter("m").Float64Histogram("h"))
		for _, v := range values {
			h.Record(ctx, float64(v)/1e9)
		}
		p := otelCollect(r)[0].Data.(metricdata.ExponentialHistogram[float64]).DataPoints[0]
		base := math.Pow(2, math.Pow(2, -float64(p.Scale)))
		var buckets []bucket
		for i, n := range p.PositiveBucket.Counts {
			index := float64(int(p.PositiveBucket.Offset) + i)
			buckets = append(buckets, bucket{math.Pow(base, index), math.Pow(base, index+1), float64(n)})
		}
		return interpolate(buckets, quantiles, exponential)
	}},
}
