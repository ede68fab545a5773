package metrics_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/HdrHistogram/hdrhistogram-go"

	"github.com/binnacle-go/metrics"
)

func TestEncodedDistributionsDecodeToTheSameCounts(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for digits := 1; digits <= 3; digits++ {
		registry := metrics.NewRegistry(nil)
		timer := registry.Timer("t", metrics.Digits(digits))
		histogram := registry.Histogram("h", metrics.Digits(digits), metrics.Resolution(0.001))
		for range 10_000 {
			timer.Observe(time.Duration(random.ExpFloat64() * 1e6))
			histogram.Observe(math.Exp(20 * random.Float64()))
		}
		histogram.ObserveN(7, 1<<53+1)
		for _, x := range registry.Snapshot().Series {
			decoded, err := hdrhistogram.Decode(x.Dist.EncodeHDR())
			if err != nil {
				t.Fatalf("%s at %d digits does not decode: %v", x.Name, digits, err)
			}
			if !decoded.Equals(x.Dist.HdrHistogram()) || uint64(decoded.TotalCount()) != x.Count {
				t.Errorf("%s at %d digits: decoded %d counts of %d, or others", x.Name, digits, decoded.TotalCount(), x.Count)
			}
			median, want := float64(decoded.ValueAtPercentile(50))*x.Dist.Resolution(), x.Dist.Quantile(0.5)
			if math.Abs(median/want-1) > 1e-9 {
				t.Errorf("%s at %d digits: the median is %v in steps of %v, want %v", x.Name, digits, median, x.Dist.Resolution(), want)
			}
		}
	}
}

func TestAnEmptyDistributionIsEncodedAsAnEmptyHistogram(t *testing.T) {
	var none *metrics.Distribution
	decoded, err := hdrhistogram.Decode(none.EncodeHDR())
	if err != nil || !decoded.Equals(none.HdrHistogram()) {
		t.Errorf("decoded %v, error %v", decoded, err)
	}
	if !math.IsNaN(none.Resolution()) {
		t.Errorf("nothing has the resolution %v", none.Resolution())
	}
}

func ExampleDistribution_EncodeHDR() {
	registry := metrics.NewRegistry(nil)
	registry.Timer("search").Observe(250 * time.Millisecond)
	search, _ := registry.Snapshot().Get("search")

	elsewhere, _ := hdrhistogram.Decode(search.Dist.EncodeHDR())
	fmt.Println(elsewhere.TotalCount(), elsewhere.ValueAtPercentile(99) > 249e6) // nanoseconds
	// Output: 1 true
}
