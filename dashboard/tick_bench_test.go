package dashboard_test

import (
	"fmt"
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard"
	"github.com/binnacle-go/metrics/history"
)

// ticking is a history whose latest sample is a new one each time that a benchmark says so.
type ticking struct {
	history.Reader
	n atomic.Uint64
}

func (t *ticking) Latest() history.Tick {
	latest := t.Reader.Latest()
	latest.N += t.n.Load()
	return latest
}

// busy is a dashboard of a registry with five series a route, after some samples.
func busy(b *testing.B, routes int) (*dashboard.Dashboard, *ticking) {
	b.Helper()
	reg := metrics.NewRegistry(&metrics.Options{MaxSeries: 5 * routes})
	s := newServiceOf(reg, routes)
	store := history.New(reg, &history.Options{Resolutions: []history.Resolution{{Step: 250 * time.Millisecond, Keep: time.Minute}}})
	b.Cleanup(func() { store.Close() })
	ticks, cancel := store.Subscribe()
	for range 8 {
		s.work()
		<-ticks
	}
	cancel()
	h := &ticking{Reader: store}
	return newDashboard(b, reg, &dashboard.Options{History: h}), h
}

// BenchmarkUpdate is what a tick costs for a view that somebody follows.
func BenchmarkUpdate(b *testing.B) {
	for _, series := range []int{60, 10_000} {
		b.Run(fmt.Sprint("series=", series), func(b *testing.B) {
			d, h := busy(b, series/5)
			for b.Loop() {
				h.n.Add(1)
				answered(b, d, fmt.Sprint("live=1&after=", h.Latest().N-1))
			}
		})
	}
}

// BenchmarkOpen is what it costs to open the overview and to search, in 10,000 series.
func BenchmarkOpen(b *testing.B) {
	d, _ := busy(b, 2000)
	for name, query := range map[string]string{"overview": "format=html", "search": "format=html&query=*{route=*77/*}"} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				answered(b, d, query)
			}
		})
	}
}

func answered(b *testing.B, d http.Handler, query string) {
	b.Helper()
	if w := get(d, query); w.Code != http.StatusOK {
		b.Fatalf("%s: %d %s", query, w.Code, w.Body)
	}
}
