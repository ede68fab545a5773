package metrics

import (
	"fmt"
	"math"
	"slices"
	"sync/atomic"
	"time"
)

// A snapshot waits patience for each callback that hangs and callbackLimit for all callbacks together. A callback
// that was found hanging is not waited for again until it returns.
const (
	patience      = 100 * time.Millisecond
	callbackLimit = time.Second
)

// value is what a callback gave, or why it gave nothing.
type value struct {
	number float64
	text   string
	err    string
}

func noValue(err string) value { return value{number: math.NaN(), err: err} }

// callback is the instrument behind GaugeFunc and TextFunc.
type callback struct {
	f    atomic.Pointer[func() value]
	turn chan struct{} // holds one element while a call is under way
	hung atomic.Bool   // a snapshot has given up the call under way
}

func makeCallback(_ *tree, id identity) *entry {
	c := newCell[callback](id)
	c.instrument = &c.value
	c.value.turn = make(chan struct{}, 1)
	return &c.entry
}

func (c *callback) set(f func() value) { c.f.Store(&f) }

// read leaves the values to callAll, which runs callbacks apart from everything else.
func (c *callback) read(*Series, moment) {}

// call runs the user's function and survives its panic.
func (c *callback) call() (v value) {
	if !c.enter() {
		return noValue("callback is still running")
	}
	defer func() {
		c.hung.Store(false)
		<-c.turn
		if p := recover(); p != nil {
			v = noValue(fmt.Sprintf("callback panicked: %v", p))
		}
	}()
	return (*c.f.Load())()
}

// enter waits for the call of another snapshot, but not for one that hangs. It waits for less than patience, so that
// a callback which takes a snapshot itself, and so waits for itself, is not taken for hanging.
func (c *callback) enter() bool {
	select {
	case c.turn <- struct{}{}:
		return true
	default:
	}
	if c.hung.Load() {
		return false
	}
	wait := time.NewTimer(patience / 2)
	defer wait.Stop()
	select {
	case c.turn <- struct{}{}:
		return true
	case <-wait.C:
		return false
	}
}

func (v value) put(s *Series) { s.Value, s.Text, s.Err = v.number, v.text, v.err }

// call is one callback's turn in a snapshot.
type call struct {
	entry    *entry
	callback *callback
}

// callsOf returns the callbacks among entries.
func callsOf(entries []*entry) (calls []call) {
	for _, e := range entries {
		if c, ok := e.instrument.(*callback); ok {
			calls = append(calls, call{e, c})
		}
	}
	return calls
}

// callAll makes the calls that have no results yet, and returns the results of all: nil if there are none. It runs them one
// after the other on a goroutine of their own and goes on with a new one when a callback hangs.
func callAll(calls []call, results map[*entry]value) map[*entry]value {
	if results != nil {
		calls = slices.DeleteFunc(slices.Clone(calls), func(c call) bool {
			_, called := results[c.entry]
			return called
		})
	}
	if len(calls) == 0 {
		return results
	}
	if results == nil {
		results = make(map[*entry]value, len(calls))
	}
	limit := time.NewTimer(callbackLimit)
	defer limit.Stop()
	for len(calls) > 0 {
		n, expired := callSome(calls, results, limit.C)
		calls = calls[n:]
		if expired {
			break
		}
	}
	for _, c := range calls {
		results[c.entry] = noValue("not called: other callbacks took too long")
	}
	return results
}

// callSome runs calls in order until one hangs or ends the goroutine. It returns how many have a result now.
func callSome(calls []call, results map[*entry]value, limit <-chan time.Time) (done int, expired bool) {
	values := make(chan value, len(calls)) // roomy, so that the goroutine never waits for a reader that is gone
	var abandoned atomic.Bool
	go func() {
		defer close(values)
		for _, c := range calls {
			if abandoned.Load() {
				return
			}
			values <- c.callback.call()
		}
	}()
	wait := time.NewTimer(patience)
	defer wait.Stop()
	for {
		select {
		case v, open := <-values:
			if !open { // by runtime.Goexit
				v = noValue("callback ended its goroutine")
			}
			results[calls[done].entry] = v
			if done++; !open || done == len(calls) {
				return done, false
			}
			wait.Reset(patience)
		case <-wait.C:
			if len(values) > 0 { // it came in time: the snapshot is late itself
				wait.Reset(patience)
				continue
			}
			abandoned.Store(true)
			calls[done].callback.hung.Store(true)
			results[calls[done].entry] = noValue("callback is still running")
			return done + 1, false
		case <-limit:
			abandoned.Store(true)
			return done, true
		}
	}
}
