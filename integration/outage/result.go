package outage

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A Result is how a reporter got through.
type Result struct {
	Options Options
	Faults  []string

	Ticks    int    // that passed
	Expected uint64 // values there were to report: those captured, or a thousand a tick where nothing tells
	Stored   uint64 // of them, by the server's account
	Wrong    uint64 // points that the server has, and that were never sent
	Hits     string // of the counter: what was counted, and what is stored altogether; empty if there is none

	Queued      uint64        // most points in the spool
	QueuedBytes int           // their size
	Heap        int64         // most bytes of heap beyond those before the start, after a collection
	Extra       int           // most goroutines beyond those before the start
	Drain       time.Duration // longest time from the return of the server until nothing but the newest tick was queued

	Goroutines int // minus those before the start
}

// Subjects returns the names of all that can be put through outages.
func Subjects() []string { return slices.Sorted(maps.Keys(subjects)) }

// Lost returns how many values never arrived.
func (r *Result) Lost() uint64 { return r.Expected - min(r.Stored, r.Expected) }

// String returns the figures on one line.
func (r *Result) String() string {
	return fmt.Sprintf("%-32s %3d ticks %2d outages: %6d of %6d lost, %d wrong, counter %s, drained in %v, "+
		"spool %d points in %d B, heap +%d KiB, goroutines +%d", r.Options.Subject, r.Ticks, len(r.Faults), r.Lost(), r.Expected,
		r.Wrong, r.Hits, r.Drain.Round(time.Millisecond), r.Queued, r.QueuedBytes, r.Heap>>10, r.Extra)
}

// compare reads back what the server has.
func (r *Result) compare(s subject, server *child) error {
	all, err := stored(server)
	if err != nil {
		return err
	}
	var hits total
	for p, v := range all {
		if strings.Contains(p.name, "hits") {
			hits.add(p.at, v)
			r.Stored++
		} else if i, ok := number(p.name); ok && v == value(i) {
			r.Stored++
		} else {
			r.Wrong++
		}
	}
	r.Expected = uint64(r.Ticks) * values
	if o, ok := s.(*ours); ok {
		r.Expected = o.runner.Health().Captured
	}
	if c, ok := s.(interface{ counted() uint64 }); ok {
		r.Hits = fmt.Sprintf("%d of %d", int(hits.of(server.kind)), c.counted())
	}
	return nil
}

// total is what a counter's points say that was counted.
type total struct {
	sum, last float64
	at        int64 // of last
}

func (t *total) add(at int64, v float64) {
	t.sum += v
	if at >= t.at {
		t.at, t.last = at, v
	}
}

// of returns the sum, or the last value where counters are cumulative.
func (t *total) of(server string) float64 {
	if server == "otlp" {
		return t.last
	}
	return t.sum
}

// number returns the number of a gauge by its name, which ends in four digits.
func number(name string) (int, bool) {
	name = strings.TrimSuffix(name, ".value")
	if len(name) < 4 {
		return 0, false
	}
	i, err := strconv.Atoi(name[len(name)-4:])
	return i, err == nil && i < values
}
