package metrics_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
)

func TestHistogramRefusesAndClamps(t *testing.T) {
	r := metrics.NewRegistry(nil)
	h := r.Histogram("sizes", metrics.Unit("By"))
	for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), -1, 1e300, 5} {
		h.Observe(v)
	}
	x := r.Snapshot().Series[0]
	if x.Rejected != 3 || x.Low != 1 || x.High != 1 || x.Count != 3 || x.Unit != "By" {
		t.Errorf("rejected %d, low %d, high %d, count %d; want 3, 1, 1, 3", x.Rejected, x.Low, x.High, x.Count)
	}
}

func TestResolution(t *testing.T) {
	for _, tc := range []struct {
		resolution float64
		values     []float64
	}{
		{1, []float64{0, 1, 100}},
		{0.001, []float64{0.001, 0.003, 0.1, 0.2}},
		{0.25, []float64{0.25, 0.5, 7.75}},
		{1000, []float64{1000, 77000, 100000}},
		{1e-9, []float64{1e-9, 3e-9, 2e-7}},
	} {
		r := metrics.NewRegistry(nil)
		h := r.Histogram("h", metrics.Resolution(tc.resolution))
		for _, v := range tc.values {
			h.Observe(v)
		}
		d := r.Snapshot().Series[0].Dist
		if d.Min() != tc.values[0] || d.Max() != tc.values[len(tc.values)-1] {
			t.Errorf("resolution %v: min %v and max %v of %v", tc.resolution, d.Min(), d.Max(), tc.values)
		}
	}
	for _, odd := range []float64{0, -1, math.NaN(), math.Inf(1)} {
		r := metrics.NewRegistry(nil)
		h := r.Histogram("h", metrics.Resolution(odd), metrics.Digits(99))
		h.Observe(3)
		if d := r.Snapshot().Series[0].Dist; d.Max() != 3 {
			t.Errorf("resolution %v was not ignored: max %v", odd, d.Max())
		}
	}
}

// TestQuantilesAgainstExact compares every quantile with that of the sorted values.
func TestQuantilesAgainstExact(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for digits, limit := range map[int]float64{1: 0.1, 2: 0.01, 3: 0.001} {
		r := metrics.NewRegistry(nil)
		tm := r.Timer("t", metrics.Digits(digits))
		var exact []float64
		sum := 0.0
		for range 20_000 {
			d := time.Duration(math.Exp(rng.NormFloat64()*2) * 2e7)
			tm.Observe(d)
			exact = append(exact, d.Seconds())
			sum += d.Seconds()
		}
		slices.Sort(exact)
		d := r.Snapshot().Series[0].Dist
		last := 0.0
		for _, q := range []float64{0, 0.001, 0.1, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 0.9999, 1} {
			want := exact[max(int(math.Ceil(q*float64(len(exact))))-1, 0)]
			got := d.Quantile(q)
			if math.Abs(got/want-1) > limit || got < last || got < d.Min() || got > d.Max() {
				t.Errorf("%d digits: quantile %v is %v, want %v", digits, q, got, want)
			}
			last = got
		}
		if d.Max() != exact[len(exact)-1] || d.Min() != exact[0] {
			t.Errorf("%d digits: extremes %v and %v are not exact", digits, d.Min(), d.Max())
		}
		if math.Abs(d.Sum()/sum-1) > limit || math.Abs(d.Mean()*20_000/sum-1) > limit {
			t.Errorf("%d digits: sum %v and mean %v, want sum %v", digits, d.Sum(), d.Mean(), sum)
		}
		if h := d.HdrHistogram(); h.TotalCount() != 20_000 || float64(h.ValueAtPercentile(50))/1e9 != d.Quantile(0.5) {
			t.Errorf("%d digits: the HdrHistogram differs", digits)
		}
	}
}

func TestMergeEqualsRecordingTogether(t *testing.T) {
	r := metrics.NewRegistry(nil)
	a, b, both := r.Timer("a"), r.Timer("b"), r.Timer("both")
	for i := range 1000 {
		d := time.Duration(i*i) * time.Microsecond
		both.Observe(d)
		if i%3 == 0 {
			a.Observe(d)
		} else {
			b.Observe(d)
		}
	}
	s := r.Snapshot()
	dist := func(name string) *metrics.Distribution { x, _ := s.Get(name); return x.Dist }
	before := dist("a").Count()
	m := dist("a").Merge(nil, dist("b"), nil)
	if dist("a").Count() != before {
		t.Error("merging changed its receiver")
	}
	for _, q := range []float64{0, 0.5, 0.99, 1} {
		if m.Quantile(q) != dist("both").Quantile(q) {
			t.Errorf("quantile %v: %v merged, %v together", q, m.Quantile(q), dist("both").Quantile(q))
		}
	}
	if m.Count() != 1000 || m.Sum() != dist("both").Sum() {
		t.Errorf("merged count %d and sum %v", m.Count(), m.Sum())
	}
	var none *metrics.Distribution
	if none.Merge(nil, dist("a")).Count() != dist("a").Count() || none.Merge() != nil {
		t.Error("merging into nothing is wrong")
	}
}

func TestMergeOfUnequalResolutions(t *testing.T) {
	r := metrics.NewRegistry(nil)
	fine, coarse := r.Histogram("fine", metrics.Resolution(0.01)), r.Histogram("coarse", metrics.Digits(3))
	for i := range 100 {
		fine.Observe(float64(i))
		coarse.Observe(float64(i) * 10)
	}
	s := r.Snapshot()
	a, _ := s.Get("fine")
	b, _ := s.Get("coarse")
	m := a.Dist.Merge(b.Dist)
	if m.Count() != 200 || m.Max() != 990 || math.Abs(m.Quantile(0.999)/990-1) > 0.01 {
		t.Errorf("count %d, max %v, p999 %v", m.Count(), m.Max(), m.Quantile(0.999))
	}
}

func TestBucketsAndCountAtOrBelowAgree(t *testing.T) {
	r := metrics.NewRegistry(nil)
	h := r.Histogram("h")
	for i := range 10_000 {
		h.Observe(float64(i * 7 % 5000))
	}
	d := r.Snapshot().Series[0].Dist
	var n uint64
	last := -1.0
	d.Buckets(func(low, high float64, count uint64) bool {
		if low < last || high <= low {
			t.Fatalf("bucket %v to %v follows %v", low, high, last)
		}
		last = high
		n += count
		if got := d.CountAtOrBelow(high); got < n {
			t.Fatalf("%d at or below %v, want at least %d", got, high, n)
		}
		return true
	})
	if n != 10_000 || d.CountAtOrBelow(math.Inf(1)) != n || d.CountAtOrBelow(-1) != 0 {
		t.Errorf("%d in the buckets", n)
	}
}
