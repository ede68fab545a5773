package graphite_test

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/reporters"
	"github.com/binnacle-go/metrics/reporters/graphite"
)

// FuzzEncode makes series of every kind out of any names, labels and values. Whatever they are, each line is well
// formed and fits a datagram if it has to, no two have the same name, numbers come back exactly, and order does not
// matter. Bits of mode choose tags and datagrams.
func FuzzEncode(f *testing.F) {
	long := strings.Repeat("x", 10_000)
	f.Add("app", "web/search", "web/search/p99", "k", "v", "up", 0.0034, uint64(1<<53+1), byte(0), byte(0))
	f.Add("", "a b", "a_b", "", "", "", math.Inf(1), uint64(0), byte(1), byte(1))
	f.Add(".", "a.b/c", "a/k/v", "k", "v", "a b", -1e-300, uint64(math.MaxUint64), byte(2), byte(2))
	f.Add("\xff", "\x00\n\r \t", "é;=,\"", "\xff", "日本", "\n", math.SmallestNonzeroFloat64, uint64(7), byte(3), byte(3))
	f.Add(long, long, strings.Repeat("y/", 5_000), long, long, long, math.Copysign(0, -1), uint64(1), byte(4), byte(0))
	f.Add("p", "a_c8687a08aa5d6ed2", "a/conn", "conn", "up", "_0123456789abcdef", 1e21, uint64(1), byte(5), byte(1))
	dist := distributionOf(1, 2, 2.5, 1e6)
	f.Fuzz(func(t *testing.T, prefix, name, other, key, value, state string, v float64, n uint64, kind, mode byte) {
		series := anySeries(name, other, key, value, state, v, n, metrics.Kind(kind%7)+1, dist)
		interval := &metrics.Snapshot{Start: time.Unix(0, 0), Time: time.Unix(10, 0), Series: series}
		c := &reporters.Capture{Tick: time.Unix(1700000000, 0), Total: interval, Interval: interval}
		o := &graphite.Options{Prefix: prefix, Tags: mode&1 != 0}
		addr, limit := "localhost:2003", 16384
		if mode&2 != 0 {
			addr, o.MaxDatagram, limit = "udp://localhost:2003", 512, 512
		}
		r := graphite.New(addr, o)
		lines := strings.SplitAfter(string(r.Encode(c).Body), "\n")
		lines = lines[:len(lines)-1]
		parsed := checkLines(t, lines, o.Tags, limit)
		checkNumbers(t, parsed, series)

		slices.Reverse(series)
		reversed := strings.SplitAfter(string(r.Encode(c).Body), "\n")
		slices.Sort(lines)
		if slices.Sort(reversed); !slices.Equal(lines, reversed[1:]) {
			t.Errorf("order matters:\n%q\n%q", lines, reversed)
		}
	})
}

// anySeries returns series that are close to collisions, no two with one identity.
func anySeries(name, other, key, value, state string, v float64, n uint64, kind metrics.Kind, dist *metrics.Distribution) []metrics.Series {
	name, other = metrics.CleanPath(name), metrics.CleanPath(other)
	var series []metrics.Series
	seen := map[string]bool{}
	add := func(name string, kind metrics.Kind, labels ...metrics.Label) {
		s := metrics.Series{Name: name, Kind: kind, Labels: labels, Count: n, Errors: n / 2, Value: v}
		switch kind {
		case metrics.KindTimer, metrics.KindHistogram:
			s.Dist = dist
		case metrics.KindMeter:
			s.Rates = &metrics.Rates{Mean: v, M1: v / 3, M5: math.NaN(), M15: -v}
		case metrics.KindState:
			s.States = []metrics.StateTime{{State: state, Time: time.Duration(n)}, {State: value}, {State: name}}
			s.States = slices.CompactFunc(s.States, func(a, b metrics.StateTime) bool { return a.State == b.State })
			if len(s.States) == 3 && s.States[0].State == s.States[2].State {
				s.States = s.States[:2]
			}
		}
		if !seen[s.ID()] {
			seen[s.ID()] = true
			series = append(series, s)
		}
	}
	label := metrics.L(key, value)
	for _, base := range []string{name, other, name + "/" + other, strings.ReplaceAll(name, "/", ".")} {
		base = metrics.CleanPath(base)
		add(base, kind)
		add(base, kind, label)
		add(metrics.CleanPath(base+"/"+state), metrics.KindGauge)
		add(metrics.CleanPath(base+"/"+key+"/"+value), metrics.KindGauge)
		add(metrics.CleanPath(base+"/count"), metrics.KindGauge)
	}
	return series
}

func checkLines(t *testing.T, lines []string, tags bool, limit int) (all []point) {
	t.Helper()
	seen := map[string]bool{}
	for _, line := range lines {
		format := lineFormat
		if tags {
			format = taggedFormat
		}
		p := parseAs(t, format, line)
		all = append(all, p)
		if seen[p.name] || p.time != 1700000000 {
			t.Errorf("name twice, or wrong time: %q", line)
		}
		seen[p.name] = true
		head, _, _ := strings.Cut(p.name, ";")
		for component := range strings.SplitSeq(head, ".") {
			if len(component) > 255-len(".wsp") {
				t.Errorf("component of %d bytes: %q", len(component), component)
			}
		}
		if len(p.name) > 2500 || len(line) > limit {
			t.Errorf("name of %d bytes in a line of %d", len(p.name), len(line))
		}
	}
	return all
}

// checkNumbers checks that all counts and gauges are there as often as there are series, and exact.
func checkNumbers(t *testing.T, points []point, series []metrics.Series) {
	t.Helper()
	found := map[string]int{}
	for _, p := range points {
		found[p.text]++
		found[strconv.FormatUint(math.Float64bits(p.value), 16)]++
	}
	wantGauges, wantCounts := 0, 0
	for i := range series {
		s := &series[i]
		switch s.Kind {
		case metrics.KindGauge:
			if !math.IsNaN(s.Value) && !math.IsInf(s.Value, 0) {
				wantGauges++
				if found[strconv.FormatUint(math.Float64bits(s.Value), 16)] < wantGauges {
					t.Errorf("gauge %v is not there %d times", s.Value, wantGauges)
				}
			}
		case metrics.KindCounter, metrics.KindMeter, metrics.KindTimer, metrics.KindHistogram:
			wantCounts++
			if found[strconv.FormatUint(s.Count, 10)] < wantCounts {
				t.Errorf("count %d is not there %d times", s.Count, wantCounts)
			}
		}
	}
}

func distributionOf(values ...float64) *metrics.Distribution {
	registry := metrics.NewRegistry(nil)
	h := registry.Histogram("h", metrics.Resolution(0.001))
	for _, v := range values {
		h.Observe(v)
	}
	s, _ := registry.Snapshot().Get("h")
	return s.Dist
}
