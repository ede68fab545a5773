package metrics

import (
	"math"

	"github.com/binnacle-go/metrics/internal/recorder"
)

// Quantile returns the value that the share q of the observations does not exceed; q is moved into 0 to 1. It is
// within the bucket error (1 % at 2 digits) above the true value and never beyond Min and Max. NaN when empty or
// when q is NaN. Several are cheaper by [Distribution.AppendQuantiles].
func (d *Distribution) Quantile(q float64) float64 {
	if d == nil {
		return math.NaN()
	}
	scan := d.counts.Scan()
	return d.quantile(&scan, q)
}

// AppendQuantiles appends the quantiles that [Distribution.Quantile] returns for qs to dst, and returns the extended
// slice. If qs rise, all of them together take one pass over the populated buckets. It allocates nothing beyond what
// dst has no room for.
func (d *Distribution) AppendQuantiles(dst []float64, qs ...float64) []float64 {
	if d == nil {
		for range qs {
			dst = append(dst, math.NaN())
		}
		return dst
	}
	scan := d.counts.Scan()
	for _, q := range qs {
		dst = append(dst, d.quantile(&scan, q))
	}
	return dst
}

func (d *Distribution) quantile(scan *recorder.Scan, q float64) float64 {
	if math.IsNaN(q) {
		return q
	}
	return d.scale.value(d.clamp(float64(scan.Quantile(min(max(q, 0), 1)))))
}

func (d *Distribution) clamp(steps float64) float64 {
	return min(max(steps, float64(d.min)), float64(d.max))
}

// CountAtOrBelow returns how many observations are at most v: all of these, and those above v in the bucket that
// holds v, for a bucket counts when it begins at or below v. It never falls as v rises. Several are cheaper by
// [Distribution.AppendCountsAtOrBelow].
func (d *Distribution) CountAtOrBelow(v float64) uint64 {
	if d == nil {
		return 0
	}
	scan := d.counts.Scan()
	return scan.AtOrBelow(d.scale.floor(v))
}

// AppendCountsAtOrBelow appends the counts that [Distribution.CountAtOrBelow] returns for vs to dst, and returns the
// extended slice. If vs rise, all of them together take one pass over the populated buckets. It allocates nothing
// beyond what dst has no room for.
func (d *Distribution) AppendCountsAtOrBelow(dst []uint64, vs ...float64) []uint64 {
	if d == nil {
		for range vs {
			dst = append(dst, 0)
		}
		return dst
	}
	scan := d.counts.Scan()
	for _, v := range vs {
		dst = append(dst, scan.AtOrBelow(d.scale.floor(v)))
	}
	return dst
}
