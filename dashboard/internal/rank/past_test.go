package rank

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/history"
)

// Who remembers the past finds the same changes as who reads all of it again.
func TestMemoryChangesNothing(t *testing.T) {
	inTime(t, func(t *testing.T, reg *metrics.Registry, h *history.Store) {
		random := rand.New(rand.NewPCG(1, 2))
		memory, told, reads := new(Memory), 0, map[bool]int{}
		scope := reg.SubScope("job")
		ask := func(m *Memory) []Change {
			window := h.Since(time.Minute)
			return Changes(Source{
				Window: window, Longer: h.Since(time.Minute + Past(time.Minute)), End: window.Time, Memory: m,
				Range: func(name string, labels []metrics.Label, from, to time.Time, step time.Duration) history.Range {
					r := h.Range(name, labels, from, to, step)
					reads[m != nil] += len(r.Points)
					return r
				},
			}, 100)
		}
		for i := range 40 * 60 {
			level := 1 + random.IntN(5)*(i/300%2)
			for k := range 8 {
				scope.Counter(fmt.Sprint("done", k)).Add(uint64(level * (k + random.IntN(3))))
				scope.Gauge(fmt.Sprint("open", k)).Set(float64(level*100 + random.IntN(9)))
				scope.Timer(fmt.Sprint("took", k)).Observe(time.Duration(level) * time.Millisecond)
			}
			if random.IntN(600) == 0 {
				scope.Close()
				each(random.IntN(90), func(int) {})
				scope = reg.SubScope("job")
			}
			each(1, func(int) {})
			if i%10 > 0 {
				continue
			}
			got, want := ask(memory), ask(nil)
			told += len(want)
			if len(got) != len(want) {
				t.Fatalf("second %d: %+v, want %+v", i, got, want)
			}
			for k := range got {
				if a, b := got[k], want[k]; a.Name != b.Name || a.What != b.What || !near(a.Now, b.Now) || !near(a.Before, b.Before) || !near(a.Usual, b.Usual) {
					t.Fatalf("second %d: %+v, want %+v", i, a, b)
				}
			}
		}
		if told < 100 || reads[true]*5 > reads[false] {
			t.Errorf("%d changes, told from %d points instead of %d", told, reads[true], reads[false])
		}
	})
}

// near allows for buckets that have become wider since.
func near(a, b float64) bool { return math.Abs(a-b) <= 0.04*math.Max(math.Abs(a), math.Abs(b)) }
