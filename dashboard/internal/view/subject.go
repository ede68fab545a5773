package view

import (
	"math/bits"
	"strconv"
	"strings"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard/internal/page"
)

// The series of package httpmetrics and runtimemetrics, in whichever scope they are.
const (
	serverRequests = "http/server/requests"
	serverInFlight = "http/server/in_flight"
	schedulerWait  = "runtime/scheduler/latency"
)

// subject is what the signals of the overview are of.
type subject struct {
	name     string
	timers   []int
	inFlight []int
	http     bool
	all      int // timers that there are
}

// maxTimers is how many timers of a subject are added up.
const maxTimers = 100

// subject chooses the requests that the program answers if it counts them, else the timer that is busiest; nil if there
// is none.
func (b *builder) subject() *subject {
	s := &subject{name: serverRequests, timers: b.named(serverRequests), inFlight: b.named(serverInFlight), http: true}
	if len(s.timers) == 0 {
		name := b.busiest()
		if name == "" {
			return nil
		}
		s = &subject{name: name, timers: b.named(name)}
	}
	s.all = len(s.timers)
	if s.all > maxTimers {
		b.busiestFirst(s.timers)
		s.timers = s.timers[:maxTimers]
	}
	s.inFlight = s.inFlight[:min(len(s.inFlight), maxTimers)]
	return s
}

// series is the one of a place in the sample.
func (b *builder) series(i int) *metrics.Series { return &b.sample.tick.Total.Series[i] }

// named returns the selected series of a name, in whichever scope.
func (b *builder) named(name string) []int {
	var out []int
	for _, i := range b.selected {
		scope, ok := strings.CutSuffix(b.series(i).Name, name)
		if ok && (scope == "" || scope[len(scope)-1] == '/') {
			out = append(out, i)
		}
	}
	return out
}

// busiest is the name of the timer with most calls in the window, in powers of two, so that it does not change all the
// time. The runtime's own are left out.
func (b *builder) busiest() (name string) {
	calls := map[string]uint64{}
	for _, i := range b.selected {
		if x := b.series(i); x.Kind == metrics.KindTimer && !strings.HasPrefix(x.Name, "runtime/") {
			calls[x.Name] += b.sample.in(b.sample.window, i).Count
		}
	}
	most := -1
	for candidate, n := range calls {
		if size := bits.Len64(n); size > most || size == most && candidate < name {
			name, most = candidate, size
		}
	}
	return name
}

// describe says of what the signals are.
func (s *subject) describe() string {
	if s == nil {
		return ""
	}
	out := page.Visible(s.name) + ", the busiest timer"
	if s.http {
		out = "all requests that the program answers"
	}
	if s.all > len(s.timers) {
		out += ", the " + strconv.Itoa(len(s.timers)) + " busiest of " + strconv.Itoa(s.all) + " series"
	}
	return out
}

// place is where there is more about the subject.
func (b *builder) more(s *subject) page.Place {
	if s.http {
		return b.place().At("").In(page.Routes)
	}
	return b.place().At(s.name).In(page.Overview)
}
