package load

import (
	"context"
	"fmt"
	"math/rand/v2"

	"github.com/binnacle-go/metrics"
)

// withTrace begins a trace, as a program with a tracer would: the slow calls of driver and service can be matched by it.
func withTrace(ctx context.Context) context.Context {
	id := func() uint64 { return max(rand.Uint64(), 1) } // zero is not valid
	return metrics.ContextWithTrace(ctx, fmt.Sprintf("%016x%016x", id(), id()), fmt.Sprintf("%016x", id()))
}

// traceparent is the header that passes the trace on, as W3C Trace Context has it.
func traceparent(ctx context.Context) string {
	traceID, spanID := metrics.TraceFromContext(ctx)
	return "00-" + traceID + "-" + spanID + "-01"
}
