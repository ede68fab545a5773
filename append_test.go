package metrics_test

import (
	"fmt"
	"math"
	"testing"
	"testing/synctest"
	"time"

	"github.com/binnacle-go/metrics"
)

func TestAppendJoinsWhatSinceTakesApart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := metrics.NewRegistry(nil)
		c, g, tm, m, st := r.Counter("c"), r.Gauge("g"), r.Timer("t"), r.Meter("m"), r.State("s")
		act := func(n int) *metrics.Snapshot {
			for i := range n {
				c.Add(2)
				g.Set(float64(n))
				m.Mark(3)
				st.Set([]string{"a", "b", "c"}[i%3])
				w := tm.Start()
				pass(time.Duration(i+1) * 100 * time.Millisecond)
				w.Fail(errBroken)
			}
			return r.Snapshot()
		}
		s0, s1 := act(3), act(12)
		r.Counter("late").Inc()
		s2 := act(7)
		got, want := s1.Since(s0).Append(s2.Since(s1)), s2.Since(s0)
		if got.Start != want.Start || got.Time != want.Time || len(got.Series) != len(want.Series) {
			t.Fatalf("%d series from %v to %v", len(got.Series), got.Start, got.Time)
		}
		for i := range want.Series {
			a, b := &got.Series[i], &want.Series[i]
			if describe(a) != describe(b) {
				t.Errorf("joined:\n%s\nwant:\n%s", describe(a), describe(b))
			}
		}
	})
}

func describe(x *metrics.Series) string {
	rates := metrics.Rates{}
	if x.Rates != nil {
		rates = *x.Rates
	}
	max := math.Round(x.Dist.Quantile(1)*50) / 50 // the ends of buckets
	return fmt.Sprintf("%s count %d errors %d value %v rates %v states %v slow %d p50 %v max %v", x.ID(), x.Count, x.Errors,
		x.Value, rates, x.States, len(x.Slow), x.Dist.Quantile(0.5), max)
}
