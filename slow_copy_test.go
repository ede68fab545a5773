package metrics_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"net/netip"
	"runtime"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/binnacle-go/metrics"
)

// slowCall returns the slow call of a timer that had just one.
func slowCall(t *testing.T, o *metrics.Options, stop func(metrics.Stopwatch)) metrics.SlowCall {
	t.Helper()
	reg := metrics.NewRegistry(o)
	stop(reg.Timer("t").Start())
	slow := reg.Snapshot().Series[0].Slow
	if len(slow) != 1 {
		t.Fatalf("%d slow calls, want one", len(slow))
	}
	return slow[0]
}

// A valuer is a LogValuer that does as it is told.
type valuer func() slog.Value

func (v valuer) LogValue() slog.Value { return v() }

// A talker is a Stringer that does as it is told.
type talker func() string

func (t talker) String() string { return t() }

// A failure is an error that does as it is told.
type failure func() string

func (f failure) Error() string { return f() }

func TestAttributesAreKeptAsPlainValues(t *testing.T) {
	type point struct {
		X, Y int
		next *point
	}
	var endless valuer
	endless = func() slog.Value { return slog.GroupValue(slog.Any("g", endless)) }
	at := time.Date(2030, 1, 2, 3, 4, 5, 6, time.FixedZone("east", 3600))
	for _, tc := range []struct {
		name string
		attr slog.Attr
		want string
	}{
		{"text", slog.String("k", "v"), "k=v String"},
		{"integer", slog.Int("k", -1), "k=-1 Int64"},
		{"unsigned", slog.Uint64("k", math.MaxUint64), "k=18446744073709551615 Uint64"},
		{"number", slog.Float64("k", 0.5), "k=0.5 Float64"},
		{"boolean", slog.Bool("k", true), "k=true Bool"},
		{"duration", slog.Duration("k", time.Second), "k=1s Duration"},
		{"time", slog.Time("k", at), "k=2030-01-02 02:04:05.000000006 +0000 UTC Time"},
		{"nil", slog.Any("k", nil), "k=<nil> String"},
		{"error", slog.Any("k", errBroken), "k=broken String"},
		{"Stringer", slog.Any("k", netip.MustParseAddr("::1")), "k=::1 String"},
		{"bytes", slog.Any("k", []byte("raw")), "k=raw String"},
		{"struct", slog.Any("k", &point{1, 2, &point{}}), "k=&{X:1 Y:2 next:0x"},
		{"map", slog.Any("k", map[string]int{"b": 2, "a": 1}), "k=map[a:1 b:2] String"},
		{"large slice", slog.Any("k", make([]int, 1<<20)), "k=[]int… String"},
		{"large slice within", slog.Any("k", []any{[]string{strings.Repeat("x", 2000)}}), "k=[]interface {}… String"},
		{"large map", slog.Any("k", map[string][2000]bool{"": {}}), "k=map[string][2000]bool… String"},
		{"nil pointer", slog.Any("k", (*point)(nil)), "k=<nil> String"},
		{"function", slog.Any("k", strings.Clone), "k=0x"},
		{"group", slog.Group("g", slog.Int("a", 1), slog.Group("h", slog.Int("b", 2))), "g.a=1 Int64, g.h.b=2 Int64"},
		{"group without a key", slog.Group("", slog.Int("a", 1)), "a=1 Int64"},
		{"LogValuer", slog.Any("k", valuer(func() slog.Value { return slog.IntValue(7) })), "k=7 Int64"},
		{"LogValuer in a group", slog.Group("g", slog.Any("k", valuer(func() slog.Value { return slog.StringValue("v") }))), "g.k=v String"},
		{"LogValuer that panics", slog.Any("k", valuer(func() slog.Value { panic("boom") })), "k=LogValue panicked"},
		{"LogValuer without end", slog.Any("k", endless), "…=more attributes String"},
		{"Stringer that panics", slog.Any("k", talker(func() string { panic("boom") })), "k=%!v(PANIC=String method: boom) String"},
	} {
		c := slowCall(t, nil, func(w metrics.Stopwatch) { w.Stop(tc.attr) })
		var got []string
		for _, a := range c.Attrs {
			got = append(got, a.String()+" "+a.Value.Kind().String())
		}
		if s := strings.Join(got, ", "); !strings.HasPrefix(s, tc.want) || strings.HasSuffix(tc.want, c.Attrs[0].Value.Kind().String()) && s != tc.want {
			t.Errorf("%s: kept %q, want %q", tc.name, s, tc.want)
		}
	}
}

func TestErrorsOfSlowCallsAreGuarded(t *testing.T) {
	for want, err := range map[string]error{
		"broken":        errBroken,
		"(panic: boom)": failure(func() string { panic("boom") }),
	} {
		if c := slowCall(t, nil, func(w metrics.Stopwatch) { w.Fail(err) }); c.Err != want {
			t.Errorf("kept the error %q, want %q", c.Err, want)
		}
	}
	long := slowCall(t, nil, func(w metrics.Stopwatch) { w.Fail(errors.New(strings.Repeat("ä", 1000))) }).Err
	if len(long) > 1<<10+len("…") || !utf8.ValidString(long) || !strings.HasSuffix(long, "ä…") {
		t.Errorf("kept %d bytes of a long error: %q", len(long), long)
	}
}

func TestAttributesThatUseTheTimerDoNotHang(t *testing.T) {
	reg := metrics.NewRegistry(nil)
	tm := reg.Timer("t")
	w := tm.Start()
	w.Stop(slog.Any("k", valuer(func() slog.Value {
		w.Stop(slog.String("inner", "call"))
		return slog.IntValue(len(reg.Snapshot().Series))
	})))
	s := reg.Snapshot().Series[0]
	if s.Count != 2 || len(s.Slow) != 1 || s.Slow[0].Attrs[0].String() != "k=1" {
		t.Errorf("counted %d calls, kept %v", s.Count, s.Slow)
	}
}

func TestFewAttributesAndLittleTextIsKept(t *testing.T) {
	var many []slog.Attr
	for i := range 100 {
		many = append(many, slog.String(fmt.Sprint("k", i), strings.Repeat("x", 300)))
	}
	huge := strings.Repeat("x", 10<<20)
	for name, attrs := range map[string][]slog.Attr{
		"many":           many,
		"long value":     {slog.String("k", huge), slog.String("l", huge), slog.String("m", huge), slog.String("n", huge), slog.String("o", huge)},
		"long key":       {slog.Int(huge, 1), slog.Int(huge, 2)},
		"long keys":      {slog.Group(huge, slog.Group(huge, slog.Int(huge, 1)))},
		"deep groups":    {slog.Group("", slog.Group("a", slog.Group("b", slog.Attr{Key: "c", Value: slog.GroupValue(many...)})))},
		"long bytes":     {slog.Any("k", []byte(huge))},
		"long Stringer":  {slog.Any("k", talker(func() string { return huge }))},
		"not UTF-8":      {slog.String("k", strings.Repeat("\x80", 1<<20))},
		"long LogValuer": {slog.Any("k", valuer(func() slog.Value { return slog.StringValue(huge) }))},
	} {
		ctx := metrics.ContextWithTrace(t.Context(), huge, huge)
		c := slowCall(t, nil, func(w metrics.Stopwatch) { w.FailContext(ctx, errors.New(huge), attrs...) })
		size := len(c.Err) + len(c.TraceID) + len(c.SpanID)
		for _, a := range c.Attrs {
			size += len(a.Key) + len(a.Value.String())
			if len(a.Key) > 1100 || len(a.Value.String()) > 1100 {
				t.Errorf("%s: an attribute of %d and %d bytes", name, len(a.Key), len(a.Value.String()))
			}
		}
		if size > 5<<10 || len(c.Attrs) > 17 {
			t.Errorf("%s: %d bytes in %d attributes", name, size, len(c.Attrs))
		}
	}
	c := slowCall(t, nil, func(w metrics.Stopwatch) { w.Stop(many...) })
	if last := c.Attrs[len(c.Attrs)-1].String(); len(c.Attrs) != 17 || last != "…=more attributes" {
		t.Errorf("of 100 attributes %d are kept, the last of them %q", len(c.Attrs), last)
	}
}

// TestNothingOfACallIsRetained keeps parts of large bodies and looks at what remains in memory.
func TestNothingOfACallIsRetained(t *testing.T) {
	reg := metrics.NewRegistry(nil)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	const timers, calls, body = 10, 20, 1 << 20
	for i := range timers {
		w := reg.Timer(fmt.Sprint("t", i)).Start()
		for range calls {
			large := strings.Repeat("x", body)
			ctx := metrics.ContextWithTrace(context.WithValue(t.Context(), bodyKey{}, large), large[:32], large[:16])
			w.FailContext(ctx, fmt.Errorf("%s", large), slog.String("start", large[:10]), slog.String("all", large),
				slog.Any("any", []string{large}), slog.Any("bytes", []byte(large)), slog.Group(large[:5], slog.Int(large[:6], 1)))
		}
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	if n := int64(after.HeapAlloc) - int64(before.HeapAlloc); n > timers*100<<10 {
		t.Errorf("%d bytes remain of %d timers", n, timers)
	}
	if s := reg.Snapshot().Series[0]; len(s.Slow) < 4 || s.Slow[0].Attrs[0].String() != "start=xxxxxxxxxx" {
		t.Errorf("kept %v", s.Slow)
	}
}

type bodyKey struct{}
