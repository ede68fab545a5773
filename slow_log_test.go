package metrics_test

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/binnacle-go/metrics"
)

// A journal is a log that tests read back.
type journal struct {
	bytes.Buffer
}

func (j *journal) logger() *slog.Logger {
	return slog.New(slog.NewJSONHandler(j, &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey {
			return slog.Attr{}
		}
		return a
	}}))
}

// records returns what was logged since the last time.
func (j *journal) records(t *testing.T) (out []map[string]any) {
	t.Helper()
	for decoder := json.NewDecoder(j); decoder.More(); {
		var r map[string]any
		if err := decoder.Decode(&r); err != nil {
			t.Fatal(err)
		}
		out = append(out, r)
	}
	return out
}

// took ends a call that took d.
func took(tm *metrics.Timer, d time.Duration, attrs ...slog.Attr) {
	tm.StartAt(time.Now().Add(-d)).Stop(attrs...)
}

// ordinary makes calls of 1 to 100 ms in 10 seconds, which have a p99 of 99 ms.
func ordinary(tm *metrics.Timer) {
	for i := range 1000 {
		pass(10 * time.Millisecond)
		took(tm, time.Duration(i%100+1)*time.Millisecond)
	}
}

// logging runs f with a timer that logs to the journal at most one call a minute.
func logging(t *testing.T, f func(j *journal, reg *metrics.Registry, slow metrics.Option)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		j := &journal{}
		f(j, metrics.NewRegistry(&metrics.Options{Trace: tracer}), metrics.LogSlow(j.logger(), time.Minute))
	})
}

func TestCallsSlowerThanTheLiveP99AreLogged(t *testing.T) {
	logging(t, func(j *journal, reg *metrics.Registry, slow metrics.Option) {
		tm := reg.Timer("web/search", slow, metrics.L("region", "eu"))
		ordinary(tm)
		pass(time.Minute)
		j.Reset()
		took(tm, 50*time.Millisecond)
		if got := j.records(t); len(got) != 0 {
			t.Errorf("an ordinary call was logged: %v", got)
		}
		ctx := context.WithValue(t.Context(), tracerKey{}, "7")
		tm.StartAt(time.Now().Add(-time.Second)).FailContext(ctx, errBroken, slog.String("q", "x"), slog.Int("n", 3))
		got := j.records(t)
		if len(got) != 1 {
			t.Fatalf("logged %v, want one call", got)
		}
		p99 := time.Duration(got[0]["p99"].(float64))
		if p99 < 98*time.Millisecond || p99 > 101*time.Millisecond {
			t.Errorf("the p99 is %v, want about 99ms", p99)
		}
		delete(got[0], "p99")
		delete(got[0], "skipped")
		want := `{"duration":1000000000,"error":"broken","labels":{"region":"eu"},"level":"WARN","msg":"slow call","n":3,` +
			`"q":"x","span_id":"span 7","timer":"web/search","trace_id":"trace 7"}`
		if text, _ := json.Marshal(got[0]); string(text) != want {
			t.Errorf("logged\n%s, want\n%s", text, want)
		}
	})
}

func TestFewSlowCallsAreLogged(t *testing.T) {
	logging(t, func(j *journal, reg *metrics.Registry, slow metrics.Option) {
		a, b := reg.Timer("a", slow), reg.Timer("b", slow)
		ordinary(a)
		ordinary(b)
		pass(time.Minute)
		j.Reset()
		took(a, time.Second)
		for range 5 {
			took(a, 2*time.Second)
			took(b, 3*time.Second)
		}
		if got := j.records(t); len(got) != 1 || got[0]["timer"] != "a" {
			t.Errorf("logged %v, want the first one of a", got)
		}
		for range 600 {
			pass(time.Second / 10)
			took(b, time.Millisecond)
		}
		took(b, 10*time.Second)
		if got := j.records(t); len(got) != 1 || got[0]["timer"] != "b" || got[0]["skipped"] != 10.0 {
			t.Errorf("logged %v, want one of b, with 10 that were skipped", got)
		}
		took(b, 10*time.Second)
		pass(time.Second)
		took(b, 10*time.Second)
		if got := j.records(t); len(got) != 0 {
			t.Errorf("logged %v within a minute", got)
		}
	})
}

func TestTheLiveP99IsThatOfRecentCalls(t *testing.T) {
	logging(t, func(j *journal, reg *metrics.Registry, slow metrics.Option) {
		tm := reg.Timer("t", slow)
		for range 99 {
			took(tm, time.Millisecond)
		}
		pass(time.Minute)
		took(tm, time.Hour)
		pass(10 * time.Second)
		if got := j.records(t); len(got) != 0 {
			t.Fatalf("logged %v, but fewer than a hundred calls say nothing", got)
		}
		for range 10000 {
			took(tm, time.Second)
		}
		for range 5 { // minutes, after which these do not count any more
			for range 6 {
				ordinary(tm)
			}
		}
		j.Reset()
		pass(time.Minute)
		took(tm, 500*time.Millisecond) // slower than all of late, but not than the p99 of all
		if got := j.records(t); len(got) != 1 {
			t.Errorf("logged %v, want one call", got)
		}
		if all := reg.Snapshot().Series[0].Dist.Quantile(0.99); all < 0.9 {
			t.Errorf("the p99 of all calls is %v, want about a second", all)
		}
	})
}

// A handler does as it is told.
type handler func(slog.Record)

func (handler) Enabled(context.Context, slog.Level) bool        { return true }
func (h handler) Handle(_ context.Context, r slog.Record) error { h(r); return nil }
func (h handler) WithAttrs([]slog.Attr) slog.Handler            { return h }
func (h handler) WithGroup(string) slog.Handler                 { return h }

func TestALoggerMayBeMeasuredOrPanic(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var tm *metrics.Timer
		logged := 0
		reg := metrics.NewRegistry(nil)
		tm = reg.Timer("t", metrics.LogSlow(slog.New(handler(func(slog.Record) {
			logged++
			watch := tm.Start()
			pass(time.Minute)
			watch.Stop()
			reg.Snapshot()
			panic("boom")
		})), 0))
		for range 200 {
			took(tm, time.Millisecond)
			pass(time.Second / 10)
		}
		took(tm, time.Second)
		if logged != 1 {
			t.Errorf("logged %d times, want once", logged)
		}
		pass(time.Second)
		took(tm, 5*time.Second)
		if s := reg.Snapshot().Series[0]; logged != 2 || s.Count != 204 {
			t.Errorf("logged %d times and counted %d calls, want 2 and 204", logged, s.Count)
		}
	})
}

func TestSlowCallsGoToTheLoggerOfTheRegistry(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		j := &journal{}
		tm := metrics.NewRegistry(&metrics.Options{Logger: j.logger()}).TimerVec("t", []string{"k"}, metrics.LogSlow(nil, time.Minute)).With("v")
		ordinary(tm)
		pass(time.Minute)
		j.Reset()
		took(tm, time.Second)
		if got := j.records(t); len(got) != 1 || got[0]["labels"].(map[string]any)["k"] != "v" {
			t.Errorf("logged %v, want one call of the family's member", got)
		}
	})
}

func TestSlowCallsAreLoggedFromManyGoroutines(t *testing.T) {
	reg := metrics.NewRegistry(nil)
	var mu sync.Mutex
	logged := 0
	tm := reg.Timer("t", metrics.LogSlow(slog.New(handler(func(slog.Record) {
		mu.Lock()
		logged++
		mu.Unlock()
	})), time.Hour))
	watch := tm.Start()
	var calls sync.WaitGroup
	for range 8 {
		calls.Go(func() {
			for range 2000 {
				watch.Stop(slog.Int("n", 1))
			}
		})
	}
	calls.Wait()
	if s := reg.Snapshot().Series[0]; s.Count != 16000 || logged > 1 {
		t.Errorf("counted %d calls and logged %d", s.Count, logged)
	}
}

func TestStopWithALogAllocatesNothing(t *testing.T) {
	tm := metrics.NewRegistry(nil).Timer("t", metrics.LogSlow(slog.New(slog.DiscardHandler), time.Hour))
	for range 4 {
		for _, d := range []time.Duration{900 * time.Nanosecond, 9 * time.Second, 90 * time.Second, 900 * time.Second} {
			took(tm, d)
		}
	}
	if n := testing.AllocsPerRun(1000, func() { tm.Start().Stop(slog.Int("n", 1)) }); n != 0 {
		t.Errorf("%v allocations, want none", n)
	}
}
