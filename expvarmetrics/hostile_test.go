package expvarmetrics_test

import (
	"expvar"
	"reflect"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"github.com/binnacle-go/metrics"
)

func TestHostileVariablesCostOnlyTheirOwnValues(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		good := new(expvar.Int)
		good.Set(7)
		loop := new(expvar.Map).Init()
		loop.Set("a", loop)
		loop.Set("b", loop)
		wide := new(expvar.Map).Init()
		for _, key := range []string{"a", "b", "c"} {
			wide.Set(key, wide) // two to three times as many members with each level
		}
		var missing *expvar.Int
		hostile := map[string]struct {
			v    expvar.Var
			want string
		}{
			"panic":    {raw(func() string { panic("oh no") }), "panicked: oh no"},
			"nil":      {missing, "panicked"},
			"interior": {expvar.Func(func() any { panic("oh") }), "panicked: oh"},
			"empty":    {raw(func() string { return "" }), "no JSON"},
			"html":     {raw(func() string { return "<html>" }), "no JSON"},
			"more":     {raw(func() string { return "1 2" }), "no JSON"},
			"channel":  {expvar.Func(func() any { return make(chan int) }), "has no JSON"},
			"huge":     {raw(func() string { return `"` + strings.Repeat("x", 2<<20) + `"` }), "2097154 bytes"},
			"number":   {raw(func() string { return "1e999" }), "no JSON"},
			"deep":     {raw(func() string { return strings.Repeat("[", 100) + strings.Repeat("]", 100) }), "32 levels"},
			"loop":     {loop, "left out"},
			"wide":     {wide, "left out"},
			"exit":     {raw(func() string { runtime.Goexit(); return "" }), "ended its goroutine"},
		}
		for name, h := range hostile {
			publish(t, name, h.v)
		}
		publish(t, "a", good)
		publish(t, "z", good)
		s := mirrored(t, 0).Snapshot()
		if got, want := shown(t, s), map[string]any{"a": 7.0, "z": 7.0}; !reflect.DeepEqual(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
		got := problems(t, s)
		for name, h := range hostile {
			if !strings.Contains(got[name], h.want) {
				t.Errorf("the problem of %s is %q, want %q in it", name, got[name], h.want)
			}
		}
		if len(got) != len(hostile) {
			t.Errorf("there are %d problems, want %d: %v", len(got), len(hostile), got)
		}
	})
}

func TestAVariableThatWorksAgainIsShownAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		answer := "1"
		publish(t, "v", raw(func() string { return answer }))
		registry := mirrored(t, 0)
		for i, step := range []struct{ answer, problem string }{{"2", ""}, {"broken", "no JSON"}, {"3", ""}} {
			answer = step.answer
			registry.Snapshot()
			s := registry.Snapshot()
			_, ok := shown(t, s)["v"]
			if got := problems(t, s)["v"]; !strings.Contains(got, step.problem) || (got == "") != (step.problem == "") || ok != (got == "") {
				t.Errorf("step %d: the problem is %q, the value is there: %v", i, got, ok)
			}
		}
	})
}

func TestAVariableThatHangsIsGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		release := make(chan struct{})
		good := new(expvar.Int)
		publish(t, "a", good)
		var calls atomic.Int64
		publish(t, "hangs", raw(func() string { calls.Add(1); <-release; return "1" }))
		publish(t, "z", good)
		registry := mirrored(t, 0) // gives it up, without having read z
		registry.Snapshot()        // finds z
		for i := range 5 {
			good.Set(int64(i))
			s := registry.Snapshot()
			if got, want := shown(t, s), map[string]any{"a": float64(i), "z": float64(i)}; !reflect.DeepEqual(got, want) {
				t.Errorf("got %v, want %v", got, want)
			}
			if got := problems(t, s)["hangs"]; !strings.Contains(got, "not returned") {
				t.Errorf("the problem is %q", got)
			}
		}
		if n := calls.Load(); n != 1 {
			t.Errorf("it hangs, but was asked %d times", n)
		}
		close(release)
		synctest.Wait()
		registry.Snapshot() // finds that it is back
		if got := shown(t, registry.Snapshot())["hangs"]; got != 1.0 {
			t.Errorf("it has returned, but is shown as %v", got)
		}
	})
}

func TestManyVariablesThatHangDelayNoSnapshotForLong(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		release := make(chan struct{})
		for _, name := range strings.Split("abcdefghijklmnopqrstuvwxyz", "") {
			publish(t, name, raw(func() string { <-release; return "1" }))
		}
		registry := mirrored(t, 0)
		for range 30 { // each gives some of them up
			if s := registry.Snapshot(); count(t, s) != 0 || len(problems(t, s)) == 0 {
				t.Errorf("problems are %v", problems(t, s))
			}
		}
		close(release)
		synctest.Wait()
		registry.Snapshot() // finds that they are back
		if got := shown(t, registry.Snapshot()); len(got) != 26 {
			t.Errorf("all have returned, but shown is %v", got)
		}
	})
}

func TestNamesThatMeetAreTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		first, second := new(expvar.Int), new(expvar.Map).Init()
		first.Set(1)
		second.Add("b", 2)
		publish(t, "a", second)
		publish(t, "a/b", first)
		s := mirrored(t, 0).Snapshot()
		if got, want := shown(t, s), map[string]any{"a/b": 2.0}; !reflect.DeepEqual(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
		if got := problems(t, s)["a/b"]; !strings.Contains(got, "hidden by that of") {
			t.Errorf("the problem is %q", got)
		}
	})
}

func TestAForeignInstrumentOfTheSameNameIsTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		publish(t, "n", new(expvar.Int))
		registry := metrics.NewRegistry(nil)
		registry.Timer("expvar/" + prefix(t) + "n")
		register(t, registry)
		if got := problems(t, registry.Snapshot())["n"]; !strings.Contains(got, "timer") {
			t.Errorf("the problem is %q", got)
		}
	})
}
