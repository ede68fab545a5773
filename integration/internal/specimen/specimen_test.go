package specimen_test

import (
	"testing"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/integration/internal/specimen"
)

func TestNewHasEveryKind(t *testing.T) {
	kinds := map[metrics.Kind]int{}
	for _, s := range specimen.New().Snapshot().Series {
		kinds[s.Kind]++
		if s.Kind == metrics.KindTimer && s.Unit != "s" {
			t.Errorf("the timer %s has the unit %q", s.ID(), s.Unit)
		}
	}
	for k := metrics.KindCounter; k <= metrics.KindText; k++ {
		if kinds[k] == 0 {
			t.Errorf("no series of kind %v", k)
		}
	}
}

func TestAddHostileMakesASeriesOfEachString(t *testing.T) {
	r := metrics.NewRegistry(nil)
	specimen.AddHostile(r)
	snapshot := r.Snapshot()
	for i, s := range specimen.Hostile {
		if got, _ := snapshot.Get("hostile/" + s); got.Count != uint64(i+1) {
			t.Errorf("counter %.40q = %d, want %d", s, got.Count, i+1)
		}
		if got, _ := snapshot.Get("hostile/values", metrics.L("value", s)); got.Count != uint64(i+1) {
			t.Errorf("label value %.40q = %d, want %d", s, got.Count, i+1)
		}
		if got, _ := snapshot.Get("hostile/keys", metrics.L(s, "v")); got.Value != float64(i+1) {
			t.Errorf("label key %.40q = %v, want %d", s, got.Value, i+1)
		}
		if got, _ := snapshot.Get("hostile/texts/" + s); got.Text != s {
			t.Errorf("text %.40q = %.40q", s, got.Text)
		}
	}
}
