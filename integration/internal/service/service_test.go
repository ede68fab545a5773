package service

import (
	"testing"

	"github.com/binnacle-go/metrics"
)

func TestEverySeriesChanges(t *testing.T) {
	reg := metrics.NewRegistry(nil)
	s := New(reg, 12)
	before := reg.Snapshot()
	if n := len(before.Series); n != 12*PerRoute {
		t.Fatalf("%d series, want 60", n)
	}
	for range 20 { // a counter of errors may stand still for some seconds
		s.Work()
	}
	for i, x := range reg.Snapshot().Series {
		if x.Count == before.Series[i].Count && x.Value == before.Series[i].Value {
			t.Errorf("%s has not changed", x.ID())
		}
	}
}
