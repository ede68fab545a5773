package reporters

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/binnacle-go/metrics"
)

// A Runner reports one registry to one backend until it is closed. It has one goroutine, and a second one while a
// delivery is under way, so that a slow backend delays no snapshot. It is safe for concurrent use.
type Runner struct {
	name     string
	registry *metrics.Registry
	reporter Reporter
	options  Options
	spool    spool

	closeOnce sync.Once
	closing   chan context.Context // gets the context of the first Close
	done      chan struct{}
	err       error // what Close returns, valid once done is closed

	encoding sync.Mutex        // lets one at a time encode, and guards the next two
	previous *metrics.Snapshot // what the next interval begins with
	last     time.Time         // the newest tick

	// The rest belongs to the runner's goroutine.
	send     sender
	disk     *disk  // nil without one
	captures uint64 // so far, which is the ID of the newest
	log      stateLog
}

// Start begins to report a registry and returns at once, whatever state the backend is in. The first interval begins
// with the registry, so that what was counted before Start is not missed; a second runner that starts later reports
// it again. Closing the runner is the caller's part.
func Start(registry *metrics.Registry, reporter Reporter, o *Options) *Runner {
	r := newRunner(registry, reporter, o)
	go r.run()
	return r
}

func newRunner(registry *metrics.Registry, reporter Reporter, o *Options) *Runner {
	options := o.withDefaults()
	if options.Name == "" {
		options.Name = reporter.Name()
	}
	return enrol(registry, options.Name, func(name string) *Runner {
		splitter, _ := reporter.(Splitter)
		return &Runner{
			name:     name,
			registry: registry,
			reporter: reporter,
			options:  options,
			spool: spool{
				limit: options.Spool, age: options.SpoolAge, splitter: splitter,
				export: export(registry, name), health: Health{Reporter: name},
			},
			closing: make(chan context.Context, 1),
			done:    make(chan struct{}),
			send:    newSender(reporter, &options),
			last:    tickAt(time.Now(), options.Interval),
			log:     stateLog{logger: options.Logger, reporter: name},
		}
	})
}

// Name tells the runner from all others at work on its registry: it is Options.Name, with "#2" and so on at its end
// where another one has that already.
func (r *Runner) Name() string { return r.name }

// Health returns how the runner fares. It waits for nothing.
func (r *Runner) Health() Health { return r.spool.read() }

// Close reports the interval in progress, delivers what is queued and stops the runner. The timestamp is that of the
// present tick or, where that one was reported already, of the tick that would have ended the interval. It gives up at
// the first attempt that fails, or when ctx ends, and never waits longer than ctx whatever the backend does. What is
// not delivered then is dropped, save for what is in Options.SpoolDir, which the next runner finds there. A reporter that
// is an io.Closer is closed, too. The error tells how many points were dropped. Close may be called again and concurrently: the first call's ctx governs the
// flush, and every call waits for its end or for its own ctx.
func (r *Runner) Close(ctx context.Context) error {
	first := false
	r.closeOnce.Do(func() {
		first = true
		r.closing <- ctx
	})
	select {
	case <-r.done:
		return r.err
	case <-ctx.Done():
	}
	select {
	case <-r.done: // at the same moment
		return r.err
	default:
	}
	if first {
		r.spool.close()
	}
	return fmt.Errorf("close reporter %s: %w", r.name, context.Cause(ctx))
}

func (r *Runner) run() {
	defer close(r.done)
	defer r.leave()
	defer r.release()
	r.open()
	defer r.closeDisk()
	tick := time.NewTimer(untilNext(time.Now(), r.options.Interval))
	defer tick.Stop()
	defer r.send.stop()
	for {
		r.send.next(&r.spool)
		select {
		case <-tick.C:
			r.tick(time.Now())
			tick.Reset(untilNext(time.Now(), r.options.Interval))
		case <-r.send.wake.C:
		case err := <-r.send.results:
			r.settle(err)
		case ctx := <-r.closing:
			r.flush(ctx)
			return
		}
	}
}

// tick captures at a multiple of the interval. When the clock has been set back there is nothing to capture until
// it passes the newest tick again: no timestamp is used twice.
func (r *Runner) tick(now time.Time) {
	tick := tickAt(now, r.options.Interval)
	if !tick.After(r.last) {
		return
	}
	r.spool.skip(missed(r.last, tick, r.options.Interval), nil)
	if r.spool.idle() { // else it waits its turn anyway
		r.send.holdUntil(tick.Add(r.options.Phase))
	}
	r.capture(tick)
}

// capture queues what has happened since the last capture. After a panic in a rule or in Encode the interval is not
// lost: the next one includes it.
func (r *Runner) capture(tick time.Time) {
	batch, err := r.encode(tick)
	if err != nil {
		r.spool.skip(1, err)
		r.log.failed(err)
		return
	}
	if len(batch.Body) > 0 || batch.Dropped > 0 {
		r.keep(tick, batch)
	}
}

// encode begins a new interval, unless it fails.
func (r *Runner) encode(tick time.Time) (Batch, error) {
	r.encoding.Lock()
	defer r.encoding.Unlock()
	r.last = tick
	total := r.registry.Snapshot()
	batch, _, err := r.encodeInterval(tick, total)
	if err == nil {
		r.previous = total
	}
	return batch, err
}

// encodeInterval encodes what has happened since the last capture.
func (r *Runner) encodeInterval(tick time.Time, total *metrics.Snapshot) (b Batch, decisions []Decision, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("encode for %s: panic: %v", r.name, p)
		}
	}()
	c := &Capture{Tick: tick, Total: total, Interval: total.Since(r.previous)}
	decisions = apply(r.options.Rules, c)
	return r.reporter.Encode(c), decisions, nil
}

// settle books the outcome of an attempt, and returns it.
func (r *Runner) settle(err error) settled {
	out := r.spool.settle(err)
	r.send.settle(out, err)
	r.log.settled(out, err, r.spool.read().Queued)
	r.gone(out.gone)
	return out
}
