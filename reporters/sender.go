package reporters

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// sender makes the attempts to deliver, one at a time, each on a goroutine of its own. Its fields and methods belong
// to the runner's goroutine.
type sender struct {
	reporter Reporter
	timeout  time.Duration
	ctx      context.Context // ends all attempts
	cancel   context.CancelFunc

	results  chan error // the outcome of the attempt under way
	busy     bool       // an attempt is under way
	retry    *time.Timer
	waiting  bool // for retry, after a failure
	failures int  // in a row
}

func newSender(reporter Reporter, timeout time.Duration) sender {
	ctx, cancel := context.WithCancel(context.Background())
	retry := time.NewTimer(time.Hour)
	retry.Stop()
	return sender{
		reporter: reporter,
		timeout:  timeout,
		ctx:      ctx,
		cancel:   cancel,
		results:  make(chan error, 1), // so that an attempt nobody waits for any more can end
		retry:    retry,
	}
}

func (s *sender) stop() {
	s.retry.Stop()
	s.cancel()
}

// next begins to deliver the oldest batch, unless an attempt is under way or the last one failed just now.
func (s *sender) next(queue *spool) {
	if s.busy || s.waiting {
		return
	}
	body, ok := queue.begin()
	if !ok {
		return
	}
	s.busy = true
	go func() { s.results <- s.attempt(body) }()
}

// attempt calls Send within the timeout. A panic in it is a failure like any other.
func (s *sender) attempt(body []byte) (err error) {
	ctx, cancel := context.WithTimeout(s.ctx, s.timeout)
	defer cancel()
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("send to %s: panic: %v", s.reporter.Name(), p)
		}
	}()
	return s.reporter.Send(ctx, body)
}

// settle takes note of an outcome and, if the batch has to be sent again, of when.
func (s *sender) settle(err error) {
	s.busy = false
	if err == nil || errors.Is(err, ErrRejected) {
		s.failures = 0
		return
	}
	s.failures++
	s.waiting = true
	s.retry.Reset(backoff(s.failures))
}
