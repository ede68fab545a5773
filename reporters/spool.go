package reporters

import (
	"slices"
	"sync"
	"time"
)

// spool holds the batches that wait for delivery, oldest first, and the books about them. It is safe for concurrent
// use, and nothing outside the process is waited for while it is locked.
type spool struct {
	limit    int
	age      time.Duration // negative: any
	splitter Splitter      // nil if only lines can be parted
	export   *exported

	mu      sync.Mutex
	batches []*queued
	sending *queued // what is being delivered: the first of batches, unless that was dropped by close
	closed  bool
	health  Health
}

// idle reports whether nothing is queued.
func (s *spool) idle() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.batches) == 0
}

// add queues the parts of a batch and returns how many points had to be dropped to make room, and the IDs of which
// nothing is left.
func (s *spool) add(batch *Batch, parts []*queued) (dropped uint64, gone []uint64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.publish()
	s.health.Collisions = batch.Collisions
	s.health.Captured += batch.Dropped
	s.health.DroppedEncode += batch.Dropped
	s.enqueue(parts)
	if s.closed {
		s.dropAll()
		return 0, nil
	}
	return s.dropOldest()
}

// recover queues what was on disk, as add does.
func (s *spool) recover(parts []*queued) (gone []uint64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.publish()
	s.enqueue(parts)
	s.health.Recovered = s.health.Queued
	_, gone = s.dropOldest()
	return gone
}

func (s *spool) enqueue(parts []*queued) {
	for _, q := range parts {
		s.health.Captured += q.points
		s.health.Queued += q.points
		s.health.QueuedBytes += len(q.body)
		s.batches = append(s.batches, q)
	}
}

// dropOldest makes the spool fit its limits, save for the batch being sent and the newest one.
func (s *spool) dropOldest() (dropped uint64, gone []uint64) {
	first := 0
	if s.sending != nil {
		first = 1
	}
	for len(s.batches) > first+1 {
		old, newest := s.batches[first], s.batches[len(s.batches)-1]
		book := &s.health.DroppedOverflow
		if s.age >= 0 && newest.tick.Sub(old.tick) > s.age {
			book = &s.health.DroppedAge
		} else if s.health.QueuedBytes <= s.limit || old.id == newest.id {
			break
		}
		*book += old.points
		dropped += old.points
		gone = append(gone, s.remove(first)...)
	}
	return dropped, gone
}

// remove takes a batch out of the queue, and returns its ID if no part of the same capture is left. The caller has to
// book its points.
func (s *spool) remove(i int) (gone []uint64) {
	q := s.batches[i]
	copy(s.batches[1:], s.batches[:i]) // i is 0 or 1: cheaper than moving what is behind it
	s.batches[0] = nil
	s.batches = s.batches[1:]
	s.health.Queued -= q.points
	s.health.QueuedBytes -= len(q.body)
	for _, near := range s.batches[:min(i+1, len(s.batches))] {
		if near.id == q.id {
			return nil
		}
	}
	return []uint64{q.id}
}

// dropAll drops what is not on disk.
func (s *spool) dropAll() {
	for _, q := range s.batches {
		if !q.onDisk {
			s.health.DroppedShutdown += q.points
			s.health.Queued -= q.points
			s.health.QueuedBytes -= len(q.body)
		}
	}
	s.batches = slices.DeleteFunc(s.batches, func(q *queued) bool { return !q.onDisk })
}

// begin returns the oldest batch for an attempt to send it, nil if there is none.
func (s *spool) begin() *queued {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.batches) == 0 {
		return nil
	}
	defer s.publish()
	s.sending = s.batches[0]
	s.health.Attempts++
	return s.sending
}

// A settled says what became of an attempt.
type settled struct {
	outcome outcome
	tick    time.Time
	last    bool     // nothing of that tick is left
	gone    []uint64 // IDs of which nothing is left
}

// settle books the outcome of the attempt that begin began.
func (s *spool) settle(err error) settled {
	out := settled{outcome: classify(err)}
	var first, second *queued
	if out.outcome == split {
		if first, second, out.outcome = s.halve(s.attempted()); out.outcome == split {
			second.pack()
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.publish()
	sent := s.sending
	s.sending = nil
	out.tick = sent.tick
	s.noteAttempt(out.outcome, err)
	if len(s.batches) == 0 || s.batches[0] != sent {
		return out // it is already booked as dropped
	}
	switch out.outcome {
	case delivered:
		s.health.Acknowledged += sent.points
		out.gone = s.remove(0)
	case rejected, partial:
		n := refused(err, sent.points)
		s.health.Rejected += n
		s.health.Acknowledged += sent.points - n
		out.gone = s.remove(0)
	case spoilt:
		s.health.DroppedEncode += sent.points
		out.gone = s.remove(0)
	case split:
		s.health.QueuedBytes += len(first.body) + len(second.body) - len(sent.body)
		s.batches = slices.Replace(s.batches, 0, 1, first, second)
	}
	out.last = len(s.batches) == 0 || !s.batches[0].tick.Equal(sent.tick)
	return out
}

// halve returns what is to become of a batch that was refused as a whole.
func (s *spool) halve(q *queued) (first, second *queued, o outcome) {
	first, second, ok := q.halves(s.splitter)
	if !ok {
		return nil, nil, rejected
	}
	return first, second, split
}

func (s *spool) attempted() *queued {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.sending
}

func (s *spool) noteAttempt(o outcome, err error) {
	if o != delivered {
		s.health.Failures++
	} else if !s.closed {
		s.health.LastSuccess = time.Now()
	}
	if o != split { // a step on the way to an outcome
		s.note(err)
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
	defer s.publish()
	s.health.Skipped += ticks
	if err != nil {
		s.note(err)
	}
}

// close drops what is left and everything that is added from now on, save for what is on disk.
func (s *spool) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.publish()
	s.closed = true
	s.dropAll()
}

func (s *spool) read() Health {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.withLag()
}

func (s *spool) withLag() Health {
	h := s.health
	if len(s.batches) > 0 {
		h.Lag = max(time.Since(s.batches[0].tick), 0)
	}
	return h
}

func (s *spool) publish() {
	h := s.withLag()
	s.export.publish(&h)
}

// live returns what is queued, and its size.
func (s *spool) live() (batches []*queued, size int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.batches), s.health.QueuedBytes
}

// safe books that batches are on disk.
func (s *spool) safe(batches []*queued) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, q := range batches {
		q.onDisk = true
	}
}

func (s *spool) setDiskError(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.health.SpoolError = ""
	if err != nil {
		s.health.SpoolError = err.Error()
	}
}
