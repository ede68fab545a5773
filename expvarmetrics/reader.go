package expvarmetrics

import (
	"expvar"
	"fmt"
	"sync/atomic"
	"time"
)

// readLimit is how long a reading waits for all variables together, which is less than a snapshot waits for a callback.
// The variable that has not returned by then is not waited for again, so each that hangs spoils one reading at most.
const readLimit = 75 * time.Millisecond

// reading is what one variable gave.
type reading struct {
	variable string
	values   []value
	problem  string // why there are none, or not all; empty if all is well
}

// reader reads variables and remembers those that hang.
type reader struct{ hanging map[string]*atomic.Bool }

// read reads all variables, at most max values of each.
func (r *reader) read(variables []expvar.KeyValue, max int) []reading {
	readings := make([]reading, 0, len(variables))
	end := time.Now().Add(readLimit)
	for len(readings) < len(variables) {
		next := variables[len(readings)]
		switch {
		case r.hangs(next.Key):
			readings = append(readings, reading{variable: next.Key, problem: "it has not returned yet"})
		case time.Until(end) <= 0:
			readings = append(readings, reading{variable: next.Key, problem: "not read, for others took too long"})
		default:
			readings = r.readSome(readings, variables[len(readings):], max, end)
		}
	}
	return readings
}

// hangs reports whether a variable has not returned since it was given up.
func (r *reader) hangs(variable string) bool {
	hangs, known := r.hanging[variable]
	if known && !hangs.Load() {
		delete(r.hanging, variable)
	}
	return known && hangs.Load()
}

// readSome reads variables in order until one hangs or ends the goroutine, or the next is one that hangs.
func (r *reader) readSome(to []reading, variables []expvar.KeyValue, max int, end time.Time) []reading {
	for i, v := range variables {
		if i > 0 && r.hangs(v.Key) {
			variables = variables[:i]
			break
		}
	}
	results := make(chan reading, len(variables)) // roomy, so that the goroutine never waits for a reader that is gone
	hangs := new(atomic.Bool)
	go func() {
		defer close(results)
		defer hangs.Store(false)
		for _, v := range variables {
			results <- readOne(v, max)
			if hangs.Load() {
				return
			}
		}
	}()
	wait := time.NewTimer(time.Until(end))
	defer wait.Stop()
	for _, v := range variables {
		select {
		case result, open := <-results:
			if !open { // by runtime.Goexit
				return append(to, reading{variable: v.Key, problem: "it ended its goroutine"})
			}
			to = append(to, result)
		case <-wait.C:
			hangs.Store(true)
			if r.hanging == nil {
				r.hanging = map[string]*atomic.Bool{}
			}
			r.hanging[v.Key] = hangs
			return append(to, reading{variable: v.Key, problem: "it has not returned yet"})
		}
	}
	return to
}

// readOne reads one variable and survives its panic.
func readOne(v expvar.KeyValue, max int) (r reading) {
	r.variable = v.Key
	defer func() {
		if p := recover(); p != nil {
			r.values, r.problem = nil, fmt.Sprintf("it panicked: %v", p)
		}
	}()
	f := flattener{max: max}
	if err := f.variable(named(v.Key), v.Value, 0); err != nil {
		r.problem = err.Error()
	}
	r.values = f.values
	return r
}
