package otel

import (
	"context"

	"go.opentelemetry.io/otel/trace"
)

// Trace returns the ids of the trace and the span that a context belongs to, in hexadecimal, empty if there is none. It
// is made for Options.Trace of package metrics:
//
//	registry := metrics.NewRegistry(&metrics.Options{Trace: bridge.Trace})
//
// Whether the trace is sampled makes no difference.
func Trace(ctx context.Context) (traceID, spanID string) {
	span := trace.SpanContextFromContext(ctx)
	if !span.IsValid() {
		return "", ""
	}
	return span.TraceID().String(), span.SpanID().String()
}
