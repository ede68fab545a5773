package adder

import (
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

func TestSum(t *testing.T) {
	var a Adder
	var want uint64
	for i := range uint64(100_000) {
		a.Add(i)
		want += i
	}
	if got := a.Sum(); got != want {
		t.Errorf("the sum is %d, want %d", got, want)
	}
	if a.wide.Load() != nil {
		t.Error("one goroutine alone made the adder wide")
	}
}

func TestSumWraps(t *testing.T) {
	var a Adder
	a.Add(1<<64 - 1)
	a.Add(3)
	if got := a.Sum(); got != 2 {
		t.Errorf("the sum is %d, want 2", got)
	}
}

// Many goroutines add while one reads, before, during and after the adder becomes wide.
func TestSumNeverFalls(t *testing.T) {
	const writers, each = 8, 200_000
	var a Adder
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			for i := range each {
				if w == 0 && i == each/2 {
					a.wide.CompareAndSwap(nil, newStripes())
				}
				a.Add(1)
				if s := a.wide.Load(); s != nil && i%1000 == w {
					s.choose.Move()
				}
			}
		})
	}
	var stop atomic.Bool
	done := make(chan struct{})
	go func() {
		defer close(done)
		for last := uint64(0); !stop.Load(); {
			sum := a.Sum()
			if sum < last {
				t.Errorf("the sum fell from %d to %d", last, sum)
				return
			}
			last = sum
		}
	}()
	wg.Wait()
	stop.Store(true)
	<-done
	if got := a.Sum(); got != writers*each {
		t.Errorf("the sum is %d, want %d", got, writers*each)
	}
}

func TestWidensUnderContention(t *testing.T) {
	if runtime.GOMAXPROCS(0) == 1 {
		return // goroutines that never run at the same time cannot contend
	}
	for name, add := range map[string]func(*Adder){
		"Add": func(a *Adder) { a.Add(1) }, "Inc": (*Adder).Inc,
	} {
		var a Adder
		var wg sync.WaitGroup
		var want atomic.Uint64
		limit := time.Now().Add(time.Minute)
		for range 2 {
			wg.Go(func() {
				for a.wide.Load() == nil && time.Now().Before(limit) {
					for range 100_000 {
						add(&a)
					}
					want.Add(100_000)
				}
			})
		}
		wg.Wait()
		if a.wide.Load() == nil {
			t.Errorf("two goroutines that call %s all the time did not make the adder wide", name)
		}
		for range 3 * watchEvery {
			add(&a)
		}
		if got := a.Sum(); got != want.Load()+3*watchEvery {
			t.Errorf("%s: the sum is %d, want %d", name, got, want.Load()+3*watchEvery)
		}
	}
}

func TestOneGoroutineStaysNarrow(t *testing.T) {
	var a Adder
	for range 1_000_000 {
		a.Inc()
	}
	if a.wide.Load() != nil || a.Sum() != 1_000_000 {
		t.Errorf("a sum of %d, wide: %v", a.Sum(), a.wide.Load() != nil)
	}
}

func BenchmarkAdd(b *testing.B) {
	var a Adder
	for b.Loop() {
		a.Add(1)
	}
}

func BenchmarkAddOnceWide(b *testing.B) {
	var a Adder
	a.wide.Store(newStripes())
	for b.Loop() {
		a.Add(1)
	}
}

func BenchmarkAddParallel(b *testing.B) {
	var a Adder
	b.RunParallel(func(p *testing.PB) {
		for p.Next() {
			a.Add(1)
		}
	})
}

func BenchmarkInc(b *testing.B) {
	var a Adder
	for b.Loop() {
		a.Inc()
	}
}
