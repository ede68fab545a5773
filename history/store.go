package history

import (
	"sync"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/internal/recorder"
)

// A Store samples a registry and keeps its past in memory, and in a file if Options ask for it. It has one goroutine,
// which Close ends. It is safe for concurrent use.
type Store struct {
	reader
	source  source
	spare   []metrics.Series // of an earlier sample, which nobody holds
	stop    chan struct{}
	done    chan struct{}
	stopped sync.Once

	clock       clock
	sampler     sampler
	box         *box // nil without a file
	subscribers subscribers
	counts      counts
}

var _ Reader = (*Store)(nil)

// A source takes a snapshot, and says how long the program has been running by a clock that nobody sets. While the
// machine sleeps, that clock stands still. It may put the series into room.
type source func(room []metrics.Series) (total *metrics.Snapshot, running time.Duration)

// New starts to keep the history of a registry: it samples at once, and then at each full step.
func New(r *metrics.Registry, o *Options) *Store {
	begun := time.Now()
	return newStore(func(room []metrics.Series) (*metrics.Snapshot, time.Duration) {
		return snapshot(r, room), time.Since(begun)
	}, o)
}

func snapshot(r *metrics.Registry, room []metrics.Series) *metrics.Snapshot {
	return recorder.Snapshot(r, room).(*metrics.Snapshot)
}

func newStore(from source, o *Options) *Store {
	s := &Store{stop: make(chan struct{}), done: make(chan struct{})}
	s.init(from, o)
	go s.run()
	return s
}

// init takes the snapshot from which on changes are counted.
func (s *Store) init(from source, o *Options) {
	s.source = from
	s.reader.init(newArchive(o.resolutions(), o.maxBytes()))
	s.box = openBox(s.archive, o)
	total, running := s.source(nil)
	s.clock = clock{step: s.step, next: slotOf(total.Time, s.step), running: running}
	s.clock.after(s.archive.next)
	if s.clock.next < s.archive.next {
		s.archive.cut(s.clock.next) // the clock was set back while the program did not run
	}
	s.archive.next = s.clock.next
	s.sampler = sampler{archive: s.archive, total: &metrics.Snapshot{}}
	s.sampler.align(total, s.clock.next)
	s.archive.publish()
	s.now.Store(&present{view: s.archive.view.Load(), total: total, tracks: s.sampler.tracks})
	s.box.begin(&s.sampler)
}

// Close ends the sampling and waits until it has ended. What was kept stays readable. The error is that of closing the
// file. Closing twice does nothing.
func (s *Store) Close() error {
	s.stopped.Do(func() { close(s.stop) })
	<-s.done
	s.subscribers.close()
	return s.box.close()
}

func (s *Store) run() {
	defer close(s.done)
	for {
		wait := time.NewTimer(untilNext(time.Now(), s.step))
		select {
		case <-wait.C:
			if s.sample() && s.subscribers.some() {
				s.subscribers.publish(s.Latest())
			}
		case <-s.stop:
			wait.Stop()
			return
		}
	}
}

// untilNext is the time to the next full step of the wall clock.
func untilNext(now time.Time, step time.Duration) time.Duration {
	return step - time.Duration(now.UnixNano())%step
}

// sample takes a snapshot and files what happened since the one before. It reports whether a step has ended since.
func (s *Store) sample() bool {
	begun := time.Now()
	total, running := s.source(s.spare)
	s.spare = nil
	slot, span, ok := s.clock.advance(total.Time, running)
	if !ok {
		if s.clock.next < s.archive.next { // it was set back
			s.archive.cut(s.clock.next)
			s.box.cut()
			s.archive.slow.cut(total.Time)
			s.windows.reset()
			s.counts.steps.Add(1)
		}
		return false
	}
	r := s.sampler.row(total, slot, span)
	s.archive.slow.sample(total, s.sampler.tracks, s.sampler.timers)
	s.archive.add(r)
	s.box.add(r)
	s.spare = s.now.Store(&present{view: s.archive.view.Load(), total: total, row: r, tracks: s.sampler.tracks})
	s.counts.sampled(time.Since(begun), span)
	return true
}

// Subscribe returns a channel of new samples; see [Reader]. The channel is closed when the store is.
func (s *Store) Subscribe() (ticks <-chan Tick, cancel func()) { return s.subscribers.add() }
