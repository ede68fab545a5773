package peers

import "strconv"

var hdrEstimates = []Estimate{hdrEstimate(2), hdrEstimate(3)}

func hdrEstimate(digits int) Estimate {
	call := strconv.Itoa(digits) + " digits"
	return Estimate{Row{Quantiles, HdrHistogram, call}, func(values []int64, quantiles []float64) (out []float64) {
		h := newLockedHdr(digits).h
		for _, v := range values {
			check(h.RecordValue(v))
		}
		for _, q := range quantiles {
			out = append(out, float64(h.ValueAtPercentile(q*100)))
		}
		return out
	}}
}
