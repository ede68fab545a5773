package peers

import (
	"expvar"

	"github.com/binnacle-go/metrics/bench/internal/stream"
)

// expvarUpdates record nothing: package expvar has no histogram.
var expvarUpdates = []Update{
	{Row{Add, Expvar, "Int.Add"}, func() Op {
		v := new(expvar.Int)
		return Op{
			Run: func(_, n int) {
				for range n {
					v.Add(1)
				}
			},
			Total: func() float64 { return float64(v.Value()) },
		}
	}},
	{Row{Set, Expvar, "Float.Set"}, func() Op {
		v := new(expvar.Float)
		return Op{
			Run: func(first, n int) {
				for i := first; i < first+n; i++ {
					v.Set(stream.Seconds(i))
				}
			},
			Total: v.Value,
		}
	}},
	{Row{Lookup, Expvar, "Map.Add, ready name"}, func() Op {
		m := new(expvar.Map)
		return Op{
			Run: func(first, n int) {
				for i := first; i < first+n; i++ {
					m.Add(names[i%len(names)], 1)
				}
			},
			Total: func() (sum float64) {
				m.Do(func(kv expvar.KeyValue) { sum += float64(kv.Value.(*expvar.Int).Value()) })
				return sum
			},
		}
	}},
}
