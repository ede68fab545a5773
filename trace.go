package metrics

import (
	"context"
	"strings"
)

type traceKey struct{}

// traceIDs is what ContextWithTrace puts into a context.
type traceIDs struct{ trace, span string }

// ContextWithTrace returns a context for the work on behalf of a trace and a span in it, whose ids slow calls then
// carry (see [SlowCall]). It is for programs without a tracer; those with one set [Options].Trace. The package
// httpmetrics does it for requests that carry a W3C traceparent header.
func ContextWithTrace(ctx context.Context, traceID, spanID string) context.Context {
	return context.WithValue(ctx, traceKey{}, traceIDs{traceID, spanID})
}

// TraceFromContext returns what [ContextWithTrace] put into the context, empty strings if there is nothing.
func TraceFromContext(ctx context.Context) (traceID, spanID string) {
	ids, _ := ctx.Value(traceKey{}).(traceIDs)
	return ids.trace, ids.span
}

// traceOf returns the ids of a context, which may be nil: the tracer's, or else those of ContextWithTrace.
func (t *tree) traceOf(ctx context.Context) (traceID, spanID string) {
	if ctx == nil {
		return "", ""
	}
	if t.trace != nil {
		guarded(func() string {
			traceID, spanID = t.trace(ctx)
			return ""
		})
	}
	if isZero(traceID) {
		return TraceFromContext(ctx)
	}
	return traceID, spanID
}

// isZero reports whether an id stands for none: it is empty, or all zeros, as tracers write one that is not valid.
func isZero(id string) bool { return strings.Trim(id, "0") == "" }
