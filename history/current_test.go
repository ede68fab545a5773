package history_test

import (
	"reflect"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"
	"unsafe"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/history"
)

// What a reader got stays what it was, however many samples follow.
func TestASampleThatAReaderHoldsStaysWhatItWas(t *testing.T) {
	s := newService(20, 5, 3)
	a := history.NewArchive(s.reg, aDay, nil)
	type held struct {
		series, copied []metrics.Series
	}
	var all []held
	for i := range 200 {
		s.second(10)
		a.Pass(time.Second)
		if i%7 < 2 {
			series := a.Latest().Total.Series
			all = append(all, held{series, slices.Clone(series)})
		}
	}
	for i, h := range all {
		if !reflect.DeepEqual(h.series, h.copied) {
			t.Fatalf("sample %d is another one now", i)
		}
	}
}

// Readers that ask all the time get samples in which all series are of one moment.
func TestReadersNeverSeeASampleBeingTaken(t *testing.T) {
	reg := metrics.NewRegistry(nil)
	one, two := reg.Counter("a/first"), reg.Counter("b/last")
	for _, name := range []string{"c", "d", "e"} {
		reg.Gauge(name)
	}
	a := history.NewArchive(reg, aDay, nil)
	stop := make(chan struct{})
	var readers sync.WaitGroup
	for range 3 {
		readers.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				total := a.Latest().Total
				first, _ := total.Get("a/first")
				runtime.Gosched()
				if last, _ := total.Get("b/last"); first.Count != last.Count {
					t.Errorf("a sample has %d and %d of what is equal", first.Count, last.Count)
					return
				}
			}
		})
	}
	for range 5000 {
		one.Inc()
		two.Inc()
		a.Pass(time.Second)
	}
	close(stop)
	readers.Wait()
}

// While nobody looks, sampling uses the room of earlier samples again.
func TestSamplesThatNobodyHoldsAreUsedAgain(t *testing.T) {
	s := newService(2000, 0, 0)
	a := history.NewArchive(s.reg, aDay, nil)
	allocated := func(look bool) uint64 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		for range 100 {
			a.Pass(time.Second)
			if look {
				a.Latest()
			}
		}
		runtime.ReadMemStats(&after)
		return after.TotalAlloc - before.TotalAlloc
	}
	allocated(false) // the first ones need room
	snapshots := 100 * 2000 * uint64(unsafe.Sizeof(metrics.Series{}))
	unseen, seen := allocated(false), allocated(true)
	if unseen > snapshots/2 || seen < snapshots {
		t.Errorf("100 samples took %d bytes, %d with a reader; their series have %d", unseen, seen, snapshots)
	}
}
