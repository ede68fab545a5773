package metrics_test

import (
	"context"
	"errors"
	"math"
	"testing"
	"testing/synctest"
	"time"

	"github.com/binnacle-go/metrics"
)

func timed(t *testing.T, f func(tm *metrics.Timer, read func() metrics.Series)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		r := metrics.NewRegistry(nil)
		tm := r.Timer("t")
		f(tm, func() metrics.Series { return r.Snapshot().Series[0] })
	})
}

// pass lets the fake clock advance.
func pass(d time.Duration) { <-time.After(d) }

var errBroken = errors.New("broken")

func TestTimerCountsTimeErrorsAndPanics(t *testing.T) {
	work := func(_ context.Context, in int) (int, error) {
		pass(20 * time.Millisecond)
		switch in {
		case 1:
			return 0, errBroken
		case 2:
			panic("boom")
		}
		return in, nil
	}
	for _, tc := range []struct {
		name   string
		do     func(tm *metrics.Timer)
		errors uint64
	}{
		{"Start.Stop", func(tm *metrics.Timer) { w := tm.Start(); work(nil, 0); w.Stop() }, 0},
		{"Fail", func(tm *metrics.Timer) { w := tm.Start(); _, err := work(nil, 1); w.Fail(err) }, 1},
		{"Fail(nil)", func(tm *metrics.Timer) { w := tm.Start(); _, err := work(nil, 0); w.Fail(err) }, 0},
		{"Time", func(tm *metrics.Timer) { tm.Time(func() { work(nil, 0) }) }, 0},
		{"Time panics", func(tm *metrics.Timer) { panicOf(func() { tm.Time(func() { work(nil, 2) }) }) }, 1},
		{"Do", func(tm *metrics.Timer) {
			if err := tm.Do(t.Context(), func(ctx context.Context) error { _, err := work(ctx, 0); return err }); err != nil {
				t.Error(err)
			}
		}, 0},
		{"Do fails", func(tm *metrics.Timer) {
			err := tm.Do(t.Context(), func(ctx context.Context) error { _, err := work(ctx, 1); return err })
			if err != errBroken {
				t.Errorf("Do returned %v", err)
			}
		}, 1},
		{"Do panics", func(tm *metrics.Timer) {
			msg := panicOf(func() { _ = tm.Do(t.Context(), func(ctx context.Context) error { _, err := work(ctx, 2); return err }) })
			if msg != "boom" {
				t.Errorf("the panic became %q", msg)
			}
		}, 1},
		{"Wrap", func(tm *metrics.Timer) {
			if v, err := metrics.Wrap(tm, work)(t.Context(), 5); v != 5 || err != nil {
				t.Error(v, err)
			}
		}, 0},
		{"Wrap fails", func(tm *metrics.Timer) { metrics.Wrap(tm, work)(t.Context(), 1) }, 1},
		{"Wrap panics", func(tm *metrics.Timer) { panicOf(func() { metrics.Wrap(tm, work)(t.Context(), 2) }) }, 1},
	} {
		timed(t, func(tm *metrics.Timer, read func() metrics.Series) {
			tc.do(tm)
			x := read()
			if x.Count != 1 || x.Errors != tc.errors || x.Dist.Max() != 0.020 || x.Unit != "s" {
				t.Errorf("%s: count %d, errors %d, max %v; want 1, %d, 0.02", tc.name, x.Count, x.Errors, x.Dist.Max(), tc.errors)
			}
		})
	}
}

func TestZeroStopwatchRecordsNothing(t *testing.T) {
	var w metrics.Stopwatch
	if w.Stop() != 0 || w.Fail(errBroken) != 0 {
		t.Error("a stopwatch without a timer measured something")
	}
}

func TestTimerClampsAndCountsBothEnds(t *testing.T) {
	timed(t, func(tm *metrics.Timer, read func() metrics.Series) {
		for _, d := range []time.Duration{-1, math.MinInt64, 0, 1, time.Hour, 100 * time.Hour, math.MaxInt64} {
			tm.Observe(d)
		}
		x := read()
		if x.Count != 7 || x.Low != 2 || x.High != 2 || x.Dist.Min() != 0 {
			t.Errorf("count %d, low %d, high %d, min %v; want 7, 2, 2, 0", x.Count, x.Low, x.High, x.Dist.Min())
		}
		if h := time.Duration(x.Dist.Max() * 1e9); h < 39*time.Hour || h > 40*time.Hour {
			t.Errorf("the highest duration is %v, want 39 h", h)
		}
	})
}

func TestIdleTimerShowsNothing(t *testing.T) {
	timed(t, func(tm *metrics.Timer, read func() metrics.Series) {
		d := read().Dist
		for name, v := range map[string]float64{
			"quantile": d.Quantile(0.5), "min": d.Min(), "max": d.Max(), "mean": d.Mean(), "stddev": d.StdDev(),
		} {
			if !math.IsNaN(v) {
				t.Errorf("%s of nothing is %v", name, v)
			}
		}
		if d.Sum() != 0 || d.Count() != 0 || d.HdrHistogram().TotalCount() != 0 || d.CountAtOrBelow(1) != 0 {
			t.Error("nothing has a sum or a count")
		}
	})
}
