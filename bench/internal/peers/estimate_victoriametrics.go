package peers

import (
	"bytes"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	vm "github.com/VictoriaMetrics/metrics"
)

var victoriaEstimates = []Estimate{
	{Row{Quantiles, VictoriaMetrics, "Histogram"}, func(values []int64, quantiles []float64) []float64 {
		h := vm.NewSet().NewHistogram("h")
		for _, v := range values {
			h.Update(float64(v) / 1e9)
		}
		var buckets []bucket
		h.VisitNonZeroBuckets(func(vmrange string, count uint64) {
			low, high, _ := strings.Cut(vmrange, "...")
			buckets = append(buckets, bucket{must(strconv.ParseFloat(low, 64)), must(strconv.ParseFloat(high, 64)), float64(count)})
		})
		return interpolate(buckets, quantiles, linear)
	}},
	{Row{Quantiles, VictoriaMetrics, "Summary"}, func(values []int64, quantiles []float64) []float64 {
		s := vm.NewSet()
		defer s.UnregisterAllMetrics()
		h := s.NewSummaryExt("h", time.Hour, quantiles)
		for _, v := range values {
			h.Update(float64(v) / 1e9)
		}
		var text bytes.Buffer
		s.WritePrometheus(&text)
		out := make([]float64, len(quantiles))
		for i, q := range quantiles {
			out[i] = math.NaN()
			for line := range strings.Lines(text.String()) {
				if value, ok := strings.CutPrefix(line, fmt.Sprintf(`h{quantile="%g"} `, q)); ok {
					out[i] = must(strconv.ParseFloat(strings.TrimSpace(value), 64)) * 1e9
				}
			}
		}
		return out
	}},
}
