package carbon_test

import (
	"bytes"
	"encoding/binary"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-graphite/go-carbon/points"
	"github.com/go-graphite/go-carbon/receiver/parse"
	"github.com/go-graphite/go-carbon/tags"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/integration/carbon"
	"github.com/binnacle-go/metrics/integration/internal/specimen"
	"github.com/binnacle-go/metrics/reporters"
	"github.com/binnacle-go/metrics/reporters/graphite"
)

// Whatever way and form points are sent in, what is stored is what was captured.
func TestStoredInEachForm(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		addr    func(*carbon.Server) string
		form    graphite.Options
		hostile bool
	}{
		"pickle":         {func(s *carbon.Server) string { return s.Pickle }, graphite.Options{Pickle: true}, true},
		"persistent":     {func(s *carbon.Server) string { return s.Addr }, graphite.Options{Persistent: true}, false},
		"UDP":            {func(s *carbon.Server) string { return "udp://" + s.Addr }, graphite.Options{}, true},
		"tags":           {func(s *carbon.Server) string { return s.Addr }, graphite.Options{Tags: true}, false},
		"tags by pickle": {func(s *carbon.Server) string { return s.Pickle }, graphite.Options{Tags: true, Pickle: true}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := carbon.Start(t)
			reg := specimen.New()
			var o reporters.Options
			if c.hostile {
				specimen.AddHostile(reg)
				o.Interval = 5 * time.Second // so many files take go-carbon long
			}
			runner, seen := reportAs(t, reg, c.addr(server), c.form, o)
			t.Cleanup(func() { _ = seen.Reporter.(*graphite.Reporter).Close() })
			if !c.hostile {
				seen.await(t, 1)
				reg.Counter("count/some").Inc()
			}
			closeRunner(t, runner)
			assertStored(t, server, seen.seen())
		})
	}
}

// FuzzForms checks that go-carbon's own parsers read the same points from pickle messages and from lines, and that it
// takes tags as they are written.
func FuzzForms(f *testing.F) {
	f.Add("hits", "code", "200", -0.25, uint64(specimen.Past), false)
	for i, s := range specimen.Hostile {
		f.Add(s, s, s, -1/float64(i+1), uint64(math.MaxUint64>>i), true)
		f.Add("name", s, "~"+s, math.SmallestNonzeroFloat64, uint64(i), i%2 == 0)
	}
	f.Fuzz(func(t *testing.T, name, k, v string, value float64, n uint64, tagged bool) {
		labels := []metrics.Label{metrics.L(k, v)}
		s := &metrics.Snapshot{Start: time.Unix(0, 0), Time: time.Unix(10, 0), Series: []metrics.Series{
			{Kind: metrics.KindCounter, Name: metrics.CleanPath("c/" + name), Labels: labels, Count: n},
			{Kind: metrics.KindGauge, Name: metrics.CleanPath("g/" + name), Labels: labels, Value: value},
		}}
		c := &reporters.Capture{Tick: time.Unix(1700000000, 0), Total: s, Interval: s}
		form := graphite.Options{Prefix: "p", Tags: tagged}
		lines := read(t, graphite.New("", &form).Encode(c).Body, parse.Plain)
		form.Pickle = true
		var pickled []*points.Points
		for body := graphite.New("", &form).Encode(c).Body; len(body) > 0; {
			end := 4 + int(binary.BigEndian.Uint32(body))
			pickled = append(pickled, read(t, body[4:end], parse.Pickle)...)
			body = body[end:]
		}

		want := 2
		if math.IsNaN(value) || math.IsInf(value, 0) {
			want = 1
		}
		if len(lines) != want || !slices.EqualFunc(lines, pickled, (*points.Points).Eq) {
			t.Fatalf("lines %v, pickled %v", lines, pickled)
		}
		if got := lines[0].Data[0]; got.Value != float64(n) || got.Timestamp != 1700000000 {
			t.Errorf("count %v, want %d", got, n)
		}
		if got := lines[want-1].Data[0].Value; want == 2 && got != value {
			t.Errorf("gauge %v, want %v", got, value)
		}
		for _, p := range lines {
			normal, err := tags.Normalize(p.Metric)
			if err != nil || normal != p.Metric || strings.Contains(p.Metric, ";") != tagged {
				t.Errorf("%q becomes %q, %v", p.Metric, normal, err)
			}
		}
	})
}

func read(t *testing.T, body []byte, parser func([]byte) ([]*points.Points, error)) []*points.Points {
	t.Helper()
	all, err := parser(bytes.Clone(body))
	if err != nil {
		t.Fatalf("%q: %v", body, err)
	}
	return all
}
