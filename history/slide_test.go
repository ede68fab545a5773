package history_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/history"
)

// A crew are series that come, work and go at random.
type crew struct {
	random *rand.Rand
	reg    *metrics.Registry
	scopes map[int]*metrics.Scope
}

// work does what happens between two samples.
func (c *crew) work() {
	for i := range 6 {
		if c.random.IntN(15) == 0 && c.scopes[i] != nil {
			c.scopes[i].Close()
			delete(c.scopes, i)
		}
		if c.scopes[i] == nil && c.random.IntN(4) == 0 {
			c.scopes[i] = c.reg.SubScope(fmt.Sprint("job", i))
		}
		if s := c.scopes[i]; s != nil && c.random.IntN(3) > 0 {
			c.update(s, i)
		}
	}
}

func (c *crew) update(s *metrics.Scope, i int) {
	s.Counter("done").Add(uint64(c.random.IntN(5)))
	s.Meter("seen").Mark(uint64(c.random.IntN(5)))
	s.Gauge("open").Set(float64(c.random.IntN(100)))
	s.State("is").Set([]string{"idle", "busy"}[c.random.IntN(2)])
	took, size := s.Timer("took"), s.Histogram("size", metrics.Resolution(float64(1+i)))
	for range c.random.IntN(8) {
		took.Observe(time.Duration(1e6 * math.Exp(2*c.random.NormFloat64())))
		size.Observe(1e4 * math.Exp(c.random.NormFloat64()))
	}
	if c.random.IntN(5) == 0 {
		_ = took.Do(context.Background(), func(context.Context) error { return errors.New("failed") })
	}
}

// pass lets a second pass, or sets the clock or comes late.
func (c *crew) pass(a *history.Archive) {
	switch c.random.IntN(60) {
	case 0:
		a.Set(a.Now().Add(-time.Duration(1+c.random.IntN(20)) * time.Second))
	case 1:
		a.Set(a.Now().Add(time.Duration(c.random.IntN(100)) * time.Second))
	case 2:
		a.Pass(time.Duration(2+c.random.IntN(5)) * time.Second)
		return
	}
	a.Pass(time.Second)
}

// same reports whether two snapshots tell the same.
func same(a, b *metrics.Snapshot) bool {
	return a.Start.Equal(b.Start) && a.Time.Equal(b.Time) && slices.EqualFunc(a.Series, b.Series, sameSeries)
}

func sameSeries(a, b metrics.Series) bool {
	return a.ID() == b.ID() && a.Kind == b.Kind && a.Count == b.Count && a.Errors == b.Errors && a.Low == b.Low &&
		a.High == b.High && a.Rejected == b.Rejected && a.Value == b.Value && a.Text == b.Text &&
		slices.Equal(byName(a.States), byName(b.States)) && len(a.Slow) == len(b.Slow) &&
		(a.Rates == nil || a.Rates.Mean == b.Rates.Mean) && slices.Equal(buckets(a.Dist), buckets(b.Dist))
}

func byName(states []metrics.StateTime) []metrics.StateTime {
	return slices.SortedFunc(slices.Values(states), func(a, b metrics.StateTime) int { return strings.Compare(a.State, b.State) })
}

// buckets are all that a distribution holds.
func buckets(d *metrics.Distribution) (out []float64) {
	if d == nil {
		return nil
	}
	out = append(out, d.Min(), d.Max())
	d.Buckets(func(low, high float64, count uint64) bool {
		out = append(out, low, high, float64(count))
		return true
	})
	return out
}

// Whoever asks after each sample gets what one gets who asks for the first time.
func TestSinceIsTheSameForThoseWhoAskAgain(t *testing.T) {
	for seed := range uint64(4) {
		c := &crew{random: rand.New(rand.NewPCG(seed, 2)), reg: metrics.NewRegistry(nil), scopes: map[int]*metrics.Scope{}}
		a := history.NewArchive(c.reg, time.Unix(1e9, 0), nil)
		windows := []time.Duration{time.Second, 5 * time.Second, time.Minute, 4 * time.Minute, 5 * time.Minute}
		slid := 0
		for i := range 500 {
			c.work()
			c.pass(a)
			if c.random.IntN(10) == 0 {
				continue // nobody asks
			}
			for _, d := range windows {
				if d == time.Minute && a.Slides(d) {
					slid++
				}
				again, fresh := a.Since(d), a.Afresh(d)
				if same(again, fresh) || d > 4*time.Minute && !a.Slides(d) {
					continue // of what is not of the finest resolution it may be a little more
				}
				for k := range min(len(again.Series), len(fresh.Series)) {
					if x, y := &again.Series[k], &fresh.Series[k]; !sameSeries(*x, *y) {
						t.Errorf("%s: %+v %v, want %+v %v", x.ID(), x, buckets(x.Dist), y, buckets(y.Dist))
					}
				}
				t.Fatalf("seed %d, sample %d, the last %v: not what one gets who asks for the first time", seed, i, d)
			}
		}
		if slid < 200 {
			t.Errorf("seed %d: the last minute was made from the one before only %d times", seed, slid)
		}
	}
}
