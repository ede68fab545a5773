// Package load sends a code search service the requests of many users.
package load

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/binnacle-go/metrics"
)

const (
	mostInFlight = 32
	mostAnswer   = 4 << 20          // bytes of one answer that are read
	patience     = 10 * time.Second // for one answer
)

// A Driver sends requests at random moments, as independent users would. It shows how the service looks to them.
type Driver struct {
	base    string
	rate    float64
	client  http.Client
	slots   chan struct{} // one for each request that may be under way
	memory  *memory
	metrics *instruments
}

// New returns a driver that will send rate requests a second on average to the service at the URL base,
// with its instruments on scope.
func New(base string, rate float64, transport http.RoundTripper, scope *metrics.Scope) *Driver {
	return &Driver{
		base:    base + "/",
		rate:    rate,
		client:  http.Client{Transport: transport, Timeout: patience},
		slots:   make(chan struct{}, mostInFlight),
		memory:  newMemory(),
		metrics: newInstruments(scope.SubScope("load")),
	}
}

// Run sends requests until ctx is done and returns when none is under way any more. If too many are, it leaves
// requests out and counts them.
func (d *Driver) Run(ctx context.Context) {
	var underWay sync.WaitGroup
	defer underWay.Wait()
	random := rand.New(rand.NewPCG(1, 2)) // the same choices in every run; only the answers decide what differs
	next := time.Now()
	for {
		gap := time.Duration(random.ExpFloat64() / d.rate * float64(time.Second))
		next = later(next.Add(gap), time.Now().Add(-time.Second)) // after a long pause no storm
		if !waitUntil(ctx, next) {
			return
		}
		r := choose(random, d.memory)
		select {
		case d.slots <- struct{}{}:
			underWay.Go(func() {
				defer func() { <-d.slots }()
				d.send(ctx, r)
			})
		default:
			d.metrics.skipped.Inc()
		}
	}
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// waitUntil reports whether the time came before ctx was done.
func waitUntil(ctx context.Context, t time.Time) bool {
	timer := time.NewTimer(time.Until(t))
	defer timer.Stop()
	select {
	case <-timer.C:
		return ctx.Err() == nil
	case <-ctx.Done():
		return false
	}
}

// send sends one request and learns from its answer. One that is cut off by the end of ctx is not counted.
func (d *Driver) send(ctx context.Context, r request) {
	d.metrics.inFlight.Inc()
	defer d.metrics.inFlight.Dec()
	ctx = withTrace(ctx)
	watch := d.metrics.latency.With(r.kind).Start()
	status, answer, err := d.get(ctx, d.base+r.path)
	if ctx.Err() != nil {
		return
	}
	if err == nil && status >= 500 {
		err = errors.New(http.StatusText(status))
	}
	watch.FailContext(ctx, err, slog.String("request", r.path))
	d.metrics.answers.With(statusText(status)).Inc()
	if status == http.StatusOK {
		d.memory.learn(r.path, answer)
	}
}

func (d *Driver) get(ctx context.Context, address string) (status int, answer []byte, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return 0, nil, err
	}
	req.Header.Set("traceparent", traceparent(ctx))
	resp, err := d.client.Do(req)
	if err != nil {
		return 0, nil, err
	}
	defer resp.Body.Close()
	answer, err = io.ReadAll(io.LimitReader(resp.Body, mostAnswer))
	return resp.StatusCode, answer, err
}

func statusText(status int) string {
	if status == 0 {
		return "none"
	}
	return strconv.Itoa(status)
}
