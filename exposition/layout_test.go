package exposition_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/exposition"
)

// changing returns snapshots of a registry that grows, shrinks and changes in every way that a layout depends on.
func changing(rnd *rand.Rand) []*metrics.Snapshot {
	var series []metrics.Series
	keys := []string{"a", "b.c", "b_c", "le", "state", ""}
	var out []*metrics.Snapshot
	for range 60 {
		switch n := len(series); {
		case n > 3 && rnd.IntN(4) == 0:
			i := rnd.IntN(n)
			series = slices.Delete(series, i, i+1)
		case n > 0 && rnd.IntN(4) == 0:
			x := &series[rnd.IntN(n)]
			x.Count++
			x.Value, x.Help = 1.5, []string{"", "help"}[rnd.IntN(2)]
		default:
			var labels []metrics.Label
			for _, key := range keys {
				if rnd.IntN(4) == 0 {
					labels = append(labels, metrics.Label{Key: key, Value: []string{"", "v\xff", "w"}[rnd.IntN(3)]})
				}
			}
			series = append(series, metrics.Series{
				Name: []string{"x", "y/z", "y.z", "y_z"}[rnd.IntN(4)], Labels: labels, Unit: []string{"", "s"}[rnd.IntN(2)],
				Kind: []metrics.Kind{metrics.KindCounter, metrics.KindGauge, metrics.KindTimer, metrics.KindText}[rnd.IntN(4)],
			})
		}
		// Labels as another registry would have them: equal, but not the same in memory.
		copied := slices.Clone(series)
		for i := range copied {
			copied[i].Labels = slices.Clone(copied[i].Labels)
		}
		out = append(out, &metrics.Snapshot{Series: slices.Clone(series)}, &metrics.Snapshot{Series: copied})
	}
	return out
}

// What an encoder remembers never shows.
func TestReuse(t *testing.T) {
	for seed := range uint64(5) {
		rnd := rand.New(rand.NewPCG(seed, 1))
		one := exposition.NewEncoder(nil)
		for i, s := range changing(rnd) {
			for _, f := range []exposition.Format{text, utf8Names} {
				var got strings.Builder
				if err := one.Encode(&got, s, f); err != nil {
					t.Fatal(err)
				}
				if want := encode(t, s, f, nil); got.String() != want || one.Renamed(s, f) != exposition.NewEncoder(nil).Renamed(s, f) {
					t.Fatalf("seed %d, snapshot %d:\n%s\nwant\n%s", seed, i, got.String(), want)
				}
			}
		}
	}
}

func TestReuseOfAnEmptySnapshot(t *testing.T) {
	e := exposition.NewEncoder(nil)
	for _, s := range []*metrics.Snapshot{{}, mixed(10).Snapshot(), {}} {
		var b strings.Builder
		if err := e.Encode(&b, s, text); err != nil || (b.Len() == 0) != (len(s.Series) == 0) {
			t.Errorf("%d series are %d bytes (error %v)", len(s.Series), b.Len(), err)
		}
	}
}

// BenchmarkOneMore is a scrape after one series has come to a family.
func BenchmarkOneMore(b *testing.B) {
	r := mixed(10000)
	s := r.Snapshot()
	r.Counter("service/part0/family0", metrics.L("route", "new"), metrics.L("method", "GET"))
	snapshots := [...]*metrics.Snapshot{s, r.Snapshot()}
	e := exposition.NewEncoder(nil)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		var c count
		if err := e.Encode(&c, snapshots[i%2], exposition.Format{}); err != nil || c == 0 {
			b.Fatal(fmt.Errorf("%d bytes: %w", c, err))
		}
	}
}

type count int

func (c *count) Write(p []byte) (int, error) {
	*c += count(len(p))
	return len(p), nil
}
