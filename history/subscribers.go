package history

import "sync"

// subscribers hands samples to whoever wants them. Each has a channel of one place, in which the newest replaces
// an unread one, so that nobody delays the sampler.
type subscribers struct {
	mu     sync.Mutex
	all    map[chan Tick]struct{}
	closed bool
}

func (s *subscribers) add() (<-chan Tick, func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := make(chan Tick, 1)
	if s.closed {
		close(c)
		return c, func() {}
	}
	if s.all == nil {
		s.all = map[chan Tick]struct{}{}
	}
	s.all[c] = struct{}{}
	return c, func() { s.remove(c) }
}

func (s *subscribers) remove(c chan Tick) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.all, c)
}

func (s *subscribers) publish(t Tick) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.all {
		select {
		case <-c:
		default:
		}
		c <- t // there is room: only this function sends
	}
}

func (s *subscribers) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.all {
		close(c)
	}
	s.all, s.closed = nil, true
}

// some reports whether there are any.
func (s *subscribers) some() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.all) > 0
}
