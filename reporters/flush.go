package reporters

import (
	"context"
	"fmt"
	"time"
)

// flush captures the interval in progress, delivers what it can within ctx, and drops and counts the rest.
func (r *Runner) flush(ctx context.Context) {
	r.capture(r.flushTick(time.Now()))
	err := r.drain(ctx)
	r.spool.close()
	if dropped := r.spool.read().DroppedShutdown; dropped > 0 {
		r.err = fmt.Errorf("close reporter %s: %d points dropped: %w", r.name, dropped, err)
	}
}

// flushTick returns the timestamp of the last interval: the present tick, so that a reader who asks for values up to
// now finds it, or the next one where the present tick has values already that must not be overwritten.
func (r *Runner) flushTick(now time.Time) time.Time {
	tick := tickAt(now, r.options.Interval)
	if r.previous != nil && !tick.After(r.last) {
		tick = r.last.Add(r.options.Interval)
	}
	return tick
}

// drain waits for the attempt under way, and then makes further ones without pauses until nothing is queued, one fails
// or ctx ends.
func (r *Runner) drain(ctx context.Context) error {
	if r.send.busy {
		_, _ = r.wait(ctx) // it began before the flush: whatever came of it, one more attempt is due
	}
	for ctx.Err() == nil {
		if !r.send.busy {
			r.send.begin(&r.spool)
		}
		if !r.send.busy {
			return nil
		}
		if o, err := r.wait(ctx); o == retry {
			return err
		}
	}
	return context.Cause(ctx)
}

// wait returns the outcome of the attempt under way, or that ctx has ended before it.
func (r *Runner) wait(ctx context.Context) (outcome, error) {
	select {
	case err := <-r.send.results:
		return r.settle(err).outcome, err
	case <-ctx.Done():
		return retry, context.Cause(ctx)
	}
}
