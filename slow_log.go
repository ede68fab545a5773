package metrics

import (
	"log/slog"
	"math"
	"slices"
	"sync/atomic"
	"time"
)

// LogSlow makes a timer log a warning, "slow call", for a call that took longer than the timer's live p99: that of the
// calls of the last one to two minutes, if these were at least a hundred. At most one call is logged in every, at
// least a second (anything below is taken for one); timers that are given the same Option share that. What else was
// that slow is counted in the attribute "skipped" of the next one. The others are the timer's name and labels, the
// duration, p99, error and trace (see [SlowCall]), then those of Stop or Fail. A nil logger is that of the registry's
// Options.
//
// Calls are those of Start, Do, Time and Wrap, not observations. The logger runs on the goroutine of the call, which it
// delays; it may itself be timed by the timer, and a panic in it is dropped. Once in five seconds a call also computes
// the live p99, which takes some microseconds.
func LogSlow(logger *slog.Logger, every time.Duration) Option {
	l := &slowLogger{to: logger, every: max(every, time.Second)}
	l.next.Store(math.MinInt64)
	return optionFunc(func(s *settings) { s.slowLogger = l })
}

// slowLogger is what the timers of one LogSlow share.
type slowLogger struct {
	to      *slog.Logger // nil: the registry's
	every   time.Duration
	next    atomic.Int64 // monotonic time from which on a call may be logged
	busy    atomic.Bool  // a call is being logged
	skipped atomic.Uint64
}

// slowLog is the part of a LogSlow that belongs to one timer.
type slowLog struct {
	logger *slowLogger
	of     identity // the timer
	live   livePercentile
}

func newSlowLog(id identity) *slowLog {
	if id.desc.slowLogger == nil {
		return nil
	}
	l := &slowLog{logger: id.desc.slowLogger, of: id}
	l.live.init()
	return l
}

// wants reports whether a call may have to be logged, or the live p99 computed.
func (l *slowLog) wants(now, took time.Duration) bool {
	return l != nil && (int64(took) > l.live.value.Load() || int64(now) >= l.live.due.Load())
}

// offer logs a call if it is slower than the live p99.
func (l *slowLog) offer(c timedCall, attrs []slog.Attr, t *Timer) {
	l.live.refresh(t, c.now)
	if p99 := time.Duration(l.live.value.Load()); c.took > p99 {
		l.logger.log(c, attrs, t.tree, l.of, p99)
	}
}

// log writes a record unless one was written a short time ago or is being written, so that a logger which is timed by
// the timer cannot make it log without end.
func (l *slowLogger) log(c timedCall, attrs []slog.Attr, t *tree, of identity, p99 time.Duration) {
	if int64(c.now) < l.next.Load() || !l.busy.CompareAndSwap(false, true) {
		l.skipped.Add(1)
		return
	}
	defer l.busy.Store(false)
	defer func() {
		if recover() != nil {
			l.skipped.Add(1)
		}
	}()
	l.next.Store(int64(c.now + l.every))
	logger := l.to
	if logger == nil {
		logger = t.log()
	}
	logger.LogAttrs(c.ctx, slog.LevelWarn, "slow call", slices.Concat(l.attrs(c, t, of, p99), attrs)...)
}

// attrs are those that the record has beside the call's own.
func (l *slowLogger) attrs(c timedCall, t *tree, of identity, p99 time.Duration) []slog.Attr {
	out := []slog.Attr{slog.String("timer", of.name)}
	var labels []any
	for _, label := range of.labels.list() {
		labels = append(labels, slog.String(label.Key, label.Value))
	}
	if labels != nil {
		out = append(out, slog.Group("labels", labels...))
	}
	out = append(out, slog.Duration("duration", c.took), slog.Duration("p99", p99))
	if c.err != nil {
		out = append(out, slog.String("error", guarded(c.err.Error)))
	}
	if traceID, spanID := t.traceOf(c.ctx); traceID != "" {
		out = append(out, slog.String("trace_id", traceID), slog.String("span_id", spanID))
	}
	if n := l.skipped.Swap(0); n > 0 {
		out = append(out, slog.Uint64("skipped", n))
	}
	return out
}
