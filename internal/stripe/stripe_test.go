package stripe

import (
	"runtime"
	"testing"
)

func TestMovesAreBounded(t *testing.T) {
	var c Chooser
	c.Init(8)
	seen := map[uint64]bool{c.factor.Load(): true}
	for range 2 * maxMoves {
		c.Move()
		seen[c.factor.Load()] = true
	}
	if len(seen) != maxMoves+1 {
		t.Errorf("%d ways to share out goroutines, want %d", len(seen), maxMoves+1)
	}
}

func TestMineIsInRange(t *testing.T) {
	for n := 2; n <= 1024; n *= 2 {
		var c Chooser
		c.Init(n)
		for range 100 {
			if i := c.Mine(); i >= uint64(n) {
				t.Fatalf("stripe %d of %d", i, n)
			}
			c.Move()
		}
	}
}

// Goroutines that live at the same time are spread: of 64 on 64 stripes about 40 have one of their own.
func TestGoroutinesAreSpread(t *testing.T) {
	const n = 64
	var c Chooser
	c.Init(n)
	indexes, release := make(chan uint64), make(chan struct{})
	for range n {
		go func() {
			indexes <- c.Mine()
			<-release
		}()
	}
	seen := map[uint64]bool{}
	for range n {
		seen[<-indexes] = true
	}
	close(release)
	if len(seen) < n/4 {
		t.Errorf("%d goroutines use %d stripes", n, len(seen))
	}
}

func TestCount(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(3))
	for _, c := range []struct{ per, limit, want int }{{1, 64, 4}, {4, 64, 16}, {4, 8, 8}, {1, 1, 2}, {2, 6, 8}} {
		if n := Count(c.per, c.limit); n != c.want {
			t.Errorf("%d for each of 3 processors, at most %d: %d, want %d", c.per, c.limit, n, c.want)
		}
	}
}

func TestSampledIsAboutOneOfAThousand(t *testing.T) {
	for _, step := range []uint64{1, 2, 3, 64, 1000, 1024, 4096} {
		n := 0
		for i := range uint64(1 << 17) {
			if Sampled(i * step) {
				n++
			}
		}
		if n < 64 || n > 256 {
			t.Errorf("with steps of %d: %d of %d sampled, want about 128", step, n, 1<<17)
		}
	}
}
