package statsd_test

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/reporters"
	"github.com/binnacle-go/metrics/reporters/internal/wire"
	"github.com/binnacle-go/metrics/reporters/statsd"
)

// FuzzEncode makes series of every kind out of any names, labels and values. Whatever they are, each line is well
// formed, a pair of them fits the smallest datagram, no two series share a name, and counts and gauges come back exactly.
func FuzzEncode(f *testing.F) {
	f.Add("web/search", "web/search/p99", "k", "v", "up", 0.0034, uint64(1<<53+1), byte(0), false)
	f.Add("a b", "a_b", "", "", "", math.Inf(1), uint64(0), byte(1), true)
	f.Add("a:1|c\nb", "a/k/v", "k|#x", "v,w:-5|g\n", "a b", -1e-300, uint64(math.MaxUint64), byte(2), true)
	f.Add("\x00\n\r \t", "é;=,\"", "\xff", "日本", "\n", math.SmallestNonzeroFloat64, uint64(7), byte(3), true)
	f.Add(strings.Repeat("x", 10_000), strings.Repeat("y/", 5_000), strings.Repeat("k", 300), strings.Repeat("é", 300), "s", -5.0, uint64(1), byte(4), true)
	f.Fuzz(func(t *testing.T, name, other, key, value, state string, v float64, n uint64, kind byte, dog bool) {
		series := anySeries(name, other, key, value, state, v, n, metrics.Kind(kind%5)+1)
		interval := &metrics.Snapshot{Start: time.Unix(0, 0), Time: time.Unix(10, 0), Series: series}
		o := &statsd.Options{Prefix: ".", MaxDatagram: wire.MinDatagram}
		server := newServer(etsyFormat)
		if dog {
			o.Dialect = statsd.DogStatsD
			server = newServer(dogFormat)
		}
		batch := statsd.New("localhost:8125", o).Encode(&reporters.Capture{Total: interval, Interval: interval})
		server.take(t, string(batch.Body))
		checkFits(t, batch.Body, wire.MinDatagram)
		checkValues(t, server, series, batch.Points)
	})
}

func checkFits(t *testing.T, body []byte, limit int) {
	t.Helper()
	change := func(line []byte) bool {
		_, value, _ := strings.Cut(string(line), ":")
		return strings.HasPrefix(value, "-")
	}
	for len(body) > 0 {
		n := wire.Next(body, limit, change)
		if n > limit {
			t.Fatalf("a datagram of %d bytes: %q", n, body[:n])
		}
		body = body[n:]
	}
}

// checkValues checks that all counts and gauges have arrived, each under a name of its own.
func checkValues(t *testing.T, s *server, series []metrics.Series, points uint64) {
	t.Helper()
	var counts []uint64
	var gauges []float64
	for i := range series {
		switch one := &series[i]; {
		case one.Kind == metrics.KindGauge && !math.IsNaN(one.Value) && !math.IsInf(one.Value, 0):
			gauges = append(gauges, one.Value)
		case one.Kind == metrics.KindCounter && one.Count > 0, one.Kind == metrics.KindMeter && one.Count > 0:
			counts = append(counts, one.Count)
		case one.Kind == metrics.KindState:
			for _, st := range one.States {
				gauges = append(gauges, st.Time.Seconds())
			}
		}
		if series[i].Kind == metrics.KindMeter {
			for _, stat := range []string{"m1", "m5"} { // m15 is NaN
				if v := series[i].Stat(stat); !math.IsNaN(v) && !math.IsInf(v, 0) {
					gauges = append(gauges, v)
				}
			}
		}
	}
	if !slices.Equal(sorted(counts), sorted(values(s.counters))) {
		t.Errorf("got counts %v, want %v", sorted(values(s.counters)), sorted(counts))
	}
	if !slices.Equal(sorted(gauges), sorted(values(s.gauges))) {
		t.Errorf("got gauges %v, want %v", sorted(values(s.gauges)), sorted(gauges))
	}
	if points != uint64(len(counts)+len(gauges)) {
		t.Errorf("%d points, want %d", points, len(counts)+len(gauges))
	}
}

func values[V any](m map[string]V) (all []V) {
	for _, v := range m {
		all = append(all, v)
	}
	return all
}

func sorted[V uint64 | float64](vs []V) []V {
	slices.Sort(vs)
	return vs
}

// anySeries returns series that are close to collisions, no two with one identity.
func anySeries(name, other, key, value, state string, v float64, n uint64, kind metrics.Kind) []metrics.Series {
	var series []metrics.Series
	seen := map[string]bool{}
	add := func(path string, kind metrics.Kind, labels ...metrics.Label) {
		s := metrics.Series{Name: metrics.CleanPath(path), Kind: kind, Labels: labels, Count: n, Value: v}
		switch kind {
		case metrics.KindTimer, metrics.KindHistogram:
			s.Kind = metrics.KindGauge
		case metrics.KindMeter:
			s.Rates = &metrics.Rates{Mean: v, M1: v / 3, M5: -v, M15: math.NaN()}
		case metrics.KindState:
			s.States = []metrics.StateTime{{State: state, Time: time.Duration(n >> 1)}}
			if value != state {
				s.States = append(s.States, metrics.StateTime{State: value})
			}
		}
		if !seen[s.ID()] {
			seen[s.ID()] = true
			series = append(series, s)
		}
	}
	label := metrics.L(key, value)
	for _, base := range []string{name, other, name + "/" + other, strings.ReplaceAll(name, "/", ".")} {
		add(base, kind)
		add(base, kind, label)
		add(base+"/"+state, metrics.KindGauge)
		add(base+"/"+key+"/"+value, metrics.KindCounter)
		add(base+"/m1", metrics.KindGauge, label)
	}
	return series
}
