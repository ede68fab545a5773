package peers

import (
	rcrowley "github.com/rcrowley/go-metrics"
)

var rcrowleyEstimates = []Estimate{
	{Row{Quantiles, Rcrowley, "Histogram, exp decay"}, func(values []int64, quantiles []float64) []float64 {
		return rcrowleyQuantiles(rcrowley.NewExpDecaySample(1028, 0.015), values, quantiles)
	}},
	{Row{Quantiles, Rcrowley, "Histogram, uniform"}, func(values []int64, quantiles []float64) []float64 {
		return rcrowleyQuantiles(rcrowley.NewUniformSample(1028), values, quantiles)
	}},
}

func rcrowleyQuantiles(s rcrowley.Sample, values []int64, quantiles []float64) []float64 {
	h := rcrowley.NewHistogram(s)
	for _, v := range values {
		h.Update(v)
	}
	return h.Percentiles(quantiles)
}
