package expvarmetrics_test

import (
	"expvar"
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/expvarmetrics"
)

func TestVariablesOfEachTypeAreShown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		type traffic struct {
			In, Out int
			Peer    struct{ Name string }
			hidden  int
		}
		number, float, text, members := new(expvar.Int), new(expvar.Float), new(expvar.String), new(expvar.Map)
		number.Set(-3)
		float.Set(0.25)
		text.Set("a\n\xff")
		inner := new(expvar.Map).Init()
		inner.Add("GET", 7)
		inner.Add("a b/c", 8)
		members.Init().Set("inner", inner)
		members.AddFloat("share", 0.5)
		publish(t, "int", number)
		publish(t, "float", float)
		publish(t, "text", text)
		publish(t, "map", members)
		publish(t, "func", expvar.Func(func() any { return traffic{In: 1, Out: 2, hidden: 3} }))
		publish(t, "ratio", expvar.Func(func() any { return 0.75 }))
		publish(t, "own", raw(func() string { return `{"list":[1,{"x":"y"},null,true,false],"":2,"none":null} ` }))
		publish(t, "path//to", number)

		s := mirrored(t, 0).Snapshot()
		want := map[string]any{
			"int": -3.0, "float": 0.25, "text": "a\n\xff", "ratio": 0.75, "path/to": -3.0,
			"map/inner/GET": 7.0, "map/inner/a b/c": 8.0, "map/share": 0.5,
			"func/In": 1.0, "func/Out": 2.0, "func/Peer/Name": "",
			"own/list/0": 1.0, "own/list/1/x": "y", "own/list/3": 1.0, "own/list/4": 0.0, "own/(unnamed)": 2.0,
		}
		if got := shown(t, s); !reflect.DeepEqual(got, want) {
			t.Errorf("got  %v\nwant %v", got, want)
		}
		if n := count(t, s); n != float64(len(want)) {
			t.Errorf("it says that there are %v values, want %d", n, len(want))
		}
		if got := problems(t, s); len(got) > 0 {
			t.Errorf("there are problems: %v", got)
		}
	})
}

func TestASnapshotHasTheValuesOfItsTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		number := new(expvar.Int)
		publish(t, "n", number)
		registry := mirrored(t, 0)
		for i := range 10 {
			number.Set(int64(i))
			if got := shown(t, registry.Snapshot())["n"]; got != float64(i) {
				t.Errorf("got %v, want %d", got, i)
			}
		}
	})
}

func TestNumbersThatAreNoneHaveNoValue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		float := new(expvar.Float)
		publish(t, "float", float)
		publish(t, "func", expvar.Func(func() any { return float.Value() }))
		registry := mirrored(t, 0)
		for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
			float.Set(v)
			got := shown(t, registry.Snapshot())
			for _, name := range []string{"float", "func"} {
				if x, ok := got[name].(float64); !ok || !math.IsNaN(x) && !math.IsInf(x, 0) {
					t.Errorf("%v is shown as %v", v, got[name])
				}
			}
		}
	})
}

func TestSeriesComeAndGoWithTheVariables(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		members := new(expvar.Map).Init()
		publish(t, "map", members)
		registry := mirrored(t, 0)
		var result any = map[string]any{"a": 1}
		steps := []struct {
			change func()
			want   map[string]any
		}{
			{func() {}, map[string]any{}},
			{func() { members.Add("x", 1) }, map[string]any{"map/x": 1.0}},
			{func() { members.Delete("x") }, map[string]any{}},
			{func() { publish(t, "later", expvar.Func(func() any { return result })) }, map[string]any{"later/a": 1.0}},
			{func() { result = "now a text" }, map[string]any{"later": "now a text"}},
			{func() { result = 5 }, map[string]any{"later": 5.0}},
			{func() { result = map[string]any{"a": "x", "b": true} }, map[string]any{"later/a": "x", "later/b": 1.0}},
			{func() { result = map[string]any{"b": map[string]any{"c": 3}} }, map[string]any{"later/b/c": 3.0}},
			{func() { result = nil }, map[string]any{}},
			{func() { members.Add("y/z", 1); members.Add("y", 2) }, map[string]any{"map/y": 2.0, "map/y/z": 1.0}},
			{func() { members.Delete("y") }, map[string]any{"map/y/z": 1.0}},
			{func() { members.Set("y", raw(func() string { return `"text"` })) }, map[string]any{"map/y": "text", "map/y/z": 1.0}},
		}
		for i, step := range steps {
			step.change()
			s := registry.Snapshot()
			if got := shown(t, s); !reflect.DeepEqual(got, step.want) {
				t.Errorf("step %d: got %v, want %v", i, got, step.want)
			}
			if n := count(t, s); n != float64(len(step.want)) {
				t.Errorf("step %d: it says %v values", i, n)
			}
		}
	})
}

func TestWhatIsGoneHasNoValueAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		members := new(expvar.Map).Init()
		members.Add("x", 1)
		publish(t, "map", members)
		registry := mirrored(t, 0)
		members.Delete("x")
		if got, ok := shown(t, registry.Snapshot())["map/x"]; ok && !math.IsNaN(got.(float64)) {
			t.Errorf("a variable that is gone still has %v", got)
		}
	})
}

func TestByDefaultSecretsAndMemstatsAreLeftOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		registry := metrics.NewRegistry(nil)
		number := new(expvar.Int)
		publish(t, "n", number)
		expvarmetrics.Register(registry.SubScope("lib"), nil)
		s := registry.Snapshot()
		if _, ok := s.Get("lib/expvar/" + prefix(t) + "n"); !ok {
			t.Error("the variable is not shown")
		}
		for _, x := range s.Series {
			if strings.Contains(x.Name, "cmdline") || strings.Contains(x.Name, "memstats") {
				t.Errorf("%s is shown", x.Name)
			}
		}
	})
}

func TestClosingTheScopeRemovesEverything(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		publish(t, "n", new(expvar.Int))
		publish(t, "bad", raw(func() string { return "" }))
		registry := mirrored(t, 0)
		registry.Snapshot()
		registry.SubScope("expvar").Close()
		if s := registry.Snapshot(); len(s.Series) > 0 {
			t.Errorf("there is still %s", s.Series[0].ID())
		}
	})
}

func TestTheNumberOfSeriesIsBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for i := range 5 {
			publish(t, fmt.Sprint("n", i), new(expvar.Int))
		}
		endless := new(expvar.Map).Init()
		for i := range 100 {
			endless.Add(fmt.Sprint(i), 1)
		}
		publish(t, "map", endless)
		for max, want := range map[int]string{3: "map", 103: "n3 n4", 105: ""} {
			registry := mirrored(t, max)
			s := registry.Snapshot()
			if n := count(t, s); n != float64(max) || len(shown(t, s)) != max {
				t.Errorf("there are %v values, want %d", n, max)
			}
			got := problems(t, s)
			for _, name := range strings.Fields(want) {
				if !strings.Contains(got[name], "MaxSeries") {
					t.Errorf("at most %d: nothing is said about %s: %v", max, name, got)
				}
			}
			if want == "" && len(got) > 0 {
				t.Errorf("at most %d: %v", max, got)
			}
		}
	})
}
