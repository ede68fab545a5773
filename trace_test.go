package metrics_test

import (
	"context"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
)

type tracerKey struct{}

// tracer has the ids of a context that it made, and all zeros for others, as OpenTelemetry writes what is not valid.
func tracer(ctx context.Context) (traceID, spanID string) {
	if id, ok := ctx.Value(tracerKey{}).(string); ok {
		return "trace " + id, "span " + id
	}
	return "00000000000000000000000000000000", "0000000000000000"
}

func TestSlowCallsCarryTheTraceOfTheirContext(t *testing.T) {
	none := t.Context()
	given := metrics.ContextWithTrace(none, "t", "s")
	traced := context.WithValue(given, tracerKey{}, "7")
	withTracer := &metrics.Options{Trace: tracer}
	broken := &metrics.Options{Trace: func(context.Context) (string, string) { panic("boom") }}
	for _, tc := range []struct {
		name string
		ctx  context.Context
		o    *metrics.Options
		want string
	}{
		{"no trace", none, nil, "/"},
		{"given", given, nil, "t/s"},
		{"given within", context.WithValue(given, tracerKey{}, ""), nil, "t/s"},
		{"replaced", metrics.ContextWithTrace(given, "u", ""), nil, "u/"},
		{"tracer without a trace", none, withTracer, "/"},
		{"tracer without a trace, but given", given, withTracer, "t/s"},
		{"tracer", traced, withTracer, "trace 7/span 7"},
		{"tracer that panics", given, broken, "t/s"},
	} {
		for how, end := range map[string]func(*metrics.Timer){
			"StopContext": func(tm *metrics.Timer) { tm.Start().StopContext(tc.ctx) },
			"FailContext": func(tm *metrics.Timer) { tm.Start().FailContext(tc.ctx, errBroken) },
			"Do":          func(tm *metrics.Timer) { _ = tm.Do(tc.ctx, func(context.Context) error { return nil }) },
			"Wrap": func(tm *metrics.Timer) {
				_, _ = metrics.Wrap(tm, func(context.Context, int) (int, error) { return 0, nil })(tc.ctx, 0)
			},
		} {
			reg := metrics.NewRegistry(tc.o)
			end(reg.Timer("t"))
			if c := reg.Snapshot().Series[0].Slow[0]; c.TraceID+"/"+c.SpanID != tc.want {
				t.Errorf("%s, %s: kept the trace %q and span %q, want %s", tc.name, how, c.TraceID, c.SpanID, tc.want)
			}
		}
	}
}

func TestTracerIsAskedOnlyForCallsThatAreKept(t *testing.T) {
	asked := 0
	reg := metrics.NewRegistry(&metrics.Options{Trace: func(context.Context) (string, string) {
		asked++
		return "", ""
	}})
	timer := reg.Timer("t")
	for range 4 {
		timer.StartAt(time.Now().Add(-900 * time.Millisecond)).StopContext(t.Context())
	}
	for range 100 {
		timer.StartAt(time.Now().Add(-200 * time.Millisecond)).StopContext(t.Context())
	}
	if asked != 4 {
		t.Errorf("asked %d times, want 4", asked)
	}
}

func TestNoContextIsNoTrace(t *testing.T) {
	reg := metrics.NewRegistry(&metrics.Options{Trace: tracer})
	reg.Timer("t").Start().StopContext(nil) //nolint:staticcheck // a mistake that must not hurt
	if c := reg.Snapshot().Series[0].Slow[0]; c.TraceID != "" || c.SpanID != "" {
		t.Errorf("kept %+v", c)
	}
}
