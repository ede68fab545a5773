package mirror_test

import (
	"errors"
	"fmt"
	"math"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/bridge/mirror"
)

// source is what a mirror reads, to be changed between readings.
type source struct {
	series []mirror.Series
	err    error
	before func()
}

func (s *source) read() ([]mirror.Series, error) {
	if s.before != nil {
		s.before()
	}
	return slices.Clone(s.series), s.err
}

func show(s *source, o *mirror.Options) *metrics.Registry {
	registry := metrics.NewRegistry(nil)
	mirror.Show(registry.Scope, "m", s.read, o)
	return registry
}

// shown lists the series of a snapshot that come from the source.
func shown(s *metrics.Snapshot) string {
	var lines []string
	for _, x := range s.Series {
		name, ok := strings.CutPrefix(x.ID(), "m/")
		if !ok || strings.HasPrefix(name, "binnacle/") {
			continue
		}
		switch x.Kind {
		case metrics.KindGauge:
			name += fmt.Sprint(" ", x.Value)
		case metrics.KindText:
			name += " " + x.Text
		default:
			name += fmt.Sprint(" ", x.Count)
		}
		lines = append(lines, name)
	}
	return strings.Join(lines, ", ")
}

func problem(s *metrics.Snapshot) string {
	x, _ := s.Get("m/binnacle/problem")
	return x.Text
}

func counter(name string, n uint64, labels ...metrics.Label) mirror.Series {
	return mirror.Series{Name: name, Labels: labels, Kind: metrics.KindCounter, Count: n}
}

func gauge(name string, v float64, labels ...metrics.Label) mirror.Series {
	return mirror.Series{Name: name, Labels: labels, Kind: metrics.KindGauge, Value: v}
}

// histogram has buckets up to 1, 2, 4 and so on.
func histogram(name string, counts ...uint64) mirror.Series {
	s := mirror.Series{Name: name, Kind: metrics.KindHistogram, Resolution: 1}
	low := 0.0
	for i, n := range counts {
		high := math.Exp2(float64(i))
		s.Buckets = append(s.Buckets, mirror.Bucket{Low: low, High: high, Value: high, Count: n})
		low = high
	}
	return s
}

func TestSeriesAreThoseOfTheSource(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a1, a2 := metrics.L("a", "1"), metrics.L("b", "2")
		steps := []struct {
			series []mirror.Series
			want   string // in the next snapshot
		}{
			{[]mirror.Series{counter("c", 1<<53+1), gauge("g", -2.5)}, "c 9007199254740993, g -2.5"},
			{[]mirror.Series{counter("c", 1<<53+2), gauge("g", math.NaN())}, "c 9007199254740994, g NaN"},
			{[]mirror.Series{counter("c", 3)}, "c 3"},                                                       // fell
			{[]mirror.Series{gauge("c", 3.5)}, "c 3.5"},                                                     // another kind
			{[]mirror.Series{counter("c", 3, a1), counter("c", 4, a1, a2)}, `c{a="1"} 3, c{a="1",b="2"} 4`}, // labels
			{[]mirror.Series{counter("c", 2, a1), counter("c", 5, a2, a1)}, `c{a="1"} 2, c{a="1",b="2"} 5`}, // the narrower fell
			{[]mirror.Series{counter("c", 9, a2, a1), counter("c/d", 1)}, `c{a="1",b="2"} 9, c/d 1`},
			{[]mirror.Series{histogram("h", 1, 2)}, "h 3"},
			{[]mirror.Series{histogram("h", 1, 4)}, "h 5"},
			{[]mirror.Series{histogram("h", 2, 1)}, "h 3"}, // began again
			{[]mirror.Series{{Name: "/t//", Kind: metrics.KindText, Text: "x"}, {Kind: metrics.KindGauge}}, "(unnamed) 0, t x"},
			{nil, ""},
		}
		s := &source{}
		registry := show(s, nil)
		for i, step := range steps {
			s.series = step.series
			after := registry.Snapshot()
			if got := shown(after); got != step.want {
				t.Errorf("step %d: got %s, want %s", i, got, step.want)
			}
			if p := problem(after); p != "" {
				t.Errorf("step %d: the problem is %q", i, p)
			}
			if n, _ := after.Get("m/binnacle/series"); n.Value != float64(len(step.series)) {
				t.Errorf("step %d: %g series are said to be shown, want %d", i, n.Value, len(step.series))
			}
		}
	})
}

func TestValuesAreThoseOfTheMoment(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &source{series: []mirror.Series{counter("c", 1), gauge("g", 1), histogram("h", 1)}}
		registry := show(s, nil)
		before := registry.Snapshot()
		s.series = []mirror.Series{counter("c", 5), gauge("g", 2), histogram("h", 1, 6)}
		interval := registry.Snapshot().Since(before)
		if got, want := shown(interval), "c 4, g 2, h 6"; got != want {
			t.Errorf("the interval has %s, want %s", got, want)
		}
		s.series = nil
		if got := shown(registry.Snapshot()); got != "" {
			t.Errorf("what is gone is shown: %s", got)
		}
	})
}

func TestNobodySeesWhatIsClosedAlong(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &source{series: []mirror.Series{counter("c", 7), counter("c/d", 9)}}
		registry := show(s, nil)
		before := registry.Snapshot()
		s.series = []mirror.Series{counter("c", 2), counter("c/d", 10)}
		registry.Snapshot()
		if got, want := shown(registry.Snapshot().Since(before)), "c 2, c/d 1"; got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	})
}

func TestJoinedBucketsGoOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &source{series: []mirror.Series{histogram("h", 1, 2, 3, 4)}}
		registry := show(s, nil)
		before := registry.Snapshot()
		joined := histogram("h", 3, 3, 4) // up to 1 is now up to 2
		joined.Buckets[0].High, joined.Buckets[0].Value = 2, 2
		joined.Buckets[1] = mirror.Bucket{Low: 2, High: 4, Value: 4, Count: 4}
		joined.Buckets[2] = mirror.Bucket{Low: 4, High: 8, Value: 8, Count: 4}
		s.series = []mirror.Series{joined}
		after := registry.Snapshot().Since(before)
		h, _ := after.Get("m/h")
		if h.Count != 1 || h.Dist.CountAtOrBelow(3) != 0 || h.Dist.CountAtOrBelow(4) != 1 {
			t.Errorf("the interval has %d observations, %d up to 3", h.Count, h.Dist.CountAtOrBelow(3))
		}
	})
}

func TestProblems(t *testing.T) {
	tests := map[string]struct {
		source source
		shown  string
		want   string
	}{
		"error beside series": {source{series: []mirror.Series{gauge("a", 1)}, err: errors.New("half broken")}, "a 1", "half broken"},
		"panic":               {source{before: func() { panic("oh no") }}, "", "panicked: oh no"},
		"end of goroutine":    {source{before: runtime.Goexit}, "", "ended its goroutine"},
		"twice":               {source{series: []mirror.Series{gauge("a", 1), gauge("/a", 2)}}, "a 1", "twice"},
		"two kinds":           {source{series: []mirror.Series{gauge("a", 1), counter("a", 2)}}, "a 1", `"a" is not shown`},
		"unknown kind":        {source{series: []mirror.Series{{Name: "a", Kind: metrics.KindState}}}, "", "its kind is a state"},
		"reserved":            {source{series: []mirror.Series{gauge("binnacle/series", 1)}}, "", "taken"},
		"too many":            {source{series: []mirror.Series{gauge("a", 1), gauge("b", 1), gauge("c", 1)}}, "a 1, b 1", "MaxSeries"},
		"long":                {source{err: errors.New(strings.Repeat("x", 1e6))}, "", "xxx..."},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := show(&test.source, &mirror.Options{MaxSeries: 2}).Snapshot()
				if got := shown(s); got != test.shown {
					t.Errorf("%s is shown, want %s", got, test.shown)
				}
				if got := problem(s); !strings.Contains(got, test.want) || len(got) > 4096 {
					t.Errorf("the problem is %.100q, want %q in it", got, test.want)
				}
			})
		})
	}
}

func TestASlowSourceIsShownLate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &source{series: []mirror.Series{gauge("g", 1)}}
		registry := show(s, nil)
		registry.Snapshot()
		s.series[0] = gauge("g", 2)
		s.before = func() { time.Sleep(time.Second) }
		for _, want := range []string{"g 1", "g 2"} {
			before := time.Now()
			if got := shown(registry.Snapshot()); got != want {
				t.Errorf("got %s, want %s", got, want)
			}
			if took := time.Since(before); took > 80*time.Millisecond {
				t.Errorf("a snapshot took %v", took)
			}
			time.Sleep(2 * time.Second)
		}
	})
}

func TestAHangingSourceHasNoSeries(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &source{series: []mirror.Series{gauge("g", 1)}}
		registry := show(s, nil)
		registry.Snapshot()
		release, calls := make(chan struct{}), 0
		s.before = func() { calls++; <-release }
		registry.Snapshot()
		time.Sleep(11 * time.Second)
		registry.Snapshot()
		after := registry.Snapshot()
		if got := shown(after); got != "" {
			t.Errorf("%s is shown while the source hangs", got)
		}
		if got := problem(after); !strings.Contains(got, "has not returned after 10s") {
			t.Errorf("the problem is %q", got)
		}
		close(release)
		synctest.Wait()
		registry.Snapshot()
		after = registry.Snapshot()
		if got := shown(after); got != "g 1" || problem(after) != "" || calls != 2 {
			t.Errorf("%s is shown, with the problem %q, after %d calls", got, problem(after), calls)
		}
	})
}

func TestASourceMayTakeASnapshot(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &source{series: []mirror.Series{gauge("g", 1)}}
		registry := show(s, nil)
		s.before = func() { registry.Snapshot() }
		registry.Snapshot()
		for deadline := time.Now().Add(10 * time.Second); ; {
			s := registry.Snapshot()
			if shown(s) == "g 1" && problem(s) == "" {
				break
			}
			if time.Now().After(deadline) {
				t.Fatalf("%s is shown, with the problem %q", shown(s), problem(s))
			}
		}
	})
}

func TestWithoutLeavesAMirrorOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		registry := metrics.NewRegistry(nil)
		s := &source{series: []mirror.Series{gauge("g", 1)}}
		mirror.Show(registry.Scope, "m", s.read, nil)
		mirror.Show(registry.SubScope("deep/er"), "m", s.read, nil)
		mirror.Show(registry.Scope, "other", s.read, nil)
		registry.Gauge("m2/g").Set(1)
		var names []string
		for _, x := range mirror.Without(registry.Snapshot(), "m").Series {
			names = append(names, x.Name)
		}
		if got, want := strings.Join(names, " "), "m2/g other/binnacle/problem other/binnacle/series other/g"; got != want {
			t.Errorf("got %s, want %s", got, want)
		}
		if whole := registry.Snapshot(); mirror.Without(whole, "none") != whole {
			t.Error("without a mirror something is left out")
		}
	})
}
