package mirror

import (
	"errors"
	"fmt"
	"time"
)

// How long a source is waited for: by Show, and by a snapshot, which itself waits a little longer for a callback.
const (
	firstPatience = time.Second
	patience      = 75 * time.Millisecond
)

// reading is what a source gave.
type reading struct {
	series []Series
	err    error
}

var errEnded = errors.New("the source ended its goroutine")

// reader reads a source, one reading at a time.
type reader struct {
	source func() ([]Series, error)
	result chan reading // of the reading under way; nil if there is none
	since  time.Time
}

// read returns a reading, unless it is not done within patience; then a later call returns it.
func (r *reader) read(patience time.Duration) (reading, bool) {
	if r.result == nil {
		result := make(chan reading, 1) // roomy, so that the goroutine never waits for a reader that is gone
		r.result, r.since = result, time.Now()
		go func() {
			out := reading{err: errEnded}
			defer func() { result <- out }()
			out = r.call()
		}()
	}
	wait := time.NewTimer(patience)
	defer wait.Stop()
	select {
	case done := <-r.result:
		r.result = nil
		return done, true
	case <-wait.C:
		return reading{}, false
	}
}

// took returns how long the reading under way has taken so far.
func (r *reader) took() time.Duration { return time.Since(r.since) }

// call calls the source and survives its panic.
func (r *reader) call() (out reading) {
	defer func() {
		if p := recover(); p != nil {
			out = reading{err: fmt.Errorf("the source panicked: %v", p)}
		}
	}()
	series, err := r.source()
	return reading{series: series, err: err}
}
