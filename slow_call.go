package metrics

import (
	"context"
	"log/slog"
	"time"
)

// A SlowCall is one of the slowest recent calls of a timer. A timer keeps, of the last five minutes, the four slowest
// calls of each of the three highest decades of latency that it saw (100 ms to 1 s is one; all below 1 µs count as
// one, and all from 1000 s on), so that the ordinary slow ones stand beside the extreme ones; of equal ones the newer
// stay. A call that was not slow enough at its end does not come back when slower ones leave, nor does one that ended
// just while another was being kept.
//
// It holds copies of limited size, nothing of what the call was given: texts are cut to 1 KiB each and 4 KiB
// altogether, and of the attributes 16 are kept.
type SlowCall struct {
	End      time.Time
	Duration time.Duration
	Err      string // why it failed, empty if it did not
	TraceID  string // of the call's context, empty if it had none; see Options.Trace
	SpanID   string
	// Attrs are what Stop or Fail was given, with members of groups under their joined keys ("request.size"). Values
	// are texts, numbers, booleans, durations and times.
	Attrs []slog.Attr
}

// timedCall is a call at its end. The attributes go beside it, so that their slice may stay on the caller's stack.
type timedCall struct {
	ctx  context.Context
	now  time.Duration // at its end, monotonic
	took time.Duration
	err  error
}

// copied returns what is kept of the call. It runs code of the attributes, the error and the tracer.
func (c timedCall) copied(t *tree, attrs []slog.Attr) SlowCall {
	var to copier
	out := SlowCall{End: time.Now(), Duration: c.took}
	if c.err != nil {
		out.Err = to.text(guarded(c.err.Error))
	}
	traceID, spanID := t.traceOf(c.ctx)
	out.TraceID, out.SpanID = to.text(traceID), to.text(spanID)
	out.Attrs = to.attrs(attrs)
	return out
}

// offer keeps and logs a call, if it is slow enough.
func (t *Timer) offer(c timedCall, attrs []slog.Attr) {
	if t.slow.wants(c.now, c.took) {
		t.slow.offer(c, attrs, t.tree)
	}
	if t.log.wants(c.now, c.took) {
		t.log.offer(c, attrs, t)
	}
}
