package influx_test

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/integration/influx"
	"github.com/binnacle-go/metrics/integration/internal/specimen"
	"github.com/binnacle-go/metrics/reporters"
	reporter "github.com/binnacle-go/metrics/reporters/influx"
)

// sorted returns a series' identity with its labels in order.
func sorted(s *metrics.Series) string {
	slices.SortFunc(s.Labels, func(a, b metrics.Label) int { return strings.Compare(a.Key, b.Key) })
	return s.ID()
}

// tee is a reporter that keeps the captures it was given.
type tee struct {
	reporters.Reporter
	mu  sync.Mutex
	all []*reporters.Capture
}

func (t *tee) Encode(c *reporters.Capture) reporters.Batch {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.all = append(t.all, c)
	return t.Reporter.Encode(c)
}

func start(t *testing.T) (server string) {
	t.Helper()
	s, err := influx.Run(t.TempDir(), "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := influx.Exec(s.URL, `CREATE DATABASE "db"`); err != nil {
		t.Fatal(err)
	}
	return s.URL
}

// versions are options for both versions of the API, of which this server has both.
var versions = map[string]reporter.Options{
	"v1":              {Database: "db", RetentionPolicy: "autogen"},
	"v2":              {Bucket: "db/autogen", Org: "any", Token: "user:password"},
	"v1 uncompressed": {Database: "db", NoCompression: true},
}

func TestWhatIsStoredIsWhatWasCaptured(t *testing.T) {
	for name, o := range versions {
		t.Run(name, func(t *testing.T) {
			server := start(t)
			registry := specimen.New()
			o.Tags = []metrics.Label{}
			seen := &tee{Reporter: reporter.New(server, &o)}
			runner := reporters.Start(registry, seen, nil)
			closeRunner(t, runner)
			assertStored(t, server, seen.all)
			if h := runner.Health(); h.Rejected > 0 || h.Acknowledged == 0 {
				t.Errorf("got %+v", h)
			}
		})
	}
}

func assertStored(t *testing.T, server string, captures []*reporters.Capture) {
	t.Helper()
	points, err := influx.Points(server, "db")
	if err != nil {
		t.Fatal(err)
	}
	stored := byID(points)
	n := 0
	for _, c := range captures {
		seconds := c.Interval.Time.Sub(c.Interval.Start).Seconds()
		for i := range c.Interval.Series {
			s := &c.Interval.Series[i]
			want := expected(s, seconds)
			if len(want) == 0 {
				continue
			}
			n++
			key := fmt.Sprint(c.Tick.UnixMilli(), " ", s.ID())
			for _, d := range differences(want, stored[key].Fields) {
				t.Errorf("%s: %s", key, d)
			}
		}
	}
	if len(stored) != n {
		t.Errorf("%d points are stored, %d were captured", len(stored), n)
	}
}

// Of names and labels that are hard to carry each is stored once, with its value.
func TestHostileNames(t *testing.T) {
	server := start(t)
	registry := metrics.NewRegistry(&metrics.Options{Logger: slog.New(slog.DiscardHandler)})
	specimen.AddHostile(registry)
	runner := reporters.Start(registry, reporter.New(server, &reporter.Options{Database: "db", Tags: []metrics.Label{}}), nil)
	closeRunner(t, runner)
	points, err := influx.Points(server, "db")
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]int{}
	for _, p := range points {
		kind := strings.Join(strings.SplitN(p.Measurement, "/", 3)[:2], "/")
		if kind != "hostile/values" && kind != "hostile/keys" && kind != "hostile/texts" {
			kind = "counters"
		}
		for key, v := range p.Fields {
			if kind == "hostile/texts" {
				v = ""
			}
			got[fmt.Sprint(kind, " ", key, " ", v)]++
		}
	}
	n := len(specimen.Hostile)
	for i := range n {
		for _, want := range []string{fmt.Sprint("counters count ", i+1), fmt.Sprint("hostile/keys value ", i+1)} {
			if got[want] != 1 {
				t.Errorf("%d points %q of %.40q", got[want], want, specimen.Hostile[i])
			}
		}
		if want := fmt.Sprint("hostile/values count ", i+1); got[want] != 1 && i > 0 {
			t.Errorf("%d points %q of %.40q", got[want], want, specimen.Hostile[i])
		}
	}
	if h := runner.Health(); h.Rejected > 0 || h.Acknowledged != uint64(len(points)) || got["hostile/texts text "] != n {
		t.Errorf("%d points, %d texts, want %d: %+v", len(points), got["hostile/texts text "], n, h)
	}
}

func closeRunner(t *testing.T, r *reporters.Runner) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	if err := r.Close(ctx); err != nil {
		t.Errorf("close: %v: %+v", err, r.Health())
	}
}
