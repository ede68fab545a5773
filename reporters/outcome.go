package reporters

import (
	"errors"
	"time"
)

// ErrRejected is what the error of Reporter.Send wraps when the backend has refused a batch for good, so that trying
// again could not help.
var ErrRejected = errors.New("rejected by the backend")

// ErrSplit is what the error of Reporter.Send wraps when the backend has refused a batch that is too large, or that
// holds something it does not take. A batch of several lines (see Batch.Lines) is sent again in halves, so that one
// bad line costs that line; any other is rejected.
var ErrSplit = errors.New("refused by the backend as a whole")

// maxRetryAfter bounds how long a backend may keep a runner waiting.
const maxRetryAfter = 5 * time.Minute

// RetryAfter returns err with the time that the backend asks to wait before the next attempt, as HTTP's Retry-After
// does. A runner waits that long, but at most five minutes, and never shorter than without.
func RetryAfter(err error, wait time.Duration) error { return &retryError{err, wait} }

type retryError struct {
	err  error
	wait time.Duration
}

func (e *retryError) Error() string { return e.err.Error() }
func (e *retryError) Unwrap() error { return e.err }

// askedWait returns how long the backend asked to wait, zero if it did not.
func askedWait(err error) time.Duration {
	var e *retryError
	if !errors.As(err, &e) {
		return 0
	}
	return min(e.wait, maxRetryAfter)
}

// An outcome is what has to become of a batch after an attempt.
type outcome uint8

const (
	delivered outcome = iota
	retry
	rejected
	split
)

func classify(err error) outcome {
	switch {
	case err == nil:
		return delivered
	case errors.Is(err, ErrRejected):
		return rejected
	case errors.Is(err, ErrSplit):
		return split
	}
	return retry
}
