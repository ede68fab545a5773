package metrics

import (
	"context"
	"log/slog"
	"time"
)

// StopContext does as [Stopwatch.Stop] for a call that was made with ctx: if it is kept, so are the ids of its trace
// (see [Options].Trace and [ContextWithTrace]). The context is not looked at otherwise.
func (w Stopwatch) StopContext(ctx context.Context, attrs ...slog.Attr) time.Duration {
	return w.end(ctx, nil, attrs)
}

// FailContext does as [Stopwatch.Fail] for a call that was made with ctx, and otherwise as [Stopwatch.StopContext].
func (w Stopwatch) FailContext(ctx context.Context, err error, attrs ...slog.Attr) time.Duration {
	return w.end(ctx, err, attrs)
}
