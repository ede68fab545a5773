package history

import (
	"bytes"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/internal/journal"
)

// NewFrom starts a store that takes its snapshots from a function, which also tells how long the program has been
// running. So a test can set the clock.
func NewFrom(source func() (*metrics.Snapshot, time.Duration), o *Options) *Store {
	return newStore(func([]metrics.Series) (*metrics.Snapshot, time.Duration) { return source() }, o)
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
	a.Store.init(func(room []metrics.Series) (*metrics.Snapshot, time.Duration) {
		total := snapshot(r, room)
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

// Close gives the file free. An Archive has no goroutine.
func (a *Archive) Close() error { return a.box.close() }

// OpenFrames makes a File of the frames of a black box.
func OpenFrames(frames [][]byte) (*File, error) {
	return newFile("frames", &journal.Contents{Frames: frames})
}

// Frames returns the frames that a black box of the archive would be made of.
func (a *Archive) Frames() (frames [][]byte) {
	for f := range a.archive.dump(a.sampler.layout, 1) {
		frames = append(frames, bytes.Clone(f))
	}
	return frames
}

// Follow lets the archive go on with another registry, and take a sample of it.
func (a *Archive) Follow(r *metrics.Registry) {
	for range 2 {
		total := r.Snapshot()
		total.Time = a.wall
		a.sampler.row(total, a.clock.next, 1)
		a.now.Store(&present{view: a.archive.view.Load(), total: total, tracks: a.sampler.tracks})
	}
}

// Afresh returns what Since does for those who have never asked before.
func (a *Archive) Afresh(d time.Duration) *metrics.Snapshot {
	return a.reader.window(d, nil, a.now.Load()).stats
}

// Slides reports whether the latest answer of Since was made from the one before.
func (a *Archive) Slides(d time.Duration) bool {
	w := a.reader.windows.last[d]
	return w != nil && w.slid
}
