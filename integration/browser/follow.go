package browser

import (
	"errors"
	"time"
)

// Followed is what it cost to follow data for some ticks, which stand for seconds.
type Followed struct {
	Ticks      int
	Main       time.Duration // of the main thread, for one tick
	Bytes      int           // for one tick
	Nodes      int           // in the end
	MoreNodes  int           // than in the beginning
	MoreHeap   int           // bytes
	LongTasks  []float64     // milliseconds of each that took more than 50
	LoadedWith Load          // the page itself
}

// patience is how long a tick may take.
const patience = 20 * time.Second

// Ticks is the number of the sample that a page of ours shows.
func (p *Page) Ticks() (int, error) { return Eval[int](p, `+document.querySelector("main").dataset.n`) }

// Follow waits until a page has followed data for a number of ticks, which now counts, and returns what one cost.
func (p *Page) Follow(ticks int, now func() (int, error)) (Followed, error) {
	if err := p.CountLongTasks(); err != nil {
		return Followed{}, err
	}
	load, errLoad := p.Load()
	before, errCost := p.Cost()
	first, errNow := now()
	if err := errors.Join(errLoad, errCost, errNow); err != nil {
		return Followed{}, err
	}
	last, err := await(now, first+ticks)
	end, errEnd := p.cost() // without the time that it takes to collect all garbage at once
	after, errCost := p.Cost()
	long, errLong := p.LongTasks()
	if err := errors.Join(err, errEnd, errCost, errLong); err != nil {
		return Followed{}, err
	}
	n := last - first
	return Followed{
		Ticks: n, Main: (end.Main - before.Main) / time.Duration(n), Bytes: (end.Bytes - before.Bytes) / n,
		Nodes: after.Nodes, MoreNodes: after.Nodes - before.Nodes, MoreHeap: after.Heap - before.Heap,
		LongTasks: long, LoadedWith: load,
	}, nil
}

// await waits until now has come as far as that. It gives up when it does not move on. It seldom asks, for the page's
// main thread answers.
func await(now func() (int, error), until int) (int, error) {
	ticker := time.NewTicker(500 * time.Millisecond)
	defer ticker.Stop()
	for seen, at := -1, time.Now(); ; <-ticker.C {
		n, err := now()
		switch {
		case err != nil || n >= until:
			return n, err
		case n != seen:
			seen, at = n, time.Now()
		case time.Since(at) > patience:
			return n, errors.New("the page does not follow the data")
		}
	}
}
