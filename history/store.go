package history

import (
	"sync"
	"time"

	"github.com/binnacle-go/metrics"
)

// A Store samples a registry and keeps its recent past in memory. It has one goroutine, which Close ends. It is
// safe for concurrent use.
type Store struct {
	registry    *metrics.Registry
	resolutions []Resolution
	stop        chan struct{}
	done        chan struct{}
	stopOnce    sync.Once

	mu      sync.RWMutex
	latest  Tick
	tracks  map[string]*track
	current []*track // the tracks of latest.Total.Series, in the same order
	levels  []level
	// intervals holds what Since computed up to the latest sample.
	intervals map[interval]*metrics.Snapshot

	subscribers subscribers
}

var _ Reader = (*Store)(nil)

// New starts to keep the history of a registry: it samples at once, and then at each full step.
func New(r *metrics.Registry, o *Options) *Store {
	s := &Store{
		registry:    r,
		resolutions: o.resolutions(),
		stop:        make(chan struct{}),
		done:        make(chan struct{}),
		tracks:      map[string]*track{},
	}
	s.begin(s.registry.Snapshot())
	go s.run()
	return s
}

// begin makes a snapshot the one from which on changes are counted. Whatever was kept before is forgotten.
func (s *Store) begin(total *metrics.Snapshot) {
	s.levels, s.tracks, s.current = nil, map[string]*track{}, nil
	for _, r := range s.resolutions {
		s.levels = append(s.levels, newLevel(r, total))
	}
	s.latest = Tick{N: s.levels[0].next, Total: total, Interval: total.Since(total)}
	s.intervals = map[interval]*metrics.Snapshot{}
	s.adopt(total)
}

// Close ends the sampling and waits until it has ended. What was kept stays readable. Closing twice does nothing.
func (s *Store) Close() error {
	s.stopOnce.Do(func() { close(s.stop) })
	<-s.done
	s.subscribers.close()
	return nil
}

func (s *Store) run() {
	defer close(s.done)
	step := s.levels[0].Step
	for {
		wait := time.NewTimer(untilNext(time.Now(), step))
		select {
		case <-wait.C:
			if tick, ok := s.sample(); ok {
				s.subscribers.publish(tick)
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

// sample takes a snapshot and files what happened since the one before. It is not ok if no step has ended since.
func (s *Store) sample() (tick Tick, ok bool) {
	total := s.registry.Snapshot()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.levels[0].before(total.Time) {
		s.begin(total) // the clock was set back: the slots that are kept lie in the future now
		return s.latest, true
	}
	finest, slot, ok := s.levels[0].advance(total)
	if !ok {
		return s.latest, false
	}
	s.adopt(total)
	s.put(0, slot, finest)
	for i := 1; i < len(s.levels); i++ {
		if since, slot, ended := s.levels[i].advance(total); ended {
			s.put(i, slot, since)
		}
	}
	s.latest = Tick{N: slot + 1, Total: total, Interval: finest}
	clear(s.intervals)
	s.expire()
	return s.latest, true
}

func (s *Store) put(level int, slot uint64, since *metrics.Snapshot) {
	for i := range since.Series {
		s.current[i].rings[level].put(slot, s.levels[level].size, &since.Series[i])
	}
}

// adopt finds or makes the track of each series. Most often nothing has changed since the last sample.
func (s *Store) adopt(total *metrics.Snapshot) {
	before := s.current
	s.current = make([]*track, len(total.Series))
	for i := range total.Series {
		x := &total.Series[i]
		if i < len(before) && before[i].is(x) {
			s.current[i] = before[i]
			continue
		}
		id := x.ID()
		t := s.tracks[id]
		if t == nil || t.kind != x.Kind {
			t = newTrack(x, len(s.levels))
			s.tracks[id] = t
		}
		s.current[i] = t
	}
}

// expire forgets series that vanished so long ago that nothing of them is kept.
func (s *Store) expire() {
	if s.latest.N%60 != 0 {
		return
	}
	for id, t := range s.tracks {
		gone := true
		for i := range s.levels {
			gone = gone && t.rings[i].end+s.levels[i].size < s.levels[i].next
		}
		if gone {
			delete(s.tracks, id)
		}
	}
}

// Latest returns the newest sample.
func (s *Store) Latest() Tick {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.latest
}

// Subscribe returns a channel of new samples; see [Reader]. The channel is closed when the store is.
func (s *Store) Subscribe() (ticks <-chan Tick, cancel func()) { return s.subscribers.add() }
