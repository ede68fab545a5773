package carbon_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/integration/carbon"
	"github.com/binnacle-go/metrics/integration/internal/specimen"
	"github.com/binnacle-go/metrics/reporters"
	"github.com/binnacle-go/metrics/reporters/graphite"
)

// report reports a registry to addr once a second, and keeps what is captured.
func report(t *testing.T, reg *metrics.Registry, addr string, o reporters.Options) (*reporters.Runner, *tee) {
	t.Helper()
	return reportAs(t, reg, addr, graphite.Options{}, o)
}

// reportAs does so in another form than the default one. What it keeps are always the lines of the plaintext protocol.
func reportAs(t *testing.T, reg *metrics.Registry, addr string, form graphite.Options, o reporters.Options) (*reporters.Runner, *tee) {
	t.Helper()
	if o.Interval == 0 {
		o.Interval = time.Second
	}
	form.Prefix = "test"
	sent := graphite.New(addr, &form)
	form.Pickle = false
	seen := &tee{Reporter: sent, plain: graphite.New(addr, &form)}
	return reporters.Start(reg, seen, &o), seen
}

// closeRunner makes the final flush.
func closeRunner(t *testing.T, r *reporters.Runner) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := r.Close(ctx); err != nil {
		t.Errorf("close the reporter: %v", err)
	}
}

func TestStoredIsWhatWasCaptured(t *testing.T) {
	t.Parallel()
	server := carbon.Start(t)
	reg := specimen.New()
	runner, seen := report(t, reg, server.Addr, reporters.Options{})
	for i := range 3 {
		seen.await(t, i+1)
		reg.Counter("count/some").Add(uint64(i))
		reg.Gauge("gauge/third").Set(float64(i) / 3)
		reg.Timer("web/search").Observe(time.Duration(i) * 777 * time.Microsecond)
	}
	closeRunner(t, runner)
	assertStored(t, server, seen.seen())
	for _, c := range seen.seen() {
		assertLines(t, c)
	}
}

// A Carbon keeps float64, which has no 2^53+1. The line that it is sent has every digit all the same.
func TestCountsPastFloat64AreExactUpToCarbon(t *testing.T) {
	t.Parallel()
	server := carbon.Start(t)
	reg := metrics.NewRegistry(nil)
	reg.Counter("past").Add(specimen.Past)
	runner, seen := report(t, reg, server.Addr, reporters.Options{Interval: 5 * time.Second})
	closeRunner(t, runner)
	assertStored(t, server, seen.seen())
	if body := string(seen.seen()[0].Body); !strings.HasPrefix(body, "test.past.count 9007199254740993 ") {
		t.Errorf("sent %q", body)
	}
}

func TestHostileNamesAreStored(t *testing.T) {
	t.Parallel()
	server := carbon.Start(t)
	reg := metrics.NewRegistry(nil)
	specimen.AddHostile(reg)
	runner, seen := report(t, reg, server.Addr, reporters.Options{Interval: 5 * time.Second})
	closeRunner(t, runner)
	assertStored(t, server, seen.seen())
}

func TestCloseReportsTheIntervalInProgress(t *testing.T) {
	t.Parallel()
	server := carbon.Start(t)
	reg := metrics.NewRegistry(nil)
	runner, seen := report(t, reg, server.Addr, reporters.Options{Interval: 5 * time.Second})
	reg.Counter("last").Add(7)
	closeRunner(t, runner)
	assertStored(t, server, seen.seen())
	final := seen.seen()[len(seen.seen())-1]
	if got, _ := final.Total.Get("last"); got.Count != 7 {
		t.Errorf("the final capture has last = %d, want 7", got.Count)
	}
}
