package reporters

import (
	"errors"
	"time"
)

// ErrRejected is what the error of Reporter.Send wraps when the backend has refused a batch for good, so that trying
// again could not help.
var ErrRejected = errors.New("rejected by the backend")

// ErrSplit is what the error of Reporter.Send wraps when the backend has refused a batch that is too large, or that
// holds something it does not take. A batch of several lines (see Batch.Lines) or of a [Splitter] is sent again in two
// parts, and so on, so that one bad point costs that point; any other is rejected.
var ErrSplit = errors.New("refused by the backend as a whole")

// errSpoilt is what the error of an attempt wraps when the batch has not survived the wait.
var errSpoilt = errors.New("what was queued cannot be unpacked")

// A PartialError is what the error of Reporter.Send wraps when the backend has taken a batch save for some of its points.
// They are rejected, and the others acknowledged.
type PartialError struct {
	Rejected uint64 // points; more than the batch has stand for all
	Err      error
}

func (e *PartialError) Error() string { return e.Err.Error() }

// Unwrap returns Err.
func (e *PartialError) Unwrap() error { return e.Err }

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

// refused returns how many of a batch's points the backend has not taken.
func refused(err error, points uint64) uint64 {
	var e *PartialError
	if !errors.As(err, &e) {
		return points
	}
	return min(e.Rejected, points)
}

// An outcome is what has to become of a batch after an attempt.
type outcome uint8

const (
	delivered outcome = iota
	retry
	rejected
	partial
	split
	spoilt
)

func classify(err error) outcome {
	switch {
	case err == nil:
		return delivered
	case errors.Is(err, errSpoilt):
		return spoilt
	case errors.Is(err, ErrRejected):
		return rejected
	case errors.As(err, new(*PartialError)):
		return partial
	case errors.Is(err, ErrSplit):
		return split
	}
	return retry
}
