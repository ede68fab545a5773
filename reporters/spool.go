package reporters

import (
	"bytes"
	"errors"
	"sync"
	"time"
)

// spool holds the batches that wait for delivery, oldest first, and the books about them. It is safe for concurrent
// use, and nothing outside the process is waited for while it is locked.
type spool struct {
	limit int

	mu      sync.Mutex
	batches []Batch
	sending bool // an attempt to deliver batches[0] is under way
	closed  bool
	health  Health
}

// add queues a batch and returns how many points had to be dropped to make room.
func (s *spool) add(b Batch) (dropped uint64) {
	b.Body = bytes.Clone(b.Body) // without the slack of a buffer that grew
	s.mu.Lock()
	defer s.mu.Unlock()
	s.health.Captured += b.Points
	s.health.Collisions = b.Collisions
	s.health.Queued += b.Points
	s.health.QueuedBytes += len(b.Body)
	s.batches = append(s.batches, b)
	if s.closed {
		s.dropAll()
		return 0
	}
	return s.dropOldest()
}

// dropOldest makes the spool fit its limit, save for the batch being sent and the newest one.
func (s *spool) dropOldest() (dropped uint64) {
	first := 0
	if s.sending {
		first = 1
	}
	for s.health.QueuedBytes > s.limit && len(s.batches) > first+1 {
		dropped += s.remove(first)
	}
	s.health.DroppedOverflow += dropped
	return dropped
}

// remove takes a batch out of the queue and returns its points, which the caller has to book.
func (s *spool) remove(i int) (points uint64) {
	b := s.batches[i]
	copy(s.batches[1:], s.batches[:i]) // i is 0 or 1: cheaper than moving what is behind it
	s.batches[0] = Batch{}
	s.batches = s.batches[1:]
	s.health.Queued -= b.Points
	s.health.QueuedBytes -= len(b.Body)
	return b.Points
}

func (s *spool) dropAll() {
	for len(s.batches) > 0 {
		s.health.DroppedShutdown += s.remove(0)
	}
}

// begin returns the oldest batch's body for an attempt to send it, and false if there is none.
func (s *spool) begin() (body []byte, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.batches) == 0 {
		return nil, false
	}
	s.sending = true
	s.health.Attempts++
	return s.batches[0].Body, true
}

// settle books the outcome of the attempt that begin began.
func (s *spool) settle(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sending = false
	s.note(err)
	switch {
	case err != nil:
		s.health.Failures++
	case !s.closed:
		s.health.LastSuccess = time.Now()
	}
	if s.closed {
		return // the batch is already booked as dropped
	}
	if err == nil {
		s.health.Acknowledged += s.remove(0)
	} else if errors.Is(err, ErrRejected) {
		s.health.Rejected += s.remove(0)
	}
}

// note records what came of the last thing that was tried.
func (s *spool) note(err error) {
	s.health.Failing = err != nil
	if err != nil {
		s.health.LastError, s.health.LastErrorTime = err.Error(), time.Now()
	}
}

// skip books ticks without a snapshot, and why if that was a fault.
func (s *spool) skip(ticks uint64, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.health.Skipped += ticks
	if err != nil {
		s.note(err)
	}
}

// close drops what is left and everything that is added from now on.
func (s *spool) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	s.dropAll()
}

func (s *spool) read() Health {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.health
}
