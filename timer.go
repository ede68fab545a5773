package metrics

import (
	"context"
	"errors"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/binnacle-go/metrics/internal/recorder"
)

// A Timer records how long calls take and how many of them fail. Durations go into an HdrHistogram, from 1 ns to
// 39 hours, so that every quantile is within 1 % (see [Digits]). Durations outside are counted at that end and as
// clamped. It is safe for concurrent use; an update takes no lock and allocates nothing but a page of counts when
// a range of durations is seen for the first time.
type Timer struct {
	rec    recorder.Recorder
	errors atomic.Uint64
	last   lastDistribution
	slow   slowKeeper
	log    *slowLog // nil without LogSlow
	tree   *tree
}

func makeTimer(t *tree, id identity) *entry {
	c := newCell[Timer](id)
	c.instrument = &c.value
	c.value.tree, c.value.log = t, newSlowLog(id)
	c.value.rec.Init(int(id.desc.digits))
	return &c.entry
}

// Observe records one duration.
func (t *Timer) Observe(d time.Duration) { t.rec.Record(int64(d)) }

// Start begins to time a call; Stop or Fail of the returned Stopwatch ends it:
//
//	defer timer.Start().Stop()
func (t *Timer) Start() Stopwatch { return Stopwatch{timer: t, start: monotonic()} }

// Time calls f and records how long it took. A panic in f is counted as an error and goes on.
func (t *Timer) Time(f func()) {
	_ = t.Do(context.Background(), func(context.Context) error {
		f()
		return nil
	})
}

// errAborted stands for a call that ended by a panic or runtime.Goexit.
var errAborted = errors.New("call did not return")

// Do calls f with ctx, records how long it took and returns its error. An error is counted; so is a panic, which
// goes on unchanged.
func (t *Timer) Do(ctx context.Context, f func(context.Context) error) error {
	watch, err := t.Start(), errAborted
	defer func() { watch.end(ctx, err, nil) }()
	err = f(ctx)
	return err
}

// Wrap returns a function that calls f as [Timer.Do] does: timed, with errors and panics counted.
func Wrap[A, R any](t *Timer, f func(context.Context, A) (R, error)) func(context.Context, A) (R, error) {
	return func(ctx context.Context, a A) (R, error) {
		watch, err := t.Start(), errAborted
		defer func() { watch.end(ctx, err, nil) }()
		var r R
		r, err = f(ctx, a)
		return r, err
	}
}

func (t *Timer) absorb(s *Series) {
	s.Dist.recordInto(&t.rec, s.Low, s.High)
	t.errors.Add(s.Errors)
}

func (t *Timer) read(s *Series, at moment) {
	// Errors are written after the time and read before it, so that they never outnumber the calls.
	s.Errors = t.errors.Load()
	t.last.read(s, &t.rec, scaleNanoseconds)
	s.Slow = t.slow.read(at.mono)
}

// A Stopwatch times one call of a [Timer]. It is a plain value: it needs no clean-up, and one that is never
// stopped records nothing. Each Stop or Fail records the time since Start once more. The zero Stopwatch records
// nothing and may be stopped.
type Stopwatch struct {
	timer *Timer
	start time.Duration
}

// Stop records the time since Start and returns it. The attributes are kept if the call is among the slowest of
// the last minutes (see [SlowCall]); otherwise they cost nothing.
func (w Stopwatch) Stop(attrs ...slog.Attr) time.Duration {
	// It does what end does. Handing end all that it takes would cost a tenth of the time.
	if w.timer == nil {
		return 0
	}
	now := monotonic()
	d := now - w.start
	slow := w.timer.slow.wants(now, d) || w.timer.log.wants(now, d)
	w.timer.Observe(d)
	if slow {
		w.timer.offer(timedCall{ctx: context.Background(), now: now, took: d}, attrs)
	}
	return d
}

// Fail does as Stop and counts an error; a nil err counts as none.
func (w Stopwatch) Fail(err error, attrs ...slog.Attr) time.Duration {
	return w.end(context.Background(), err, attrs)
}

func (w Stopwatch) end(ctx context.Context, err error, attrs []slog.Attr) time.Duration {
	if w.timer == nil {
		return 0
	}
	now := monotonic()
	d := now - w.start
	// Asked before the recording, since what comes behind its atomic add has to wait for it.
	slow := w.timer.slow.wants(now, d) || w.timer.log.wants(now, d)
	w.timer.Observe(d)
	if err != nil {
		w.timer.errors.Add(1)
	}
	if slow {
		w.timer.offer(timedCall{ctx, now, d, err}, attrs)
	}
	return d
}
