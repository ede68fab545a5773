package reporters_test

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/reporters"
)

// picky is a backend that refuses bodies that hold something it does not take.
type picky struct {
	*memory
	lines   bool
	bad     []string
	limit   int
	largest int
}

func (p *picky) Encode(c *reporters.Capture) reporters.Batch {
	b := p.memory.Encode(c)
	b.Lines, b.Limit = p.lines, p.limit
	return b
}

func (p *picky) Send(ctx context.Context, body []byte) error {
	p.largest = max(p.largest, len(body))
	for _, bad := range p.bad {
		if strings.Contains(string(body), bad) {
			return fmt.Errorf("HTTP 400: %w", reporters.ErrSplit)
		}
	}
	return p.memory.Send(ctx, body)
}

// counters returns a registry of counters c000, c001 and so on.
func counters(n int) *metrics.Registry {
	registry := newRegistry()
	for i := range n {
		registry.Counter(fmt.Sprintf("c%03d", i))
	}
	return registry
}

func TestARefusedBatchCostsItsBadLines(t *testing.T) {
	for _, c := range []struct {
		lines    bool
		bad      []string
		rejected uint64
	}{
		{true, nil, 0},
		{true, []string{" c042 "}, 1},
		{true, []string{" c000 ", " c199 "}, 2},
		{true, []string{" c1"}, 100},
		{true, []string{"c"}, 200},
		{false, []string{" c042 "}, 200}, // not lines: as a whole
	} {
		synctest.Test(t, func(t *testing.T) {
			registry := counters(200)
			backend, log := &picky{memory: newMemory(), lines: c.lines, bad: c.bad}, &logs{}
			r := reporters.Start(registry, backend, &reporters.Options{Phase: -1, Logger: log.logger()})
			watch := watchBooks(t, r)
			time.Sleep(25 * time.Second)
			mustClose(t, r)
			watch()
			h := r.Health()
			checkBooks(t, h)
			if h.Rejected != 3*c.rejected || h.Acknowledged != 3*(200-c.rejected) {
				t.Errorf("%q: %+v", c.bad, h)
			}
			if got := backend.delivered(); len(got) != int(h.Acknowledged) || !slices.IsSortedFunc(got, byTick) {
				t.Errorf("%q: %d lines delivered, not all or not in order", c.bad, len(got))
			}
			if n := len(log.lines()); n != min(int(c.rejected), 1) {
				t.Errorf("%q: %d log lines for one lasting state: %q", c.bad, n, log.lines())
			}
		})
	}
}

// cutter is picky, and parts batches itself.
type cutter struct {
	*picky
	cut func(body []byte) (first, second []byte, n uint64, ok bool)
}

func (c *cutter) Split(body []byte) (first, second []byte, n uint64, ok bool) { return c.cut(body) }

// atLine cuts in front of a line near the middle.
func atLine(body []byte) (first, second []byte, n uint64, ok bool) {
	lines := slices.Collect(bytes.Lines(body))
	half := len(lines) / 2
	return bytes.Join(lines[:half], nil), bytes.Join(lines[half:], nil), uint64(half), half > 0
}

func TestAReporterMayPartItsBatches(t *testing.T) {
	for name, c := range map[string]struct {
		cut      func([]byte) (first, second []byte, n uint64, ok bool)
		rejected uint64
	}{
		"in halves":   {atLine, 2},
		"not at all":  {func([]byte) (_, _ []byte, n uint64, ok bool) { return }, 200},
		"by a panic":  {func([]byte) (_, _ []byte, n uint64, ok bool) { panic("broken") }, 200},
		"into naught": {func(b []byte) (first, second []byte, n uint64, ok bool) { return b, nil, 200, true }, 200},
	} {
		synctest.Test(t, func(t *testing.T) {
			registry := counters(200)
			backend := &cutter{&picky{memory: newMemory(), bad: []string{" c000 ", " c137 "}}, c.cut}
			r := reporters.Start(registry, backend, quiet())
			watch := watchBooks(t, r)
			time.Sleep(25 * time.Second)
			mustClose(t, r)
			watch()
			h := r.Health()
			checkBooks(t, h)
			if h.Rejected != 3*c.rejected || h.Acknowledged != 3*(200-c.rejected) || len(backend.delivered()) != int(h.Acknowledged) {
				t.Errorf("%s: %+v", name, h)
			}
		})
	}
}

func byTick(a, b string) int {
	var x, y float64
	fmt.Sscan(a, &x)
	fmt.Sscan(b, &y)
	return int(x - y)
}

func TestALargeBatchIsDeliveredInParts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		registry := counters(500)
		backend := &picky{memory: newMemory(), lines: true, limit: 1000}
		r := reporters.Start(registry, backend, quiet())
		mustClose(t, r)
		if h := r.Health(); backend.largest > 1000 || h.Attempts < 5 || h.Acknowledged != 500 {
			t.Errorf("attempts of up to %d bytes: %+v", backend.largest, h)
		}
	})
}

func TestRetryAfterIsHonouredAndCapped(t *testing.T) {
	for asked, want := range map[time.Duration]time.Duration{
		0: time.Second, -time.Hour: time.Second, time.Minute: time.Minute, 24 * time.Hour: reporters.MaxRetryAfter,
	} {
		synctest.Test(t, func(t *testing.T) {
			registry, _ := counting("hits")
			backend := newMemory()
			var times []time.Time
			backend.onSend = func(_ context.Context, attempt int) error {
				times = append(times, time.Now())
				if attempt == 1 {
					return fmt.Errorf("HTTP 429: %w", &reporters.RetryError{After: asked, Err: errDown})
				}
				return nil
			}
			r := reporters.Start(registry, backend, quiet())
			time.Sleep(10 * time.Minute)
			synctest.Wait()
			if gap := times[1].Sub(times[0]); gap < want/2 || asked > 0 && gap < want || gap > want*11/10+1 {
				t.Errorf("asked to wait %v: waited %v, want %v", asked, gap, want)
			}
			mustClose(t, r)
		})
	}
}
