package expvarmetrics_test

import (
	"expvar"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/expvarmetrics"
)

// rawVar is a variable that gives whatever it likes, as long as its test lasts.
type rawVar struct {
	f    func() string
	over atomic.Bool
}

func raw(f func() string) *rawVar { return &rawVar{f: f} }

func (v *rawVar) String() string {
	if v.over.Load() {
		return "null"
	}
	return v.f()
}

var (
	prefixes sync.Map // by test
	tests    atomic.Int64
)

// prefix begins the names of a test's own variables. Package expvar forgets none, and a test may run again.
func prefix(t testing.TB) string {
	own, _ := prefixes.LoadOrStore(t, fmt.Sprintf("%s#%d.", t.Name(), tests.Add(1)))
	return own.(string)
}

// publish publishes a variable of this test's own, which is nothing any more after the test.
func publish(t testing.TB, name string, v expvar.Var) {
	expvar.Publish(prefix(t)+name, v)
	switch v := v.(type) {
	case *rawVar:
		t.Cleanup(func() { v.over.Store(true) })
	case *expvar.Map:
		t.Cleanup(func() { v.Init() })
	}
}

// mirrored is a registry that has only the variables of this test.
func mirrored(t testing.TB, max int) *metrics.Registry {
	registry := metrics.NewRegistry(nil)
	expvarmetrics.Register(registry.Scope, &expvarmetrics.Options{MaxSeries: max, Skip: others(t)})
	return registry
}

func others(t testing.TB) func(string) bool {
	own := prefix(t)
	return func(name string) bool { return !strings.HasPrefix(name, own) }
}

// shown are the values of a snapshot by path, below this test's own name.
func shown(t testing.TB, s *metrics.Snapshot) map[string]any {
	values := map[string]any{}
	for _, x := range s.Series {
		name, ok := strings.CutPrefix(x.Name, "expvar/"+prefix(t))
		switch {
		case !ok:
		case x.Kind == metrics.KindText:
			values[name] = x.Text
		default:
			values[name] = x.Value
		}
	}
	return values
}

// problems are what a snapshot tells about the variables of this test.
func problems(t testing.TB, s *metrics.Snapshot) map[string]string {
	all := map[string]string{}
	for _, x := range s.Series {
		if x.Name == "expvar/binnacle/problems" && x.Text != "" {
			all[strings.TrimPrefix(x.Label("variable"), prefix(t))] = x.Text
		}
	}
	return all
}

func count(t testing.TB, s *metrics.Snapshot) float64 {
	x, ok := s.Get("expvar/binnacle/values")
	if !ok || x.Err != "" {
		t.Errorf("the number of values is missing: %s", x.Err)
	}
	return x.Value
}

func register(t testing.TB, registry *metrics.Registry) {
	expvarmetrics.Register(registry.Scope, &expvarmetrics.Options{Skip: others(t)})
}
