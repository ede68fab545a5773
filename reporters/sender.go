package reporters

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"
)

// sender makes the attempts to deliver, one at a time, each on a goroutine of its own. Its fields and methods belong
// to the runner's goroutine.
type sender struct {
	reporter Reporter
	timeout  time.Duration
	pause    time.Duration   // between captures
	ctx      context.Context // ends all attempts
	cancel   context.CancelFunc

	results  chan error // the outcome of the attempt under way
	busy     bool       // an attempt is under way
	hold     time.Time  // no attempt begins before
	wake     *time.Timer
	failures int // in a row
}

func newSender(reporter Reporter, o *Options) sender {
	ctx, cancel := context.WithCancel(context.Background())
	wake := time.NewTimer(time.Hour)
	wake.Stop()
	return sender{
		reporter: reporter,
		timeout:  o.Timeout,
		pause:    time.Duration(float64(time.Second) / max(o.CatchUp, 1e-6)),
		ctx:      ctx,
		cancel:   cancel,
		results:  make(chan error, 1), // so that an attempt nobody waits for any more can end
		wake:     wake,
	}
}

func (s *sender) stop() {
	s.wake.Stop()
	s.cancel()
}

// next begins to deliver the oldest batch, unless an attempt is under way. If it is too early, it sees to it that wake
// fires when the time has come.
func (s *sender) next(queue *spool) {
	if s.busy || queue.idle() {
		return
	}
	if wait := time.Until(s.hold); wait > 0 {
		s.wake.Reset(wait)
		return
	}
	s.begin(queue)
}

func (s *sender) begin(queue *spool) {
	q := queue.begin()
	if q == nil {
		return
	}
	s.busy = true
	go func() { s.results <- s.attempt(q) }()
}

// attempt calls Send within the timeout. A panic in it is a failure like any other.
func (s *sender) attempt(q *queued) (err error) {
	ctx, cancel := context.WithTimeout(s.ctx, s.timeout)
	defer cancel()
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("send to %s: panic: %v", s.reporter.Name(), p)
		}
	}()
	body, err := q.unpack()
	if err != nil {
		return err
	}
	return s.reporter.Send(ctx, body)
}

// settle takes note of an outcome, and decides when the next attempt may begin.
func (s *sender) settle(out settled, err error) {
	s.busy = false
	if out.outcome == retry {
		s.failures++
		wait := backoff(s.failures)
		if asked := askedWait(err); asked > wait {
			wait = asked + rand.N(asked/10+1)
		}
		s.holdUntil(time.Now().Add(wait))
		return
	}
	s.failures = 0
	if out.last {
		s.holdUntil(time.Now().Add(s.pause))
	}
}

// holdUntil lets no attempt begin before t.
func (s *sender) holdUntil(t time.Time) {
	if t.After(s.hold) {
		s.hold = t
	}
}
