package metrics_test

import (
	"encoding/binary"
	"math"
	"testing"

	"github.com/binnacle-go/metrics"
)

// FuzzValues gives a gauge and a histogram any float64. What is not a number is no value of the one, and refused and
// counted by the other; what is out of the range is counted at its end.
func FuzzValues(f *testing.F) {
	seed := func(values ...float64) (raw []byte) {
		for _, v := range values {
			raw = binary.LittleEndian.AppendUint64(raw, math.Float64bits(v))
		}
		return raw
	}
	f.Add(seed(math.NaN(), math.Inf(1), math.Inf(-1)))
	f.Add(seed(0, -1, 1e300, 5, math.MaxFloat64, math.SmallestNonzeroFloat64, -0.1))
	f.Fuzz(func(t *testing.T, raw []byte) {
		r := metrics.NewRegistry(nil)
		gauge, histogram := r.Gauge("g"), r.Histogram("h")
		var counted, refused, low, high uint64
		for ; len(raw) >= 8; raw = raw[8:] {
			v := math.Float64frombits(binary.LittleEndian.Uint64(raw))
			gauge.Set(v)
			histogram.Observe(v)
			none := math.IsNaN(v) || math.IsInf(v, 0)
			if got := gauge.Value(); none != math.IsNaN(got) || !none && got != v {
				t.Fatalf("a gauge set to %v has the value %v", v, got)
			}
			switch steps := math.Round(v); {
			case none:
				refused++
				continue
			case steps < 0:
				low++
			case steps >= 1<<47:
				high++
			}
			counted++
		}
		x, _ := r.Snapshot().Get("h")
		if x.Count != counted || x.Rejected != refused || x.Low != low || x.High != high {
			t.Fatalf("%d counted, %d refused, %d low, %d high; want %d, %d, %d, %d",
				x.Count, x.Rejected, x.Low, x.High, counted, refused, low, high)
		}
		if x.Dist.Count() != counted || math.IsInf(x.Dist.Sum(), 0) || math.IsNaN(x.Dist.Sum()) {
			t.Fatalf("%d in the buckets with the sum %v, want %d", x.Dist.Count(), x.Dist.Sum(), counted)
		}
	})
}
