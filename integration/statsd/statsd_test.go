package statsd_test

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/integration/internal/eventually"
	"github.com/binnacle-go/metrics/integration/internal/specimen"
	server "github.com/binnacle-go/metrics/integration/statsd"
	"github.com/binnacle-go/metrics/reporters"
	"github.com/binnacle-go/metrics/reporters/statsd"
)

// report reports a registry once a second.
func report(t *testing.T, reg *metrics.Registry, addr string, o statsd.Options) *reporters.Runner {
	t.Helper()
	return reporters.Start(reg, statsd.New(addr, &o), &reporters.Options{Interval: time.Second, Phase: -1})
}

func closeRunner(t *testing.T, r *reporters.Runner) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := r.Close(ctx); err != nil {
		t.Errorf("close the reporter: %v", err)
	}
	if h := r.Health(); h.Captured == 0 || h.Captured != h.Acknowledged {
		t.Errorf("%+v", h)
	}
}

// assertValue waits until a counter or gauge has a value.
func assertValue(t *testing.T, s *server.Server, key string, want any) {
	t.Helper()
	eventually.Do(t, "read "+key, func() error {
		got := s.Read(t)[key]
		if len(got) != 1 || got[0]["value"] != want {
			return fmt.Errorf("%v, want %v; complaints: %q", got, want, s.Complaints())
		}
		return nil
	})
}

func TestStoredIsWhatWasCaptured(t *testing.T) {
	t.Parallel()
	for _, network := range []string{"udp", "tcp"} {
		for _, dialect := range []statsd.Dialect{statsd.Etsy, statsd.DogStatsD} {
			t.Run(network+" "+dialect.String(), func(t *testing.T) {
				t.Parallel()
				s := server.Start(t, network, server.FreeAddr(t, network))
				reg := specimen.New()
				runner := report(t, reg, network+"://"+s.Addr, statsd.Options{Dialect: dialect, Prefix: "test"})
				reg.Counter("count/late").Add(3)
				closeRunner(t, runner)

				assertValue(t, s, "test.count.past", int64(specimen.Past))
				assertValue(t, s, "test.count.late", int64(3))
				for name, want := range specimen.Gauges {
					assertValue(t, s, "test.gauge."+name, want)
				}
				get := "test.web.requests.code.200.method.GET"
				if dialect == statsd.DogStatsD {
					get = "test.web.requests;code=200;method=GET"
				}
				assertValue(t, s, get, int64(12))
				search, _ := reg.Snapshot().Get("web/search")
				for _, stat := range []string{"min", "max", "mean", "stddev", "p50", "p99", "p9999"} {
					assertValue(t, s, "test.web.search."+stat, search.Stat(stat))
				}
				assertValue(t, s, "test.web.search.errors", int64(3))
				if c := s.Complaints(); len(c) > 0 {
					t.Errorf("the server complains: %q", c)
				}
			})
		}
	}
}

// A gauge that goes up and down through zero has each value in turn.
func TestGaugesGoThroughZero(t *testing.T) {
	t.Parallel()
	s := server.Start(t, "udp", server.FreeAddr(t, "udp"))
	reg := metrics.NewRegistry(nil)
	g := reg.Gauge("balance")
	r := statsd.New(s.Addr, &statsd.Options{Prefix: "."})
	for _, v := range []float64{-5, -5, 7.5, -1e-300, 0, math.Copysign(0, -1), -math.MaxFloat64, 3} {
		g.Set(v)
		now := reg.Snapshot()
		if err := r.Send(t.Context(), r.Encode(&reporters.Capture{Total: now, Interval: now}).Body); err != nil {
			t.Fatal(err)
		}
		assertValue(t, s, "balance", v)
	}
}

func TestHostileNamesAreCounted(t *testing.T) {
	t.Parallel()
	for _, dialect := range []statsd.Dialect{statsd.Etsy, statsd.DogStatsD} {
		t.Run(dialect.String(), func(t *testing.T) {
			t.Parallel()
			s := server.Start(t, "udp", server.FreeAddr(t, "udp"))
			reg := metrics.NewRegistry(nil)
			specimen.AddHostile(reg)
			runner := report(t, reg, s.Addr, statsd.Options{Dialect: dialect, Prefix: "test"})
			closeRunner(t, runner)

			var want []int64
			for i := range specimen.Hostile {
				want = append(want, int64(i+1), int64(i+1)) // by name and by label value
			}
			want = append(want, 1) // the empty label value
			slices.Sort(want)
			eventually.Do(t, "count all", func() error {
				var got []int64
				for _, metrics := range s.Read(t) {
					for _, m := range metrics {
						if v, ok := m["value"].(int64); ok {
							got = append(got, v)
						}
					}
				}
				if slices.Sort(got); !slices.Equal(got, want) {
					return fmt.Errorf("counters %v, want %v", got, want)
				}
				return nil
			})
			if c := s.Complaints(); len(c) > 0 {
				t.Errorf("the server complains: %q", c)
			}
		})
	}
}

// Samples become the server's own statistics, with an exact count.
func TestSamplesAreSummarised(t *testing.T) {
	t.Parallel()
	s := server.Start(t, "udp", server.FreeAddr(t, "udp"))
	reg := metrics.NewRegistry(nil)
	h := reg.Histogram("size")
	for i := range 4_853 {
		h.Observe(float64(i))
	}
	runner := report(t, reg, s.Addr, statsd.Options{Prefix: ".", Samples: 100})
	closeRunner(t, runner)
	eventually.Do(t, "read size", func() error {
		got := s.Read(t)["size"]
		if len(got) != 1 || fmt.Sprint(got[0]["count"]) != "4853" {
			return fmt.Errorf("%v", got)
		}
		for name, want := range map[string]float64{"50_percentile": 2426, "99_percentile": 4804} {
			if v := got[0][name].(float64); math.Abs(v-want) > 100 {
				t.Errorf("%s is %v, want about %v", name, v, want)
			}
		}
		return nil
	})
}

// A server that is down for some intervals and comes back has counted everything, once.
func TestAnOutageOnTheSameHostLosesNothing(t *testing.T) {
	t.Parallel()
	for _, network := range []string{"udp", "tcp"} {
		t.Run(network, func(t *testing.T) {
			t.Parallel()
			addr := server.FreeAddr(t, network)
			reg := metrics.NewRegistry(nil)
			hits := reg.Counter("hits")
			runner := report(t, reg, network+"://"+addr, statsd.Options{Prefix: "."})
			eventually.Do(t, "fail", func() error {
				hits.Inc()
				if h := runner.Health(); h.Queued < 2 || !strings.Contains(h.LastError, "refused") {
					return fmt.Errorf("%+v", h)
				}
				return nil
			})
			s := server.Start(t, network, addr)
			eventually.Do(t, "deliver", func() error {
				hits.Inc()
				if h := runner.Health(); h.Queued > 0 || h.Acknowledged == 0 {
					return fmt.Errorf("%+v", h)
				}
				return nil
			})
			closeRunner(t, runner)
			assertValue(t, s, "hits", int64(hits.Value()))
		})
	}
}
