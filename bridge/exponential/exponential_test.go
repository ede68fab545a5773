package exponential_test

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/bridge/exponential"
)

// observed returns the distribution of values at a resolution.
func observed(digits int, resolution float64, values []float64) *metrics.Distribution {
	registry := metrics.NewRegistry(nil)
	h := registry.Histogram("h", metrics.Digits(digits), metrics.Resolution(resolution))
	for _, v := range values {
		h.Observe(v)
	}
	s, _ := registry.Snapshot().Get("h")
	return s.Dist
}

// checkAgainst compares the count at each bound with the exact ones, at all scales.
func checkAgainst(t *testing.T, d *metrics.Distribution, values []float64, relative, step float64) {
	t.Helper()
	for scale := range exponential.MaxScale + 1 {
		h := exponential.Of(d, scale)
		if h.Scale != scale {
			t.Fatalf("asked for scale %d, got %d", scale, h.Scale)
		}
		sum := h.Zero
		for i, b := range h.Buckets {
			if b.Count == 0 || i > 0 && b.Index <= h.Buckets[i-1].Index {
				t.Fatalf("scale %d: bucket %d is %+v behind %+v", scale, i, b, h.Buckets[max(i-1, 0)])
			}
			sum += b.Count
			bound := h.Bound(b.Index)
			if want := math.Exp2(float64(b.Index) / math.Exp2(float64(scale))); math.Abs(bound-want) > 1e-12*want {
				t.Fatalf("scale %d: the bound of %d is %g, want %g", scale, b.Index, bound, want)
			}
			least, most := uint64(0), uint64(0)
			for _, v := range values {
				if v <= bound-step/2-bound*1e-12 {
					least++
				}
				if v <= bound*(1+relative)+step/2+bound*1e-12 {
					most++
				}
			}
			if sum < least || sum > most {
				t.Fatalf("scale %d: %d values are counted up to %g, want %d to %d", scale, sum, bound, least, most)
			}
		}
		if sum != uint64(len(values)) {
			t.Fatalf("scale %d: %d values are counted, want %d", scale, sum, len(values))
		}
	}
}

func TestEveryBucketIsRightToTheResolution(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	streams := map[string]func() float64{
		"lognormal": func() float64 { return math.Exp(random.NormFloat64()*2 - 4) },
		"uniform":   func() float64 { return random.Float64() },
		"wide":      func() float64 { return math.Exp2(random.Float64()*40 - 29) },
		"constant":  func() float64 { return 0.25 },
		"tiny":      func() float64 { return float64(random.IntN(5)) * 1e-9 },
	}
	for name, next := range streams {
		t.Run(name, func(t *testing.T) {
			values := make([]float64, 2000)
			for i := range values {
				values[i] = next()
			}
			for digits, relative := range map[int]float64{1: 1. / 16, 2: 1. / 128, 3: 1. / 1024} {
				for _, resolution := range []float64{1e-9, 1e-3, 0.3} {
					checkAgainst(t, observed(digits, resolution, values), values, relative, resolution)
				}
			}
		})
	}
}

func FuzzEveryBucketIsRight(f *testing.F) {
	f.Add(uint64(0), uint64(1), uint64(1e9))
	f.Add(uint64(127), uint64(128), uint64(129))
	f.Add(uint64(1<<46), uint64(1e12), uint64(3))
	f.Fuzz(func(t *testing.T, a, b, c uint64) {
		timer := metrics.NewRegistry(nil)
		var values []float64
		for _, n := range []uint64{a, b, c} {
			d := time.Duration(n % (1 << 46))
			timer.Timer("t").Observe(d)
			values = append(values, float64(d)/1e9)
		}
		s, _ := timer.Snapshot().Get("t")
		checkAgainst(t, s.Dist, values, 1./128, 1e-9)
	})
}

func TestPowersOfTwoAreUpperBounds(t *testing.T) {
	for _, v := range []float64{1, 2, 4, 1024} {
		h := exponential.Of(observed(2, 1, []float64{v}), 0)
		if got := h.Bound(h.Buckets[0].Index); got != v {
			t.Errorf("%g is in the bucket up to %g", v, got)
		}
	}
}

func TestZeroThresholdTouchesNoBucket(t *testing.T) {
	for _, resolution := range []float64{1e-9, 1e-3, 0.3, 0.5, 1, 3, 1024} {
		h := exponential.Of(observed(2, resolution, []float64{0, resolution}), 0)
		lower := h.Bound(h.Buckets[0].Index - 1)
		if h.Zero != 1 || !(h.ZeroThreshold > resolution/4 && h.ZeroThreshold <= resolution/2) || h.ZeroThreshold > lower {
			t.Errorf("resolution %g: %d zeros up to %g, the first bucket from %g", resolution, h.Zero, h.ZeroThreshold, lower)
		}
	}
}

func TestAnEmptyDistributionIsAnEmptyHistogram(t *testing.T) {
	h := exponential.Of(nil, -3)
	if h.Span() != 0 || h.Zero != 0 || h.Scale != 0 {
		t.Errorf("got %+v", h)
	}
}
