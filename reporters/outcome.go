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

// MaxRetryAfter bounds how long a backend may keep a runner waiting.
const MaxRetryAfter = 5 * time.Minute

// A RetryError is what the error of Reporter.Send wraps when the backend asks to wait before the next attempt, as HTTP's
// Retry-After does. A runner waits that long, but at most [MaxRetryAfter], and never shorter than it would without.
type RetryError struct {
	After time.Duration
	Err   error
}

func (e *RetryError) Error() string { return e.Err.Error() }

// Unwrap returns Err.
func (e *RetryError) Unwrap() error { return e.Err }

// askedWait returns how long the backend asked to wait, zero if it did not.
func askedWait(err error) time.Duration {
	var e *RetryError
	if !errors.As(err, &e) {
		return 0
	}
	return min(e.After, MaxRetryAfter)
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
