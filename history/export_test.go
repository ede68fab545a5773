package history

import (
	"time"

	"github.com/binnacle-go/metrics"
)

// NewFrom starts a store that takes its snapshots from a function, which also tells how long the program has been
// running. So a test can set the clock.
func NewFrom(source func() (*metrics.Snapshot, time.Duration), o *Options) *Store {
	return newStore(source, o)
}

// An Archive is the memory of a store without its sampler, for tests that let days pass at once.
type Archive struct {
	Store
	wall    time.Time
	running time.Duration
}

// NewArchive returns an archive of what a registry does from a time on.
func NewArchive(r *metrics.Registry, begin time.Time, o *Options) *Archive {
	a := &Archive{wall: begin}
	a.Store.init(func() (*metrics.Snapshot, time.Duration) {
		total := r.Snapshot()
		total.Time = a.wall
		return total, a.running
	}, o)
	return a
}

// Pass lets a time pass, at the end of which there is one sample.
func (a *Archive) Pass(d time.Duration) {
	a.wall, a.running = a.wall.Add(d), a.running+d
	a.sample()
}

// Set sets the clock.
func (a *Archive) Set(t time.Time) { a.wall = t }

// Now is the time of the archive.
func (a *Archive) Now() time.Time { return a.wall }
