package exponential_test

import (
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/binnacle-go/metrics/bridge/exponential"
)

// Fit gives what coarsening the finest histogram until it fits gives.
func TestFitIsTheFinestThatFits(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	for _, n := range []int{0, 1, 3, 200, 5000} {
		values := make([]float64, n)
		for i := range values {
			values[i] = math.Exp(random.NormFloat64() * float64(1+i%4))
		}
		d := observed(3, 1e-6, values)
		for _, max := range []int{0, 1, 20, 64, 160, 100_000} {
			for name, size := range map[string]func(*exponential.Histogram) int{
				"populated": (*exponential.Histogram).Populated, "span": (*exponential.Histogram).Span,
			} {
				want := exponential.Of(d, exponential.MaxScale)
				for size(&want) > max && want.Scale > 0 {
					want.Coarsen()
				}
				got := exponential.Fit(d, max, size)
				if got.Scale != want.Scale || got.Zero != want.Zero || len(got.Buckets) != len(want.Buckets) ||
					len(want.Buckets) > 0 && !reflect.DeepEqual(got.Buckets, want.Buckets) {
					t.Errorf("%d values, at most %d %s: scale %d, want %d", n, max, name, got.Scale, want.Scale)
				}
			}
		}
	}
}
