package metrics

import (
	"context"
	"log/slog"
	"sync"
	"time"
)

// Options configure a Registry. A nil *Options and zero fields mean the defaults.
type Options struct {
	// Labels are put on every series of the registry. Default: none.
	Labels []Label
	// MaxSeries bounds the series of one name that are told apart by labels. Further label values are counted
	// together in one more series with the label overflow="true", so that totals stay right. Default: 2000.
	MaxSeries int
	// IdleExpiry takes a series with labels out of the registry when it has not changed for so long: what it had counted
	// moves to the overflow series of its name, so that totals stay right. It comes back when its instrument is used
	// again, and counts from zero then. A gauge counts as idle while it keeps its value. This happens when snapshots are
	// taken, within an eighth of the time. Default: 0, never.
	IdleExpiry time.Duration
	// Logger receives a warning, once per cause, when an instrument is misused. Default: slog.Default().
	Logger *slog.Logger
	// Trace returns the ids of the trace and span of a context, empty or all zeros if it has none, for the slow calls
	// that timers keep or log (see [SlowCall]) and for no others. With OpenTelemetry:
	//
	//	func(ctx context.Context) (string, string) {
	//		s := trace.SpanContextFromContext(ctx)
	//		return s.TraceID().String(), s.SpanID().String()
	//	}
	//
	// Default, and where it returns none: what [ContextWithTrace] put into the context.
	Trace func(context.Context) (traceID, spanID string)
}

const defaultMaxSeries = 2000

// A Registry holds instruments in a tree of scopes and takes snapshots of them all. It embeds its root scope, so
// that instruments can be made on it directly. It starts no goroutine and needs no Close. It is safe for
// concurrent use.
type Registry struct{ *Scope }

// NewRegistry returns an empty registry.
func NewRegistry(o *Options) *Registry {
	if o == nil {
		o = &Options{}
	}
	return &Registry{&Scope{tree: newTree(o)}}
}

var defaultRegistry = sync.OnceValue(func() *Registry { return NewRegistry(nil) })

// Default returns the registry that a program shares when it needs only one. It is always the same one.
func Default() *Registry { return defaultRegistry() }

// Snapshot returns the present values of all series. It calls the callbacks of GaugeFunc and TextFunc, without
// holding any lock and for at most a second altogether; one that panics or does not return in time costs its own
// value only. Concurrent snapshots are independent.
func (r *Registry) Snapshot() *Snapshot { return r.tree.snapshot(nil) }
