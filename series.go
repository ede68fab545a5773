package metrics

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// A Series is what one instrument held when a snapshot was taken, or gained between two snapshots. Which fields
// have a meaning depends on Kind.
type Series struct {
	Name   string  // the full path
	Labels []Label // sorted by key
	Kind   Kind
	Unit   string // "s" for timers, else what the Unit option gave
	Help   string

	Count    uint64        // counters and meters: events; timers and histograms: observations
	Errors   uint64        // timers: calls that failed
	Value    float64       // gauges; NaN where there is no value
	Text     string        // texts; states: the current state
	Rates    *Rates        // meters: events a second
	States   []StateTime   // states: one entry for each state seen, the current one still running
	Dist     *Distribution // timers (seconds) and histograms (own unit); nil when nothing was observed
	Slow     []SlowCall    // timers: the slowest recent calls, the slowest first
	Low      uint64        // timers and histograms: observations clamped to the low end of the range
	High     uint64        // timers and histograms: observations clamped to the high end
	Rejected uint64        // histograms: observations refused because they were NaN or infinite
	Err      string        // gauges and texts with a callback: why it gave no value
	Rollup   bool          // it aggregates the series of that name in all scopes below its own; see Scope.Rollup
}

// Rates are moving averages in events a second: over the whole life, and over 1, 5 and 15 minutes.
type Rates struct{ Mean, M1, M5, M15 float64 }

// A StateTime is the time spent in one state.
type StateTime struct {
	State   string
	Time    time.Duration
	Current bool
}

// ID returns the series' identity in one string: its name, and its labels as {key="value",...}. A name that could
// be misread is quoted as Go quotes strings.
func (s *Series) ID() string {
	var b strings.Builder
	b.WriteString(idToken(s.Name))
	for i, l := range s.Labels {
		b.WriteByte("{,"[min(i, 1)])
		b.WriteString(idToken(l.Key))
		b.WriteByte('=')
		b.WriteString(strconv.Quote(l.Value))
	}
	if len(s.Labels) > 0 {
		b.WriteByte('}')
	}
	return b.String()
}

func idToken(s string) string {
	plain := func(r rune) bool { return unicode.IsPrint(r) && !strings.ContainsRune(`{}=,"`, r) }
	if s != "" && utf8.ValidString(s) && strings.IndexFunc(s, func(r rune) bool { return !plain(r) }) < 0 {
		return s
	}
	return strconv.Quote(s)
}

// Label returns the value of a label, empty if the series has none of that key.
func (s *Series) Label(key string) string {
	for _, l := range s.Labels {
		if l.Key == key {
			return l.Value
		}
	}
	return ""
}

// addCounts adds what another series of the same kind has counted.
func (s *Series) addCounts(x *Series) {
	s.Count += x.Count
	s.Errors += x.Errors
	s.Low += x.Low
	s.High += x.High
	s.Rejected += x.Rejected
	s.Dist = s.Dist.Merge(x.Dist)
}

func compareSeries(a, b *Series) int {
	if c := strings.Compare(a.Name, b.Name); c != 0 {
		return c
	}
	return slices.CompareFunc(a.Labels, b.Labels, compareLabel)
}

func compareLabel(a, b Label) int {
	if c := strings.Compare(a.Key, b.Key); c != 0 {
		return c
	}
	return strings.Compare(a.Value, b.Value)
}
