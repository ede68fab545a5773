package peers

import (
	"expvar"
	"io"
)

// expvarLibraries have floats for timers: their sums.
var expvarLibraries = []Library{{Name: Expvar, Variant: "sum", New: func() *Registry {
	m := new(expvar.Map)
	float := func(name string) *expvar.Float {
		f := new(expvar.Float)
		m.Set(name, f)
		return f
	}
	return &Registry{
		Counter: func(name string) func() {
			v := new(expvar.Int)
			m.Set(name, v)
			return func() { v.Add(1) }
		},
		Gauge: func(name string) func(float64) { return float(name).Set },
		Timer: func(name string) func(int64) {
			f := float(name)
			return func(nanos int64) { f.Add(float64(nanos) / 1e9) }
		},
		Reads: []Read{{Work: JSON, Call: "Map.String, sums only", Do: func(w io.Writer) int {
			must(io.WriteString(w, m.String()))
			return 0
		}}},
	}
}}}
