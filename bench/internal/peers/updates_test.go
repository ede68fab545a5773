package peers_test

import (
	"sync"
	"testing"

	"github.com/binnacle-go/metrics/bench/internal/peers"
	"github.com/binnacle-go/metrics/bench/internal/stream"
)

// Every row does its work as often as it is told, by its library's own account.
func TestUpdates(t *testing.T) {
	const goroutines, times = 4, 500
	for _, u := range peers.Updates() {
		t.Run(u.Work+"/"+u.Library+"/"+u.Call, func(t *testing.T) {
			op := u.New()
			if op.Close != nil {
				defer op.Close()
			}
			var wg sync.WaitGroup
			for g := range goroutines {
				wg.Go(func() { op.Run(g*times, times) })
			}
			wg.Wait()
			op.Run(goroutines*times, 1)
			want := float64(goroutines*times + 1)
			if u.Work == peers.Set {
				want = stream.Seconds(goroutines * times)
			}
			if got := op.Total(); float32(got) != float32(want) { // hashicorp has 32 bits
				t.Errorf("total %v, want %v", got, want)
			}
		})
	}
}
